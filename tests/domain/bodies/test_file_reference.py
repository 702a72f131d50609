"""References: where the agenda, the papers and the minutes of a meeting are."""

from datetime import date, timedelta

import pytest

from domain.bodies.file_reference import ReferenceFiled
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.arranged import before_the_body
from tests.domain.cast import EVERY_ROLE, OFFICE
from tests.domain.programmes import START, Programme, body, rules

MEETING = date(2026, 1, 8)
HASH = "a" * 64


@pytest.mark.parametrize("of", ["agenda", "papers"])
def test_agenda_and_papers_can_be_filed_before_the_meeting(of: str) -> None:
    programme = Programme()
    command = asking.file_reference(of, MEETING, file_hash=HASH)  # pyright: ignore[reportArgumentType] - one of the kinds

    assert programme.act(command) == [
        ReferenceFiled(
            body="college", day=MEETING, of=command.of, reference=command.reference, file_hash=HASH
        )
    ]


def test_minutes_are_there_from_the_meetings_day_on() -> None:
    programme = before_the_body()
    refusal = programme.refusal(asking.file_reference("minutes", MEETING))
    assert (refusal.code, refusal.details) == (
        "meeting_still_to_come",
        {"day": "2026-01-08", "today": "2026-01-05"},
    )

    programme.wait_until(MEETING)
    assert programme.act(asking.file_reference("minutes", MEETING))


def test_a_reference_is_filed_again_when_it_changes_and_nothing_else_does() -> None:
    programme = Programme()
    programme.act(asking.file_reference("agenda", MEETING))
    before = programme.state
    programme.act(asking.file_reference("agenda", MEETING))

    after = programme.state.model_copy(update={"head": before.head, "recent": before.recent})
    assert after == before
    assert programme.kinds.count("reference.filed") == 2


def test_a_planned_meeting_has_its_papers_too() -> None:
    programme = Programme(rules(body(meetings=())))
    day = START + timedelta(days=9)
    refusal = programme.refusal(asking.file_reference("agenda", day))
    assert (refusal.code, refusal.details) == ("no_such_meeting", {"body": "college", "day": "2026-01-14"})

    programme.act(asking.plan_meeting("college", day))
    assert programme.act(asking.file_reference("agenda", day))


def test_only_a_body_of_the_blueprint_has_meetings() -> None:
    refusal = Programme().refusal(asking.file_reference("agenda", MEETING, body="parliament"))
    assert (refusal.code, refusal.details) == ("unknown_body", {"body": "parliament"})


@pytest.mark.parametrize("actor", [actor for actor in EVERY_ROLE if actor != OFFICE], ids=str)
def test_only_the_office_files_them(actor: Actor) -> None:
    refusal = Programme().refusal(asking.file_reference("agenda", MEETING, by=actor))
    assert isinstance(refusal, Forbidden)
    assert refusal.code == "not_the_office"
