"""Records the histories and registers that the tests replay: `.venv/bin/python -m tests.replay.record`.

Plays every story on the real servers, which it starts and stops itself, in about a minute, and then replaces
what this version recorded. What older versions did stays. When to do so stands in `kept.py`.
"""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter

from cli.embedded.postgres import start_postgres
from cli.embedded.processes import Processes
from cli.embedded.temporal import TemporalOptions, start_temporal
from store.database import connect
from store.migrate import migrate
from tests.conftest import make_reachable_folder
from tests.replay import exported, kept
from tests.replay.recordings import FEW, USUAL, WITH_AN_IMPATIENT_SERVER, blueprint
from tests.stories import Story
from tests.workflows.chain import chain
from tests.workflows.driving import Programme
from tests.workflows.running import KEY, World
from tests.workflows.waiting import eventually
from worker import namespace

IMPATIENT = f"limit.historyCount.suggestContinueAsNew={FEW}"


@dataclass
class Recordings:
    """The history of every run by the name of its file, and the register of every story by the story's."""

    histories: dict[str, WorkflowHistory] = field(default_factory=dict[str, WorkflowHistory])
    registers: dict[str, exported.Exported] = field(default_factory=dict[str, exported.Exported])


async def record(data: Path) -> Recordings:
    """What every story leaves behind; `data` is for the servers."""
    recordings = Recordings()
    async with Processes(data / "logs") as processes:
        postgres = await start_postgres(processes, data, port=None, durable=False)
        await migrate(postgres.dsn())
        async with connect(postgres.dsn(), largest=20) as pool:
            for settings, stories in (((), USUAL), ((IMPATIENT,), WITH_AN_IMPATIENT_SERVER)):
                world = World(await _client(processes, settings), pool, "recording")
                async with world.worker():
                    for story in stories:
                        slug = await _play(world, story)
                        recordings.registers[story.__name__] = await exported.export(pool, slug)
                        recordings.histories |= {
                            name: history async for name, history in _histories(world, story, slug)
                        }
    return recordings


async def _client(processes: Processes, settings: tuple[str, ...]) -> Client:
    options = TemporalOptions(port=None, headless=True, log_level="error", settings=settings)
    server = await start_temporal(processes, options)
    client = await Client.connect(server.address, data_converter=pydantic_data_converter)
    await namespace.prepare(client, retention_days=1)
    return client


async def _play(world: World, story: Story) -> str:
    """Play a story to its end; the slug of its programme."""
    programme = await Programme.begin(world, blueprint(story))
    await story(programme)
    await eventually(
        programme.handle.describe,
        lambda run: run.status != WorkflowExecutionStatus.RUNNING,
        lambda run: f"{story.__name__} has not come to an end: {run.workflow_type} still runs",
    )
    return programme.slug


async def _histories(world: World, story: Story, slug: str) -> AsyncIterator[tuple[str, WorkflowHistory]]:
    for number, history in enumerate(await chain(world.client, slug), start=1):
        started = history.events[0].workflow_execution_started_event_attributes
        yield f"{story.__name__}-{number}-{started.workflow_type.name}", history


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)  # one story lets activities fail
    data = make_reachable_folder()
    try:
        recordings = asyncio.run(record(data))
    finally:
        shutil.rmtree(data)
    version = kept.this_version()
    kept.replace(kept.FOLDER / version, recordings.histories)
    exported.replace(exported.FOLDER / version, recordings.registers, KEY.public)
    print(f"{len(recordings.histories)} histories and {len(recordings.registers)} registers of {version}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
