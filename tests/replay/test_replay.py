"""What older workers recorded, today's workflows still understand: see `kept.py` for what is replayed."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from domain.state.commands import Command
from domain.state.programme_state import WORKFLOW_OF
from tests.replay import kept
from tests.replay.differences import differences
from tests.replay.other_workflows import (
    AnswersNothing,
    AsksForAnotherDraft,
    HandsOnAnotherState,
    OpensTheRoundFirst,
    TakesEveryVoteForOneAgainst,
)
from tests.replay.witness import Witness
from tests.workflows.driving import of_type
from worker.running import PHASES

HISTORIES = kept.files()


class Replayed(NamedTuple):
    """How a history was replayed: why it could not be, if so, and what would have been written otherwise."""

    failure: Exception | None
    differences: list[str]


async def replayed(file: Path, workflows: Sequence[type] = PHASES) -> Replayed:
    """Replay a history as the real worker would."""
    history, witness = kept.read(file), Witness()
    replayer = Replayer(workflows=workflows, data_converter=pydantic_data_converter, workflow_runner=witness)
    failure = (await replayer.replay_workflow(history, raise_on_replay_failure=False)).replay_failure
    # One that takes another course has nothing to hold against its history.
    return Replayed(failure, [] if failure else differences(history, witness, file.parent.name))


def history_of(story: str) -> Path:
    (file,) = kept.FOLDER.glob(f"0.1.0/{story}.json")
    return file


@pytest.mark.parametrize("file", HISTORIES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_a_recorded_history_replays_and_nothing_in_it_would_be_written_otherwise(file: Path) -> None:
    found = await replayed(file)

    assert found.failure is None
    assert "\n".join(found.differences) == ""


@pytest.mark.parametrize("version", kept.RELEASED)
def test_what_a_released_version_recorded_stays_as_it_is(version: str) -> None:
    assert kept.hash_of(version) == kept.RELEASED[version]


async def test_a_step_taken_in_another_order_is_noticed() -> None:
    noticed = await replayed(history_of("everything-2-DefineProgramme"), [OpensTheRoundFirst])

    assert isinstance(noticed.failure, NondeterminismError)


@pytest.mark.parametrize(
    ("story", "other", "what"),
    [
        (
            "approved_with_conditions-3-SignOff",
            TakesEveryVoteForOneAgainst,
            r"entry \d+: another one .*ballot",
        ),
        ("everything-1-AppointKwartiermaker", HandsOnAnotherState, "state/recent: has 0 items"),
        ("everything-2-DefineProgramme", AsksForAnotherDraft, "step/version: 7 now"),
        ("everything-5-SignOff", AnswersNothing, "answer/entries: has 0 items"),
    ],
)
async def test_what_would_be_written_otherwise_is_noticed(story: str, other: type, what: str) -> None:
    noticed = await replayed(history_of(story), [other])

    assert noticed.failure is None, "the steps are the same, and in the same order"
    assert re.search(what, "\n".join(noticed.differences))


def test_together_they_cover_every_phase() -> None:
    assert {workflow_type(kept.read(file)) for file in HISTORIES} == set(WORKFLOW_OF.values())


def test_together_they_cover_every_command() -> None:
    accepted = [
        event.workflow_execution_update_accepted_event_attributes.accepted_request.input.name
        for file in HISTORIES
        for event in of_type(kept.read(file).events, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED)
    ]

    assert set(accepted) == {command.update for command in Command.__subclasses__()}


def is_a_local_activity_that_gave_up(_: WorkflowHistory, event: HistoryEvent) -> bool:
    return event.marker_recorded_event_attributes.HasField("failure")


def is_a_cancellation(_: WorkflowHistory, event: HistoryEvent) -> bool:
    return event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED


def is_a_signal(_: WorkflowHistory, event: HistoryEvent) -> bool:
    return event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED


def is_a_timer_that_fired(_: WorkflowHistory, event: HistoryEvent) -> bool:
    return event.event_type == EventType.EVENT_TYPE_TIMER_FIRED


def is_a_phase_that_goes_on_in_a_new_run(history: WorkflowHistory, event: HistoryEvent) -> bool:
    next_run = event.workflow_execution_continued_as_new_event_attributes
    return next_run.workflow_type.name == workflow_type(history)


@pytest.mark.parametrize(
    "happened",
    [
        is_a_local_activity_that_gave_up,
        is_a_cancellation,
        is_a_signal,
        is_a_timer_that_fired,
        is_a_phase_that_goes_on_in_a_new_run,
    ],
)
def test_what_happens_more_rarely_is_in_one_of_them(
    happened: Callable[[WorkflowHistory, HistoryEvent], bool],
) -> None:
    histories = [kept.read(file) for file in HISTORIES]

    assert any(happened(history, event) for history in histories for event in history.events)


@pytest.mark.parametrize("file", HISTORIES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_history_tells_on_which_machine_it_was_recorded(file: Path) -> None:
    fields = list(fields_of(json.loads(file.read_text())))

    assert {value for key, value in fields if key == "identity"} == {kept.SOMEBODY}
    assert not kept.OF_THE_MACHINE & {key for key, _ in fields}


def workflow_type(history: WorkflowHistory) -> str:
    return history.events[0].workflow_execution_started_event_attributes.workflow_type.name


def fields_of(value: object) -> Iterator[tuple[str, object]]:
    """Every field of a JSON document, at any depth."""
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield key, item
            yield from fields_of(item)
    elif isinstance(value, list):
        for item in cast("list[object]", value):
            yield from fields_of(item)
