"""A readable sentence for each kind of register entry, in two languages."""

from datetime import UTC, date, datetime

import pytest

from blueprints.loading import load, shipped
from cli.sentences import NOBODY_NAMED, Names, sentence, tell
from domain.appointment.decline_assignment import CandidateDeclined
from domain.plan.close_review import ReviewClosed
from domain.register.entries import GENESIS, Entry
from domain.register.events import Event, kinds
from domain.shared.actors import Actor, Role
from domain.shared.support import Counts, SupportCounts
from domain.shared.texts import TextRef
from domain.vocabulary.events import DeadlinePassed, ProgrammeSuspended
from domain.vocabulary.events_of_sign_off import (
    DecisionEstablished,
    MeetingsPlanned,
    NoticeMissed,
    ReferenceFiled,
)
from domain.voting.tally import Tally

TEXT = TextRef(id="t", hash="a" * 64, length=3)
DAY = date(2026, 12, 10)
KINDS: tuple[type, ...] = tuple(kinds().values())


def entry(event: Event, role: Role = "programme") -> Entry:
    return Entry(
        programme="one",
        seq=1,
        at=datetime(2026, 11, 24, tzinfo=UTC),
        actor=Actor(person="", role=role),
        key="k",
        body="",
        event=event,
        prev=GENESIS,
        hash="",
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_entry_has_a_sentence(kind: type) -> None:
    assert tell.dispatch(kind) is not tell.dispatch(object)


@pytest.mark.parametrize("kind", [int, str])
def test_what_is_no_event_has_none(kind: type) -> None:
    assert tell.dispatch(kind) is tell.dispatch(object)


def test_a_person_is_called_by_name_where_it_is_known_and_else_by_the_start_of_their_id() -> None:
    event = CandidateDeclined(person="0b0e6c80-2a5f", reason=TEXT)

    known = sentence(entry(event), Names(people={"0b0e6c80-2a5f": "Noor Niemand"}))
    unknown = sentence(entry(event))

    assert known.nl == "Noor Niemand ziet ervan af."
    assert known.en == "Noor Niemand declines."
    assert unknown.en == "(0b0e6c80) declines."


def test_bodies_groups_and_seats_are_called_what_the_blueprint_calls_them() -> None:
    names = Names.of(load(shipped("common-ground")).model_dump(mode="json"), {})

    assert names.body("college") == "College van Dienstverleningszaken"
    assert names.group("gemeenten") == "Gemeenten"
    assert names.seat("klein") == "Gemeenten tot 25.000 inwoners"
    assert names.body("elsewhere") == "elsewhere"


def test_who_did_it_is_said_where_several_may() -> None:
    event = ProgrammeSuspended(reason=TEXT)

    assert sentence(entry(event, "office")).nl == "Het programma is opgeschort, door het programmabureau."
    assert sentence(entry(event, "principal")).en == "The programme was suspended, by the principal."


def test_a_deadline_that_passed_says_who_hears_of_it() -> None:
    event = DeadlinePassed(deadline="choose", due=DAY, escalated_to="office")

    told = sentence(entry(event))

    assert told.nl == "Termijn voorbij: keuze. Gemeld aan het programmabureau."
    assert told.en == "Deadline passed: choice. Escalated to the programme office."


def test_a_deadline_on_which_a_round_ends_is_not_escalated() -> None:
    told = sentence(entry(DeadlinePassed(deadline="consultation", due=DAY)))

    assert told.en == "Deadline passed: consultation."


def test_the_deadline_of_a_condition_is_called_by_the_condition() -> None:
    told = tell(DeadlinePassed(deadline="condition-2-chair-1", due=DAY), NOBODY_NAMED)

    assert told.en == "Deadline passed: condition 2-chair-1."


def test_a_decision_says_what_was_voted_and_leaves_out_what_nobody_voted() -> None:
    tally = Tally(seats=5, in_favour=4, with_conditions=1, against=0, send_back=1, abstained=0)
    event = DecisionEstablished(
        submission=1,
        submission_hash="a" * 64,
        body="college",
        meeting=DAY,
        outcome="approved_with_conditions",
        tally=tally,
    )

    told = sentence(entry(event), Names(bodies={"college": "College"}))

    assert told.nl == "College: goedgekeurd onder voorwaarden (3 voor, 1 voor met voorwaarden, 1 terug)."
    assert told.en == "College: approved with conditions (3 for, 1 for with conditions, 1 send back)."


@pytest.mark.parametrize(
    ("to", "nl", "en"),
    [
        (date(2026, 12, 24), "aangehouden tot 24 dec 2026", "held over to 24 Dec 2026"),
        (None, "aangehouden", "held over"),
    ],
)
def test_what_is_held_over_says_to_which_meeting(to: date | None, nl: str, en: str) -> None:
    tally = Tally(seats=5, in_favour=1, with_conditions=0, against=0, send_back=0, abstained=0)
    event = DecisionEstablished(
        submission=1,
        submission_hash="a" * 64,
        body="college",
        meeting=DAY,
        outcome="held_over",
        tally=tally,
        held_over_to=to,
    )

    assert tell(event, NOBODY_NAMED) == (f"college: {nl} (1 voor).", f"college: {en} (1 for).")


def test_can_and_will_are_told_apart() -> None:
    support = SupportCounts(can=Counts(yes=2, yes_if=1, no=2), will=Counts(yes=4, no=1))
    told = tell(ReviewClosed(version=2, support=support, out_of=5, passed=True), NOBODY_NAMED)

    assert told.en == "Review of version 2 positive: 3 of 5 can, 4 will."


@pytest.mark.parametrize(
    ("following", "told"),
    [
        (
            date(2026, 12, 17),
            "college: the notice for the meeting of 10 Dec 2026 is missed; it goes to that of 17 Dec 2026.",
        ),
        (None, "college: the notice for the meeting of 10 Dec 2026 is missed; no next one is planned yet."),
    ],
)
def test_a_missed_notice_names_the_meeting_and_the_next_one(following: date | None, told: str) -> None:
    event = NoticeMissed(submission=1, body="college", missed=DAY, next=following)

    assert sentence(entry(event)).en == told


def test_a_calendar_says_how_many_meetings_it_brought() -> None:
    event = MeetingsPlanned(body="college", days=(DAY, date(2027, 1, 14)))

    assert sentence(entry(event, "office")).nl == (
        "Kalender van college: 2 vergaderingen gepland, van 10 dec 2026 tot en met 14 jan 2027,"
        " door het programmabureau."
    )


def test_a_reference_says_of_which_meeting_it_is() -> None:
    event = ReferenceFiled(body="college", day=DAY, of="minutes", reference=TEXT)

    assert sentence(entry(event)).nl == "Verwijzing naar de notulen van college van 10 dec 2026."
