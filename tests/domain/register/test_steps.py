"""Steps and their answers go through histories that outlive the code: they survive being written as JSON."""

from datetime import UTC, date, datetime

import pytest

from domain.bodies.plan_meeting import MeetingPlanned
from domain.register.entries import Entry, Head, seal
from domain.register.steps import (
    CloseStep,
    ConsultationStep,
    DraftStep,
    EscalateStep,
    Recorded,
    RecordStep,
    RemindStep,
    Step,
    SubmissionStep,
)
from tests.domain.arranged import with_conditions
from tests.domain.cast import OFFICE

PLACE: dict[str, object] = {
    "programme": "small",
    "head": Head(seq=4, hash="a" * 64),
    "at": datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
    "key": "step-5",
}
STEPS = [
    Step.model_validate(PLACE),
    RecordStep.model_validate(PLACE | {"events": (MeetingPlanned(body="college", day=date(2026, 2, 2)),)}),
    RemindStep.model_validate(PLACE | {"deadline": "accept", "nth": 1, "role": "candidate"}),
    EscalateStep.model_validate(
        PLACE | {"deadline": "consultation", "consultation": 1, "quorums": {"gemeente": 60}}
    ),
    ConsultationStep.model_validate(PLACE | {"number": 1, "version": 0, "due": date(2026, 2, 2)}),
    CloseStep.model_validate(PLACE | {"number": 1, "out_of_time": True}),
    DraftStep.model_validate(PLACE | {"version": 1, "consultation": 1}),
    SubmissionStep.model_validate(
        PLACE | {"number": 1, "body_key": "college", "version": 2, "version_hash": "b" * 64}
    ),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
class TestEveryStep:
    def test_survives_being_written_as_json(self, step: Step) -> None:
        assert type(step).model_validate_json(step.model_dump_json()) == step

    def test_survives_fields_of_a_newer_version(self, step: Step) -> None:
        newer = step.model_dump(mode="json") | {"mood": "good"}
        assert type(step).model_validate(newer) == step

    def test_is_the_programmes_own_unless_somebody_asked(self, step: Step) -> None:
        assert (step.actor.person, step.actor.role, step.body) == ("", "programme", "")


def test_every_kind_of_step_is_here() -> None:
    assert {type(step) for step in STEPS} == {Step, *Step.__subclasses__()}


def test_what_was_recorded_survives_with_every_kind_of_event() -> None:
    recorded = Recorded(entries=tuple(with_conditions().register), done=True)
    assert Recorded.model_validate_json(recorded.model_dump_json()) == recorded


class TestWhatCameBack:
    """A workflow knows what it asked for: only hashes come back, and the same entries follow from them."""

    def asked_for(self) -> tuple[RecordStep, list[Entry]]:
        """A step that records two events, and the entries that the register has for it."""
        head = Head(seq=4, hash="a" * 64)
        events = (
            MeetingPlanned(body="college", day=date(2026, 2, 2)),
            MeetingPlanned(body="board", day=date(2026, 2, 3)),
        )
        step = RecordStep.model_validate(PLACE | {"events": events, "actor": OFFICE, "body": "b" * 64})
        entries: list[Entry] = []
        for event in events:
            entry = Entry(
                programme=step.programme,
                seq=0,
                at=step.at,
                actor=step.actor,
                key=step.key,
                body=step.body,
                event=event,
                prev="",
                hash="",
            )
            entries.append(seal(head, entry))
            head = entries[-1].head
        return step, entries

    def test_the_hashes_alone_give_the_very_entries_of_the_register(self) -> None:
        step, entries = self.asked_for()
        recorded = Recorded(hashes=tuple(entry.hash for entry in entries), done=True)
        assert recorded.entries_after(step) == tuple(entries)
        assert all(entry.hash == entry.expected_hash() for entry in recorded.entries_after(step))

    def test_entries_that_came_back_whole_are_taken_as_they_are(self) -> None:
        step, entries = self.asked_for()
        assert Recorded(entries=tuple(entries), done=False).entries_after(step) == tuple(entries)
        assert Recorded(entries=tuple(entries), done=True).entries_after(STEPS[0]) == tuple(entries)

    def test_a_step_that_found_nothing_to_do_brings_nothing(self) -> None:
        assert Recorded(done=True).entries_after(STEPS[0]) == ()
