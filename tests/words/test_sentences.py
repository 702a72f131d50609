"""A readable sentence for each kind of register entry, in each language."""

from datetime import date

import pytest

from blueprints.loading import load, shipped
from domain.appointment.decline_assignment import CandidateDeclined
from domain.bodies.file_reference import ReferenceFiled
from domain.bodies.plan_meetings import MeetingsPlanned
from domain.bodies.report_missed_notice import NoticeMissed
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.plan.close_review import ReviewClosed
from domain.register.entries import Entry
from domain.register.events import kinds
from domain.shared.messages import Message
from domain.shared.support import Counts, SupportCounts
from domain.shared.texts import TextRef
from domain.sign_off.establish_decision import DecisionEstablished
from domain.voting.tally import Tally
from tests.words.entries import DAY, Numbered, entry, keys_in, of_every_kind
from tests.words.pseudo import PSEUDO, outside
from words.languages import ENGLISH, LANGUAGES
from words.sentences import NOBODY_NAMED, Names, describe, sentence

DUTCH = LANGUAGES.speaking("nl")
TEXT = TextRef(id="t", hash="a" * 64, length=3)
KINDS: tuple[type, ...] = tuple(kinds().values())


def both(message: Message) -> tuple[str, str]:
    return DUTCH.say(message), ENGLISH.say(message)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_has_a_sentence(kind: type) -> None:
    assert describe.dispatch(kind) is not describe.dispatch(object)


@pytest.mark.parametrize("kind", [int, str])
def test_what_is_no_event_has_none(kind: type) -> None:
    assert describe.dispatch(kind) is describe.dispatch(object)
    with pytest.raises(NotImplementedError, match="no sentence for int"):
        describe(1, NOBODY_NAMED)  # pyright: ignore[reportArgumentType] - what the test is about


def test_an_entry_of_every_kind_is_looked_at() -> None:
    assert {type(entry.event) for entry in of_every_kind()} == set(KINDS)


@pytest.mark.parametrize("entry", of_every_kind(), ids=lambda entry: entry.event.kind)
def test_every_sentence_is_said_by_the_language_alone(entry: Entry) -> None:
    said = PSEUDO.say(sentence(entry, Numbered()))

    assert outside(said, *keys_in(entry.event)) == [], said


def test_a_person_is_called_by_name_where_it_is_known_and_else_by_the_start_of_their_id() -> None:
    event = CandidateDeclined(person="0b0e6c80-2a5f", reason=TEXT)

    known = sentence(entry(event), Names(people={"0b0e6c80-2a5f": "Noor Niemand"}))

    assert both(known) == ("Noor Niemand ziet ervan af.", "Noor Niemand declines.")
    assert ENGLISH.say(sentence(entry(event))) == "(0b0e6c80) declines."


def test_bodies_groups_and_seats_are_called_what_the_blueprint_calls_them() -> None:
    names = Names.of(load(shipped("common-ground")).model_dump(mode="json"), {})

    assert names.body("college") == "College van Dienstverleningszaken"
    assert names.group("gemeenten") == "Gemeenten"
    assert names.seat("klein") == "Gemeenten tot 25.000 inwoners"
    assert names.body("elsewhere") == "elsewhere"


def test_it_is_said_by_whom_where_several_may() -> None:
    event = ProgrammeSuspended(reason=TEXT)

    assert DUTCH.say(sentence(entry(event, "office"))) == (
        "Het programma is opgeschort. Door het programmabureau."
    )
    assert ENGLISH.say(sentence(entry(event, "principal"))) == (
        "The programme was suspended. By the principal."
    )


def test_a_deadline_that_passed_says_to_whom_it_is_escalated() -> None:
    event = DeadlinePassed(deadline="choose", due=DAY, escalated_to="office")

    assert both(sentence(entry(event))) == (
        "Termijn voorbij: keuze. Gemeld aan het programmabureau.",
        "Deadline passed: choice. Escalated to the programme office.",
    )


def test_a_deadline_on_which_a_round_ends_is_not_escalated() -> None:
    passed = sentence(entry(DeadlinePassed(deadline="consultation", due=DAY)))

    assert ENGLISH.say(passed) == "Deadline passed: consultation."


