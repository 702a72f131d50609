"""Contributions per second beside raw inserts of the same rows, and how a history grows with a round."""

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

import asyncpg
import httpx2
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from bench.histories import events_of
from bench.programme import Run, ids_for
from bench.progress import Progress, in_registers
from bench.report import Figure, report
from blueprints.freezing import freeze
from blueprints.loading import load
from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import Stack, stack
from cli.tokens import Identity, command_key, mint, signing_key
from domain.blueprint.definition import Organisation
from domain.blueprint.model import Blueprint
from domain.register.heads import SigningKey
from settings import Settings
from store import database, texts
from workflows.starting import workflow_id

SMALL = Path(__file__).parent.parent / "blueprints" / "small.toml"
SIZES = (10, 100, 1000, 10_000)
AT_ONCE = 16

RAW_TEXT = "INSERT INTO texts (id, programme, salt, hash, body, author) VALUES ($1, $2, $3, $4, $5, $6)"
RAW_CONTRIBUTION = """
INSERT INTO contributions (programme, consultation, organisation, revision, person, can, will, sections,
    receipt, key, body) VALUES ($1, 1, $2, 1, $3, 'yes', 'yes', $4, $5, $6, 'bench')
"""


@dataclass(frozen=True)
class Ground:
    """What the benchmark stands on."""

    client: Client
    pool: asyncpg.Pool
    progress: Progress
    people: Mapping[str, str]
    data: Path
    running: Stack

    async def asking(self, organisations: int) -> Run:
        """A programme whose first consultation is open, to so many organisations."""
        blueprint = of_size(organisations)
        queue = self.running.instance.task_queue
        sign = SigningKey.parse(command_key(self.data))
        run = Run(self.client, self.pool, self.progress, blueprint, self.people, queue, sign)
        await run.ask_everyone()
        return run


async def main(organisations: int, over_http: int, rounds: int) -> None:
    """Run the benchmark on servers of its own and report."""
    with tempfile.TemporaryDirectory(prefix="kwartier-bench-") as folder:
        data = Path(folder)
        data.chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        settings = Settings(environment="development", log_level="warning")
        async with stack(data, settings, say=print, ports=ANY_PORTS) as running:
            dsn = running.instance.owner_database
            client = await Client.connect(running.instance.temporal, data_converter=pydantic_data_converter)
            async with database.connect(dsn, largest=AT_ONCE + 4) as pool:
                progress = Progress(in_registers(pool))
                watching = asyncio.create_task(progress.watch())
                try:
                    people = ids_for(of_size(2))
                    ground = Ground(client, pool, progress, people, data, running)
                    await _measure(ground, organisations, over_http, rounds)
                finally:
                    watching.cancel()
            await asyncio.sleep(0.3)  # a client that leaves at once may abort the process (sdk-python 300)


async def _measure(ground: Ground, organisations: int, over_http: int, rounds: int) -> None:
    await _gated(ground, 500)
    await _raw(ground, 500)
    gated: list[float] = []
    raw: list[float] = []
    for number in range(rounds):
        raw.append(await _raw(ground, organisations))
        gated.append(await _gated(ground, organisations))
        print(f"round {number + 1}: {gated[-1]:.0f} gated/s beside {raw[-1]:.0f} raw/s", flush=True)
    http = await _over_http(ground, over_http)
    events = {size: await _history_events(ground, size) for size in SIZES}
    ratio = statistics.median(a / b for a, b in zip(gated, raw, strict=True))
    fastest = statistics.median(raw)
    report(
        "consultation",
        f"{organisations} contributions a round, {AT_ONCE} at a time, {rounds} rounds, medians",
        [
            Figure("gated_inserts", statistics.median(gated), "1/s", "raw_inserts", ratio),
            Figure("raw_inserts", fastest, "1/s"),
            Figure("http_contributions", http, "1/s", "raw_inserts", http / fastest),
            *(
                Figure(
                    f"history_events_{size}", count, "events", "history_events_10", count / events[SIZES[0]]
                )
                for size, count in events.items()
            ),
        ],
    )


async def _gated(ground: Ground, organisations: int) -> float:
    run = await ground.asking(organisations)
    return await _rate(codes(organisations), run.contribute)


async def _raw(ground: Ground, organisations: int) -> float:
    """The same rows, inserted without asking anything: one transaction each."""
    run = await ground.asking(organisations)
    person = UUID(ground.people["reviewer"])

    async def insert(code: str) -> None:
        text = texts.compose("We agree.")
        sections = f'{{"goals": {text.ref.model_dump_json()}}}'
        async with ground.pool.acquire() as connection, connection.transaction():
            row = (UUID(text.ref.id), run.slug, text.salt, text.ref.hash, text.body, person)
            await connection.execute(RAW_TEXT, *row)
            await connection.execute(
                RAW_CONTRIBUTION, run.slug, code, person, sections, text.ref.hash, uuid4().hex
            )

    return await _rate(codes(organisations), insert)


async def _over_http(ground: Ground, organisations: int) -> float:
    run = await ground.asking(organisations)
    key = signing_key(ground.data)
    url = f"{ground.running.instance.api}/v1/programmes/{run.slug}/consultations/1/contributions"
    body = {"can": "yes", "will": "yes", "sections": {"goals": "We agree."}}
    tokens = {code: mint(key, Identity(f"{code}@bench.example", code)) for code in codes(organisations)}
    async with httpx2.AsyncClient(timeout=60, trust_env=False) as http:

        async def contribute(code: str) -> None:
            headers = {"Authorization": f"Bearer {tokens[code]}", "Idempotency-Key": uuid4().hex}
            (await http.post(url, json=body, headers=headers)).raise_for_status()

        return await _rate(codes(organisations), contribute)


async def _history_events(ground: Ground, organisations: int) -> int:
    """The events of a programme from its start to its first draft."""
    run = await ground.asking(organisations)
    await _rate(codes(organisations), run.contribute)
    await ground.progress.reaches(run.slug, 9)
    await asyncio.sleep(1)  # the run that assembled the draft comes to rest
    return await events_of(ground.client, workflow_id(run.slug))


async def _rate(over: Iterable[str], act: Callable[[str], Awaitable[None]]) -> float:
    """How many a second, `AT_ONCE` of them at a time."""
    left = list(over)
    count = len(left)

    async def keep_on() -> None:
        while left:
            await act(left.pop())

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(keep_on())
    return count / (perf_counter() - began)


def codes(organisations: int) -> list[str]:
    return [f"ORG-{number}" for number in range(organisations)]


def of_size(organisations: int) -> Blueprint:
    """The small blueprint with one group of so many organisations, frozen."""
    small = freeze(load(SMALL), datetime.now(UTC).date())
    members = tuple(Organisation(code=code, name=f"Organisation {code}") for code in codes(organisations))
    (group,) = small.definition.groups
    groups = (group.model_copy(update={"organisations": members}),)
    definition = small.definition.model_copy(update={"groups": groups})
    return small.model_copy(update={"definition": definition})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=3000, help="contributions a round, of each kind")
    parser.add_argument("--over-http", type=int, default=1000, help="contributions over HTTP")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(main(given.organisations, given.over_http, given.rounds))
