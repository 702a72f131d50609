"""Votes: how long until one is in the register, beside a bare update; and a hundred members at once.

`vote_to_register` is what an accepted vote takes from the moment a member's request leaves until its entry
is committed, which PostgreSQL tells whoever listens: the token, the texts, the queue for a slot, the update
and the entry's transaction. `vote_answered` goes on until the member has the answer. `sent_to_register` and
`sent_answered` are the same from where the API sends the vote to the workflow. Beside them stands a bare
update on an empty workflow, sent from the same process, and one that does nothing in a local activity.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from uuid import uuid4

import asyncpg
import httpx2
from pydantic import SecretStr
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter

from bench.arrivals import Arrivals, listening
from bench.empty import QUEUE, Empty
from bench.programme import Run, ids_for
from bench.progress import Progress, in_registers
from bench.report import Figure, report
from blueprints.freezing import freeze
from blueprints.loading import load
from cli.embedded.services import ANY_PORTS
from cli.embedded.stack import Stack, stack, start_api
from cli.tokens import ISSUER, Identity, command_key, mint, public_keys, signing_key
from domain.blueprint.model import Blueprint
from domain.blueprint.people import Person
from domain.blueprint.sign_off import BodySeat
from domain.register.heads import SigningKey
from domain.shared.actors import Actor
from domain.sign_off.cast_ballot import CastBallot
from domain.state.programme_state import Submission
from service import resources, sending
from settings import Settings
from store import database, texts

SMALL = Path(__file__).parent.parent / "blueprints" / "small.toml"
MEMBERS = 100
BARE = "bare_update"

PAUSE = 0.05
"""Seconds before each, so that none waits for what the one before it left to be done."""

LETTERS_TAKE = 4.0
"""Seconds in which at least one letter leaves, if any is still to be sent."""

TO_SEND = """
SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) AS messages,
    (SELECT count(*) FROM letters WHERE sent_at IS NULL AND bounced_at IS NULL) AS letters
