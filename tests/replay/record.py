"""Records the histories that the tests replay: `.venv/bin/python -m tests.replay.record`, about a minute.

Plays every story on the real servers, which it starts and stops itself, and then replaces the histories of
this version. Those of older versions stay. When to do so stands in `kept.py`.
"""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator
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
from tests.replay import kept
from tests.replay.recordings import FEW, USUAL, WITH_AN_IMPATIENT_SERVER, blueprint
from tests.stories import Story
from tests.workflows.chain import chain
from tests.workflows.driving import Programme
from tests.workflows.running import World
from tests.workflows.waiting import eventually
from worker import namespace

IMPATIENT = f"limit.historyCount.suggestContinueAsNew={FEW}"


async def record(data: Path) -> dict[str, WorkflowHistory]:
    """The history of every run of every story, by the name of its file; `data` is for the servers."""
    histories: dict[str, WorkflowHistory] = {}
    async with Processes(data / "logs") as processes:
        postgres = await start_postgres(processes, data, port=None, durable=False)
        await migrate(postgres.dsn())
        async with connect(postgres.dsn(), largest=20) as pool:
            for settings, stories in (((), USUAL), ((IMPATIENT,), WITH_AN_IMPATIENT_SERVER)):
                world = World(await _client(processes, settings), pool, "recording")
                async with world.worker():
                    for story in stories:
                        histories |= {name: history async for name, history in _play(world, story)}
    return histories


async def _client(processes: Processes, settings: tuple[str, ...]) -> Client:
    options = TemporalOptions(port=None, headless=True, log_level="error", settings=settings)
    server = await start_temporal(processes, options)
    client = await Client.connect(server.address, data_converter=pydantic_data_converter)
    await namespace.prepare(client, retention_days=1)
    return client


async def _play(world: World, story: Story) -> AsyncIterator[tuple[str, WorkflowHistory]]:
    programme = await Programme.begin(world, blueprint(story))
    await story(programme)
    await eventually(
        programme.handle.describe,
        lambda run: run.status != WorkflowExecutionStatus.RUNNING,
        lambda run: f"{story.__name__} has not come to an end: {run.workflow_type} still runs",
    )
    for number, history in enumerate(await chain(world.client, programme.slug), start=1):
        started = history.events[0].workflow_execution_started_event_attributes
        yield f"{story.__name__}-{number}-{started.workflow_type.name}", history


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.disable(logging.WARNING)  # one story lets activities fail
    data = make_reachable_folder()
    try:
        histories = asyncio.run(record(data))
    finally:
        shutil.rmtree(data)
    folder = kept.folder_of_this_version()
    kept.replace(folder, histories)
    print(f"{len(histories)} histories are in {folder}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
