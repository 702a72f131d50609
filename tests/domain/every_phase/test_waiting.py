"""What a programme waits for, in a sentence with counts: a role or a body, never a person."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.every_phase.waiting import Waiting, waiting
from domain.shared.messages import N_
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    approved,
    asked,
    before_the_body,
    decided,
    drafted,
    points_answered,
    rejected,
    sent_back,
    under_review,
    with_conditions,
    withdrawn,
)
from tests.domain.cast import ANNA, member
from tests.domain.programmes import Programme, body, rules


def said(programme: Programme) -> tuple[str, str]:
    expected = waiting(programme.state)
    return expected.role, str(expected.sentence)


def nominated(*persons: str) -> Programme:
    programme = Programme()
    programme.act(*(asking.nominate(person) for person in persons))
    return programme


def suspended() -> Programme:
    programme = asked()
    programme.act(asking.suspend())
    return programme


def answered() -> Programme:
    programme = drafted()
    programme.act(asking.settle_responses())
    return programme


def partly_reviewed() -> Programme:
    programme = under_review()
    programme.panel_says("yes", "no")
    return programme


def partly_voted() -> Programme:
    programme = before_the_body()
    programme.members_vote("for", "abstain")
    return programme


def shown(*conditions: int) -> Programme:
    programme = with_conditions()
    programme.act(*(asking.show_evidence(f"1-college-{n}-1") for n in conditions))
    return programme


def one_met() -> Programme:
    programme = shown(1)
    programme.act(asking.judge_condition("1-college-1-1", by=member("college", 1)))
    return programme


STANDINGS: list[tuple[Callable[[], Programme], str, str]] = [
    (Programme, "office", "The programme office, to nominate candidates."),
    (lambda: nominated(ANNA.person), "principal", "The principal, to choose from 1 candidate."),
    (lambda: nominated("id-1", "id-2"), "principal", "The principal, to choose from 2 candidates."),
    (asked, "candidate", "The candidate who was asked, to accept or decline the assignment."),
    (suspended, "office", "The programme office to resume the programme, suspended on 2026-01-05."),
    (
        appointed,
        "representative",
        "5 invited organisations, to contribute to the open consultation.",
    ),
    (
        drafted,
        "kwartiermaker",
        "The kwartiermaker, to answer what was contributed to consultation 1.",
    ),
    (answered, "kwartiermaker", "The kwartiermaker, to submit a version of the plan."),
    (under_review, "panel", "The review panel: 0 of 3 seats have answered."),
    (partly_reviewed, "panel", "The review panel: 2 of 3 seats have answered."),
    (
        sent_back,
        "kwartiermaker",
        "The kwartiermaker, to answer the 2 points that the plan was sent back with.",
    ),
    (
        lambda: points_answered(sent_back()),
        "kwartiermaker",
        "The kwartiermaker, to submit a version of the plan.",
    ),
    (
        lambda: before_the_body(rules(body(meetings=()))),
        "office",
        "The programme office, to plan a meeting of college.",
    ),
    (before_the_body, "college", "The body college, which meets on 2026-01-08: 0 of 3 seats voted."),
    (partly_voted, "college", "The body college, which meets on 2026-01-08: 2 of 3 seats voted."),
    (
        lambda: decided(before_the_body(rules(body(), body("board"))), "for", "for"),
        "board",
        "The body board, which meets on 2026-01-15: 0 of 3 seats voted.",
    ),
    (
        with_conditions,
        "kwartiermaker",
        "The kwartiermaker, to show evidence: 0 of 2 conditions are met.",
    ),
    (lambda: shown(1), "kwartiermaker", "The kwartiermaker, to show evidence: 0 of 2 conditions are met."),
    (lambda: shown(1, 2), "college", "The body college, to judge the evidence: 0 of 2 conditions are met."),
    (one_met, "kwartiermaker", "The kwartiermaker, to show evidence: 1 of 2 conditions are met."),
    (approved, "", "Nothing: the programme is approved."),
    (rejected, "", "Nothing: the programme is rejected."),
    (withdrawn, "", "Nothing: the programme is withdrawn."),
]


@pytest.mark.parametrize(("arrange", "role", "sentence"), STANDINGS, ids=[s for _, _, s in STANDINGS])
def test_every_standing_has_its_sentence(arrange: Callable[[], Programme], role: str, sentence: str) -> None:
    assert said(arrange()) == (role, sentence)


class TestOnTheWay:
    """Between two steps of its own a programme says what comes next, in case it stays there."""

    def by_itself(self, programme: Programme, kind: str) -> Programme:
        """Let the programme take its own steps until the register ends with `kind`."""
        while programme.kinds[-1] != kind:
            programme.record(programme.next_steps())
        return programme

    @pytest.mark.parametrize("kind", ["assignment.accepted", "organisations.invited"])
    def test_before_the_round_opens_it_is_the_organisations(self, kind: str) -> None:
        programme = asked()
        programme.by_itself = False
        programme.act(asking.accept())
        assert said(self.by_itself(programme, kind))[0] == "representative"

    def test_before_a_submission_is_prepared_it_is_the_programme(self) -> None:
        programme = under_review()
        programme.by_itself = False
        programme.panel_says("yes", "yes", "yes")
        self.by_itself(programme, "definition.completed")
        assert said(programme) == ("programme", "The next submission to be prepared.")

    def test_after_the_last_condition_it_is_the_programme(self) -> None:
        programme = shown(1, 2)
        programme.by_itself = False
        for seat in (1, 2):
            programme.act(asking.judge_condition(f"1-college-{seat}-1", by=member("college", seat)))
        assert said(programme) == ("programme", "The approval to become final: 2 of 2 conditions are met.")


class TestUntilWhen:
    def test_the_first_open_deadline_is_told(self) -> None:
        assert waiting(appointed().state).due == date(2026, 1, 19)

    def test_after_the_end_there_is_none(self) -> None:
        assert waiting(approved().state) == Waiting("", N_("Nothing: the programme is approved."))

    def test_it_says_when_it_is_late(self) -> None:
        programme = asked()
        assert not waiting(programme.state).late
        programme.wait_until(date(2026, 1, 12) + timedelta(days=1))
        assert waiting(programme.state).late
