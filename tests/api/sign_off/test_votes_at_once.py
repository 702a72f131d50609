"""A hundred members who vote at the same moment, over two API processes: each vote counts, once."""

import asyncio
import os
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2
import pytest

from cli.embedded.ports import LOOPBACK
from cli.embedded.processes import Processes
from cli.embedded.stack import start_api
from cli.tokens import ISSUER, public_keys, signing_key
from domain.sign_off.cast_ballot import BallotCast
from settings import Settings
from store.register import entries
from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor
from tests.workflows.blueprints import body, small
from tests.workflows.running import COMMAND_JWK, World

MEMBERS = 100
TOO_BUSY = 503
ROOM_FOR_ALL = httpx2.Limits(max_connections=MEMBERS)

Doors = tuple[httpx2.AsyncClient, httpx2.AsyncClient]


@pytest.fixture
async def story(door: Door, world: World) -> AsyncIterator[Story]:
    """A programme with a college of a hundred, whose ballot stays open when all have voted."""
    college = body(seats=MEMBERS, early_closing=False)
    async with told(world, Story(door, small(college))) as story:
        yield story


@pytest.fixture
async def doors(session_data: Path, settings: Settings, tmp_path: Path) -> AsyncIterator[Doors]:
    """The ways into two API processes."""
    environment = {
        **os.environ,
        "KWARTIER_ENVIRONMENT": "development",
        "KWARTIER_DATABASE": settings.database.get_secret_value(),
        "KWARTIER_TEMPORAL": settings.temporal,
        "KWARTIER_TASK_QUEUE": settings.task_queue,
        "KWARTIER_COMMAND_KEY": COMMAND_JWK,
        "KWARTIER_TOKEN_ISSUER": ISSUER,
        "KWARTIER_TOKEN_KEYS": public_keys(signing_key(tmp_path)),
    }
    async with Processes(session_data / "logs-of-two-apis") as processes, AsyncExitStack() as held:
        ports = [
            await processes.start_on_a_port(None, lambda port: start_api(processes, environment, port))
            for _ in range(2)
        ]
        first, second = [
            await held.enter_async_context(
                httpx2.AsyncClient(
                    base_url=f"http://{LOOPBACK}:{port}", timeout=60, trust_env=False, limits=ROOM_FOR_ALL
                )
            )
            for port in ports
        ]
        yield first, second


def members(story: Story, doors: Doors) -> list[Visitor]:
    """All members, every other one at the same door."""
    tokens = [story.as_(f"college-{n}").token for n in range(1, MEMBERS + 1)]
    return [Visitor(doors[n % len(doors)], token) for n, token in enumerate(tokens)]


async def heard(member: Visitor, path: str, ballot: Mapping[str, object]) -> httpx2.Response:
    """The answer to a vote: who is told that it takes too long asks again with the same key, as it says."""
    key = secrets.token_hex(8)
    while (answer := await member.post(path, ballot, key=key)).status_code == TOO_BUSY:
        assert "Retry-After" in answer.headers
    return answer


async def ballots_in_the_register(world: World, story: Story) -> list[str]:
    """The seats of which the register has a vote, once for each vote: until it is decided only there."""
    async with world.pool.acquire() as connection:
        cast = await entries.of_kinds(connection, story.slug, ["ballot.cast"])
    return [entry.event.seat for entry in cast if isinstance(entry.event, BallotCast)]


async def test_a_hundred_votes_at_once_over_two_api_processes_all_count_once(
    world: World, story: Story, doors: Doors
) -> None:
    await story.before_the_college()
    ballot = await story.ballot()

    answers = await asyncio.gather(
        *(heard(member, f"{story.at}/submissions/1/ballots", ballot) for member in members(story, doors))
    )

    assert Counter(answer.status_code for answer in answers) == {201: MEMBERS}
    noted = [entry for answer in answers for entry in answer.json()["entries"]]
    assert len({entry["seq"] for entry in noted}) == MEMBERS
    seats = await ballots_in_the_register(world, story)
    assert Counter(seats) == {f"college-{n}": 1 for n in range(1, MEMBERS + 1)}


async def test_a_vote_sent_to_both_processes_at_once_with_the_same_key_counts_once(
    world: World, story: Story, doors: Doors
) -> None:
    await story.before_the_college()
    ballot, token = await story.ballot(), story.as_("college-1").token

    answers = await asyncio.gather(
        *(
            Visitor(door, token).post(f"{story.at}/submissions/1/ballots", ballot, key="the-same")
            for door in doors
        )
    )

    first, second = (answer.json() for answer in answers)
    assert first == second
    assert [entry["kind"] for entry in first["entries"]] == ["ballot.cast"]
    assert await ballots_in_the_register(world, story) == ["college-1"]
