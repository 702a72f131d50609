"""What older workers recorded, today's workflows still understand: see `kept.py` for what is replayed."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from domain.state.programme_state import WORKFLOW_OF
from domain.vocabulary.commands import Command
from tests.replay import kept
from tests.replay.other_workflows import OpensTheRoundFirst
from tests.workflows.driving import of_type
from worker.running import PHASES
from worker.sandbox import sandbox

HISTORIES = kept.files()


async def failure(history: WorkflowHistory, workflows: Sequence[type] = PHASES) -> Exception | None:
    """Why a history does not replay, as the real worker would replay it; None when it does."""
    replayer = Replayer(
        workflows=workflows, data_converter=pydantic_data_converter, workflow_runner=sandbox()
    )
    return (await replayer.replay_workflow(history, raise_on_replay_failure=False)).replay_failure


@pytest.mark.parametrize("file", HISTORIES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_a_recorded_history_replays(file: Path) -> None:
    assert await failure(kept.read(file)) is None


async def test_a_step_taken_in_another_order_is_noticed() -> None:
    (file, *_) = [file for file in HISTORIES if "everything" in file.stem and "Define" in file.stem]

    noticed = await failure(kept.read(file), [OpensTheRoundFirst])

    assert isinstance(noticed, NondeterminismError)


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