def test_the_deadline_of_a_condition_is_called_by_the_condition() -> None:
    passed = describe(DeadlinePassed(deadline="condition-2-chair-1", due=DAY), NOBODY_NAMED)

    assert ENGLISH.say(passed) == "Deadline passed: condition 2-chair-1."


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (
            1,
            "Het programma is hervat; open termijnen schuiven 1 werkdag op. Door het programmabureau.",
            "The programme was resumed; open deadlines move by 1 working day. By the programme office.",
        ),
        (
            3,
            "Het programma is hervat; open termijnen schuiven 3 werkdagen op. Door het programmabureau.",
            "The programme was resumed; open deadlines move by 3 working days. By the programme office.",
        ),
    ],
)
def test_one_is_said_otherwise_than_many(days: int, dutch: str, english: str) -> None:
    resumed = ProgrammeResumed(reason=TEXT, working_days=days)

    assert both(sentence(entry(resumed, "office"))) == (dutch, english)


def decided(tally: Tally, **more: object) -> DecisionEstablished:
    known = {"submission": 1, "submission_hash": "a" * 64, "body": "college", "meeting": DAY, "tally": tally}
    return DecisionEstablished.model_validate(known | more)


def test_a_decision_says_what_was_voted_and_leaves_out_what_nobody_voted() -> None:
    tally = Tally(seats=5, in_favour=4, with_conditions=1, against=0, send_back=1, abstained=0)
    event = decided(tally, outcome="approved_with_conditions")

    assert both(sentence(entry(event), Names(bodies={"college": "College"}))) == (
        "College: goedgekeurd onder voorwaarden (3 voor, 1 voor met voorwaarden en 1 terug).",
        "College: approved with conditions (3 for, 1 for with conditions and 1 send back).",
    )


@pytest.mark.parametrize(
    ("to", "dutch", "english"),
    [
        (date(2026, 12, 24), "aangehouden tot 24 december 2026", "held over to 24 December 2026"),
        (None, "aangehouden", "held over"),
    ],
)
def test_what_is_held_over_says_to_which_meeting(to: date | None, dutch: str, english: str) -> None:
    tally = Tally(seats=5, in_favour=1, with_conditions=0, against=0, send_back=0, abstained=0)
    event = decided(tally, outcome="held_over", held_over_to=to)

    assert both(describe(event, NOBODY_NAMED)) == (
        f"college: {dutch} (1 voor).",
        f"college: {english} (1 for).",
    )


def test_without_a_vote_that_is_said() -> None:
    tally = Tally(seats=5, in_favour=0, with_conditions=0, against=0, send_back=0, abstained=0)

    said = ENGLISH.say(describe(decided(tally, outcome="rejected"), NOBODY_NAMED))

    assert said == "college: rejected (no votes)."


def test_can_and_will_are_counted_apart() -> None:
    support = SupportCounts(can=Counts(yes=2, yes_if=1, no=2), will=Counts(yes=4, no=1))
    closed = describe(ReviewClosed(version=2, support=support, out_of=5, passed=True), NOBODY_NAMED)

    assert ENGLISH.say(closed) == "Review of version 2 positive: 3 of 5 can, 4 will."


@pytest.mark.parametrize(
    ("following", "said"),
    [
        (
            date(2026, 12, 17),
            (
                "college: the notice for the meeting of 10 December 2026 is missed;"
                " it goes to that of 17 December 2026."
            ),
        ),
        (
            None,
            "college: the notice for the meeting of 10 December 2026 is missed; no next one is planned yet.",
        ),
    ],
)
def test_a_missed_notice_names_the_meeting_and_the_next_one(following: date | None, said: str) -> None:
    event = NoticeMissed(submission=1, body="college", missed=DAY, next=following)

    assert ENGLISH.say(sentence(entry(event))) == said


def test_a_calendar_says_how_many_meetings_it_brought() -> None:
    event = MeetingsPlanned(body="college", days=(DAY, date(2027, 1, 14)))

    assert DUTCH.say(sentence(entry(event, "office"))) == (
        "Kalender van college: 2 vergaderingen gepland, van 10 december 2026 tot en met 14 januari 2027."
        " Door het programmabureau."
    )


def test_a_reference_says_of_which_meeting_it_is() -> None:
    event = ReferenceFiled(body="college", day=DAY, of="minutes", reference=TEXT)

    assert DUTCH.say(sentence(entry(event))) == "Verwijzing naar de notulen van college van 10 december 2026."
