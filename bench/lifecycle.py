"""Whole programmes per second, beside bare workflows of the same shape, on the same servers."""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from bench.bare import (
    DONE_BEFORE_THE_SIGNAL,
    DONE_FILE,
    LOOKS_BEFORE,
    UPDATES,
    UPDATES_BEFORE_THE_SIGNAL,
    Bare,
    Position,
)
from bench.histories import events_of
from bench.programme import Run, ids_for
from bench.progress import Progress, in_file, in_registers
from bench.report import Figure, report
from bench.worker import BARE_QUEUE
from blueprints.freezing import freeze
from blueprints.loading import load
from cli.embedded.services import ANY_PORTS, Services, services
from cli.tokens import command_key, command_keys
from domain.register.heads import SigningKey
from settings import Settings
from store import database
from store.migrate import migrate
from worker.namespace import prepare
from workflows.starting import workflow_id

SMALL = Path(__file__).parent.parent / "blueprints" / "small.toml"
AT_ONCE = 50

Lifecycle = Callable[[], Awaitable[str]]
"""Runs one lifecycle to its end and answers its workflow id."""


async def main(lifecycles: int, rounds: int) -> None:
    """Run the benchmark on servers of its own and report."""
    with tempfile.TemporaryDirectory(prefix="kwartier-bench-") as folder:
        data = Path(folder)
        data.chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with services(data, Settings(environment="development"), say=print, ports=ANY_PORTS) as up:
            await migrate(up.addresses.database.owner)
            client = await Client.connect(up.addresses.temporal, data_converter=pydantic_data_converter)
            await prepare(client, retention_days=1)
            await _start_worker(up, data)
            async with database.connect(up.addresses.database.owner, largest=20) as pool:
                progress, bare_progress = Progress(in_registers(pool)), Progress(in_file(_done(data)))
                watching = [asyncio.create_task(each.watch()) for each in (progress, bare_progress)]
                blueprint = freeze(load(SMALL), datetime.now(UTC).date())
                people = ids_for(blueprint)
                sign = SigningKey.parse(command_key(data))

                async def programme() -> str:
                    run = Run(client, pool, progress, blueprint, people, "kwartier", sign)
                    await run.approve()
                    return workflow_id(run.slug)

                try:
                    await _compare(
                        client, programme, lambda: _bare(client, bare_progress), lifecycles, rounds
                    )
                finally:
                    for task in watching:
                        task.cancel()
            await asyncio.sleep(0.3)  # a client that leaves at once may abort the process (sdk-python 300)


async def _compare(
    client: Client, programme: Lifecycle, bare: Lifecycle, lifecycles: int, rounds: int
) -> None:
    await _rate(bare, AT_ONCE)
    await _rate(programme, AT_ONCE)
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        theirs.append(await _rate(bare, lifecycles))
        ours.append(await _rate(programme, lifecycles))
        print(f"round {number + 1}: {ours[-1]:.1f} programmes/s beside {theirs[-1]:.1f} bare/s", flush=True)
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    events, bare_events = await events_of(client, await programme()), await events_of(client, await bare())
    report(
        "lifecycle",
        f"{lifecycles} lifecycles a round, {AT_ONCE} at a time, {rounds} rounds, medians",
        [
            Figure("lifecycles", statistics.median(ours), "1/s", "bare_lifecycles", ratio),
            Figure("bare_lifecycles", statistics.median(theirs), "1/s"),
            Figure("history_events", events, "events", "bare_history_events", events / bare_events),
            Figure("bare_history_events", bare_events, "events"),
        ],
    )


async def _rate(lifecycle: Lifecycle, count: int) -> float:
    """Lifecycles per second, `AT_ONCE` of them at a time."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with room:
            await lifecycle()

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(one())
    return count / (perf_counter() - began)


async def _bare(client: Client, progress: Progress) -> str:
    handle = await client.start_workflow(
        Bare.run, Position(), id=f"bare/{uuid4().hex}", task_queue=BARE_QUEUE
    )
    chain = client.get_workflow_handle(handle.id)
    for number in range(UPDATES):
        if number == UPDATES_BEFORE_THE_SIGNAL:
            await progress.reaches(handle.id, DONE_BEFORE_THE_SIGNAL)
            await chain.signal(Bare.look)
        if number in LOOKS_BEFORE:
            await progress.reaches(handle.id, LOOKS_BEFORE[number])
        await chain.execute_update(Bare.act, number)  # pyright: ignore[reportUnknownMemberType] - Temporal's
    await handle.result()
    return handle.id


def _done(data: Path) -> Path:
    return data / "bare-done"


async def _start_worker(up: Services, data: Path) -> None:
    ready = data / "worker-ready"
    environment = {
        "KWARTIER_DATABASE": up.addresses.database.worker,
        "KWARTIER_TEMPORAL": up.addresses.temporal,
        "KWARTIER_ENVIRONMENT": "development",
        "KWARTIER_LOG_LEVEL": "warning",
        "KWARTIER_COMMAND_KEYS": command_keys(data),
        DONE_FILE: str(_done(data)),
    }
    worker = up.processes.start(
        "bench-worker", [sys.executable, "-m", "bench.worker", str(ready)], env=os.environ | environment
    )

    async def is_ready() -> bool:
        return await asyncio.to_thread(ready.exists)

    await up.processes.wait_until(worker, is_ready)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lifecycles", type=int, default=150, help="how many a round, of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(main(given.lifecycles, given.rounds))