"""
LIMITS = httpx2.Limits(max_connections=MEMBERS, max_keepalive_connections=MEMBERS)

Vote = Callable[[int, str], Awaitable[None]]
"""Has the member with this number vote, under this key, and ends with the answer."""


@dataclass(frozen=True)
class Ground:
    """What the benchmark stands on; `apis` are the addresses of two API processes."""

    client: Client
    pool: asyncpg.Pool
    progress: Progress
    running: Stack
    apis: tuple[str, str]
    http: httpx2.AsyncClient
    api: resources.Resources
    sign: SigningKey
    arrivals: Arrivals
    people: Mapping[str, str]
    tokens: Mapping[str, str]
    blueprint: Blueprint

    async def ballot(self) -> "Ballot":
        """A submission that was just brought before a body of a hundred."""
        queue = self.running.instance.task_queue
        run = Run(self.client, self.pool, self.progress, self.blueprint, self.people, queue, self.sign)
        submission = await run.bring_before_the_body()
        await self.letters_are_sent()
        return Ballot(self, run.slug, submission)

    async def letters_are_sent(self) -> None:
        """Wait until no more letters leave: members vote after they were invited, not meanwhile."""
        before, now = None, await self.pool.fetchrow(TO_SEND)
        while before != now:
            await asyncio.sleep(LETTERS_TAKE)
            before, now = now, await self.pool.fetchrow(TO_SEND)


@dataclass(frozen=True)
class Ballot:
    """One open ballot, and how its members vote: as often as they like, for the last vote counts."""

    ground: Ground
    slug: str
    submission: Submission
    refused: list[int] = field(default_factory=list[int])

    async def over_http(self, member: int, key: str) -> None:
        """As a member votes: a request to one of the API processes."""
        path = f"/v1/programmes/{self.slug}/submissions/{self.submission.number}/ballots"
        body = {"submission_hash": self.submission.hash, "choice": "for", "reason": "We looked at it."}
        token = self.ground.tokens[_key(member)]
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        api = self.ground.apis[member % len(self.ground.apis)]
        answer = await self.ground.http.post(f"{api}{path}", json=body, headers=headers)
        if not answer.is_success:
            self.refused.append(answer.status_code)

    async def sent(self, member: int, key: str) -> None:
        """As the API sends a vote on, once it knows who votes and has kept what was typed."""
        person = self.ground.people[_key(member)]
        command = CastBallot(
            id=key,
            body="bench",
            actor=Actor(person=person, role="member"),
            submission=self.submission.number,
            submission_hash=self.submission.hash,
            seat=_key(member),
            choice="for",
            reason=texts.compose("We looked at it.").ref,
        )
        await sending.send(self.ground.api, self.slug, command)

    async def counted(self) -> tuple[int, int]:
        """The votes in the register, and the seats they are of."""
        row = await self.ground.pool.fetchrow(
            "SELECT count(*) AS votes, count(DISTINCT event ->> 'seat') AS seats FROM entries"
            " WHERE programme = $1 AND event ->> 'kind' = 'ballot.cast'",
            self.slug,
        )
        assert row is not None
        return row["votes"], row["seats"]


async def main(votes: int, rounds: int) -> None:
    """Run the benchmark on servers of its own and report."""
    with tempfile.TemporaryDirectory(prefix="kwartier-bench-") as folder:
        data = Path(folder)
        data.chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with _ground(data) as ground:
            latency = await _latency(ground, votes, rounds)
            together = await _together(ground, rounds)
        title = (
            f"{votes} votes a round, {rounds} rounds, beside as many bare updates in turn; {MEMBERS} members"
        )
        report("ballots", title, [*latency, *together])


@asynccontextmanager
async def _ground(data: Path) -> AsyncGenerator[Ground]:
    settings = Settings(environment="development", log_level="warning")
    blueprint, key = of_a_hundred(), signing_key(data)
    async with stack(data, settings, say=print, ports=ANY_PORTS) as running, AsyncExitStack() as held:
        at = running.instance
        second = await running.processes.start_on_a_port(
            None, lambda port: start_api(running.processes, running.api_environment, port)
        )
        await _start_empty_worker(running, data)
        client = await Client.connect(at.temporal, data_converter=pydantic_data_converter)
        pool = await held.enter_async_context(database.connect(at.owner_database, largest=8))
        ours = settings.model_copy(
            update={
                "database": SecretStr(running.api_environment["KWARTIER_DATABASE"]),
                "temporal": at.temporal,
                "token_issuer": ISSUER,
                "token_keys": SecretStr(public_keys(key)),
                "command_key": SecretStr(command_key(data)),
            }
        )
        progress = Progress(in_registers(pool))
        watching = asyncio.create_task(progress.watch())
        held.callback(watching.cancel)
        yield Ground(
            client=client,
            pool=pool,
            progress=progress,
            running=running,
            apis=(at.api, f"http://127.0.0.1:{second}"),
            http=await held.enter_async_context(
                httpx2.AsyncClient(timeout=60, trust_env=False, limits=LIMITS)
            ),
            api=await held.enter_async_context(resources.opened(ours)),
            sign=SigningKey.parse(command_key(data)),
            arrivals=await held.enter_async_context(listening(at.owner_database)),
            people=ids_for(blueprint),
            tokens={p.key: mint(key, Identity(p.subject, p.name, p.email)) for p in blueprint.people},
            blueprint=blueprint,
        )
        await held.aclose()
        await asyncio.sleep(0.3)  # a client that leaves at once may abort the process (sdk-python 300)


async def _start_empty_worker(running: Stack, data: Path) -> None:
    ready = data / "empty.ready"
    command = [sys.executable, "-m", "bench.empty", running.instance.temporal, str(ready)]
    worker = running.processes.start("bench-empty", command, env=running.environment)

    async def is_ready() -> bool:
        return await asyncio.to_thread(ready.exists)

    await running.processes.wait_until(worker, is_ready)


async def _latency(ground: Ground, votes: int, rounds: int) -> list[Figure]:
    """One at a time, each kind in turn, so that whatever else the machine does meets all of them."""
    took: dict[str, list[float]] = defaultdict(list)
    for number in range(-1, rounds):
        ballot = await ground.ballot()
        bare = await ground.client.start_workflow(Empty.run, id=f"empty/{uuid4().hex}", task_queue=QUEUE)
        for n in range(votes if number >= 0 else MEMBERS):
            timed = {
                **await _voted(ground, "vote", ballot.over_http, n % MEMBERS),
                BARE: await _timed(_update(bare, n)),
                **await _voted(ground, "sent", ballot.sent, n % MEMBERS),
                "bare_update_with_activity": await _timed(_update_locally(bare, n)),
            }
            if number >= 0:  # the round before the first warms up
                for kind, seconds in timed.items():
                    took[kind].append(1000 * seconds)
        await bare.terminate()
        assert not ballot.refused, ballot.refused
    return _figures_of(took)


def _figures_of(took: Mapping[str, list[float]]) -> list[Figure]:
    percentiles = {kind: statistics.quantiles(times, n=100) for kind, times in took.items()}
    figures: list[Figure] = []
    for kind, cuts in percentiles.items():
        for percent in (50, 99):
            value, beside = cuts[percent - 1], percentiles[BARE][percent - 1]
            name, compared = f"{kind}_p{percent}", f"{BARE}_p{percent}"
            is_bare = name == compared
            figures.append(
                Figure(name, value, "ms", None if is_bare else compared, None if is_bare else value / beside)
            )
    return figures


async def _update(bare: WorkflowHandle[Empty, None], number: int) -> None:
    await bare.execute_update(Empty.act, number)  # pyright: ignore[reportUnknownMemberType] - Temporal's


async def _update_locally(bare: WorkflowHandle[Empty, None], number: int) -> None:
    await bare.execute_update(Empty.act_locally, number)  # pyright: ignore[reportUnknownMemberType] - Temporal's


async def _voted(ground: Ground, kind: str, vote: Vote, member: int) -> dict[str, float]:
    """How many seconds a vote took to be in the register, and to be answered."""
    key = uuid4().hex
    arrival = ground.arrivals.expect(key)
    await asyncio.sleep(PAUSE)
    began = perf_counter()
    await vote(member, key)
    answered = perf_counter() - began
    return {f"{kind}_to_register": await arrival - began, f"{kind}_answered": answered}


async def _timed(doing: Awaitable[None]) -> float:
    await asyncio.sleep(PAUSE)
    began = perf_counter()
    await doing
    return perf_counter() - began


async def _together(ground: Ground, rounds: int) -> list[Figure]:
    """A hundred members who vote at once, beside a hundred who vote one after another."""
    alone: list[float] = []
    together: list[float] = []
    votes = seats = refused = 0
    for number in range(-1, rounds):
        first, second = await ground.ballot(), await ground.ballot()
        turns = await _one_after_another(first)
        at_once = await _at_once(second)
        if number < 0:
            continue
        alone.append(turns)
        together.append(at_once)
        counted = await second.counted()
        votes, seats, refused = votes + counted[0], seats + counted[1], refused + len(second.refused)
        print(f"round {number + 1}: {MEMBERS} at once {at_once:.2f} s, in turn {turns:.2f} s", flush=True)
    ratio = statistics.median(a / b for a, b in zip(together, alone, strict=True))
    asked = MEMBERS * rounds
    return [
        Figure("votes_at_once", statistics.median(together), "s", "votes_in_turn", ratio),
        Figure("votes_in_turn", statistics.median(alone), "s"),
        Figure("votes_at_once_sent", asked, "votes"),
        Figure("votes_at_once_counted", seats, "votes", "votes_at_once_sent", seats / asked),
        Figure("votes_at_once_counted_twice", votes - seats, "votes"),
        Figure("votes_at_once_refused", refused, "votes"),
    ]


async def _one_after_another(ballot: Ballot) -> float:
    began = perf_counter()
    for member in range(MEMBERS):
        await ballot.over_http(member, uuid4().hex)
    return perf_counter() - began


async def _at_once(ballot: Ballot) -> float:
    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for member in range(MEMBERS):
            group.create_task(ballot.over_http(member, uuid4().hex))
    return perf_counter() - began


def _key(member: int) -> str:
    return f"member-{member}"


def of_a_hundred() -> Blueprint:
    """The small blueprint with a body of a hundred seats, whose ballot stays open when all have voted."""
    small = freeze(load(SMALL), datetime.now(UTC).date())
    keys = [_key(member) for member in range(MEMBERS)]
    (board,) = small.sign_off.bodies
    seats = tuple(BodySeat(key=key, person=key) for key in keys)
    board = board.model_copy(update={"seats": seats, "early_closing": False})
    members = (Person(key=key, name=f"Name of {key}", email=f"{key}@bench.example") for key in keys)
    sign_off = small.sign_off.model_copy(update={"bodies": (board,)})
    return small.model_copy(update={"sign_off": sign_off, "people": (*small.people, *members)})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=200, help="votes a round, of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(main(given.votes, given.rounds))
