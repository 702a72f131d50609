"""A correction is a new entry beside a decision; outcome and tally stay what the rule made of the ballots."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from documents import programme as programme_document
from documents.cover_note import Material, cover_note
from documents.decisions import Followed
from documents.programme import Contents
from domain.shared.rules import Rules
from domain.sign_off.chair import ChairCorrects
from domain.sign_off.correct_decision import DecisionCorrected
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state.programme_state import Correction
from tests.documents.arranged import blueprint
from tests.domain import asking
from tests.domain.arranged import approved, before_the_body, decided, sent_back, with_conditions
from tests.domain.cast import KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules
from words.languages import ENGLISH

CHAIRED = rules(body(chair="college-2"), body("board"))


def decided_by_two(chosen: Rules | None = None) -> Programme:
    """The College approved the plan; it lies before the board."""
    programme = before_the_body(chosen or rules(body(), body("board")))
    return decided(programme, "for", "for", "against")


def test_it_stands_beside_the_decision_with_its_day() -> None:
    programme = decided_by_two()

    programme.act(asking.correct_decision(1, "Version 1 was meant."))

    [decision] = programme.state.sign_off.decisions
    assert decision.corrections == (Correction(on=programme.today, text=asking.text("Version 1 was meant.")),)
    event = programme.last(DecisionCorrected)
    assert (event.decision, event.submission, event.body) == (1, 1, "college")
    assert event.meeting == decision.meeting


def test_nothing_is_overwritten_however_often_it_is_corrected() -> None:
    programme = decided_by_two()
    before, established = programme.state, programme.last(DecisionEstablished)

    programme.act(asking.correct_decision(1, "Once."), asking.correct_decision(1, "Again."))

    [decision] = programme.state.sign_off.decisions
    assert [correction.text for correction in decision.corrections] == [
        asking.text("Once."),
        asking.text("Again."),
    ]
    assert decision.model_copy(update={"corrections": ()}) == before.sign_off.decisions[0]
    assert programme.last(DecisionEstablished) == established
    assert programme.kinds.count("decision.corrected") == 2


def test_the_chair_corrects_what_a_body_with_a_chair_decided_and_nobody_else() -> None:
    programme = decided_by_two(CHAIRED)
    for by in (OFFICE, PRINCIPAL, KWARTIERMAKER, member("college", 1)):
        refusal = programme.refusal(asking.correct_decision(by=by))
        assert isinstance(refusal, ChairCorrects)
        assert (refusal.code, refusal.details) == ("not_the_chair", {"chair": "college-2"})

    programme.act(asking.correct_decision(by=member("college", 2)))

    assert len(programme.state.sign_off.decisions[0].corrections) == 1


def test_elsewhere_it_is_for_the_office() -> None:
    programme = decided_by_two()
    for by in (PRINCIPAL, KWARTIERMAKER, member("college", 1)):
        assert programme.refusal(asking.correct_decision(by=by)).code == "not_the_office"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_decision_that_was_not_taken_cannot_be_corrected(number: int) -> None:
    refusal = decided_by_two().refusal(asking.correct_decision(number))
    assert refusal.code == "no_such_decision"
    assert refusal.details == {"decision": str(number), "decisions": 1}


@pytest.mark.parametrize("arrange", [sent_back, with_conditions])
def test_it_is_possible_in_every_phase_after_the_decision(arrange: Callable[[], Programme]) -> None:
    programme = arrange()
    programme.wait_until(programme.today + timedelta(days=2))
    programme.act(asking.correct_decision(1))
    assert programme.state.sign_off.decisions[0].corrections[0].on == programme.today


def test_what_has_ended_is_corrected_no_more() -> None:
    assert approved().refusal(asking.correct_decision(1)).code == "programme_ended"


def test_it_is_shown_with_the_decision_in_documents() -> None:
    programme = decided_by_two()
    programme.act(asking.correct_decision(1, "Version 1 was meant."))
    text = programme.state.sign_off.decisions[0].corrections[0].text
    said = Followed(corrections={text.id: "Version 1\nwas meant."})

    note = cover_note(ENGLISH, blueprint(), programme.state, "board", Material(followed=said))
    published = programme_document.programme(
        ENGLISH, blueprint(), programme.state, Contents({}, followed=said)
    )

    line = f"\n  - {ENGLISH.day(programme.today)}: correction: Version 1 was meant."
    assert line in note
    assert line in published
    assert programme_document.decided(ENGLISH, blueprint(), programme.state)[0][1].endswith(
        "; with a correction"
    )
