"""SIGKILL of the worker, at the worst of moments and at any other, changes nothing but times."""

import json
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from cli.demo.running import while_all_parts_run
from cli.embedded.processes import Processes
from domain.blueprint.model import Blueprint
from store.accounts.grants import WORKER
from tests.accounts import account
from tests.chaos import mortal_worker
from tests.chaos.mortal_worker import deaths
from tests.chaos.registers import left_behind, seqs
from tests.stories import everything
from tests.workflows.driving import Programme
from tests.workflows.running import COMMAND_KEY, REGISTER_JWK, World


@pytest.fixture
async def undisturbed(idle_world: World, blueprint: Blueprint) -> list[str]:
    """What the story leaves behind when nobody is killed."""
    async with idle_world.worker():
        programme = await Programme.begin(idle_world, blueprint)
        await everything(programme)
        return await left_behind(programme)


@asynccontextmanager
async def mortal(world: World, database: str, file: Path, *more: str) -> AsyncGenerator[Processes]:
    """Workers that die, one after the other, each in a process of its own."""
    environment = os.environ | {
        "KWARTIER_ENVIRONMENT": "development",
        "KWARTIER_DATABASE": account(database, WORKER),
        "KWARTIER_TEMPORAL": world.client.service_client.config.target_host,
        "KWARTIER_TASK_QUEUE": world.queue,
        "KWARTIER_REGISTER_KEY": REGISTER_JWK,
        "KWARTIER_COMMAND_KEYS": json.dumps(COMMAND_KEY.public.jwk),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    async with Processes(file.parent) as processes:
        command = [sys.executable, mortal_worker.__file__, str(file), *more]
        processes.start("mortal-worker", command, env=environment)
        yield processes


async def test_a_worker_killed_right_after_every_commit_leaves_the_same_register(
    undisturbed: list[str], idle_world: World, database: str, blueprint: Blueprint, tmp_path: Path
) -> None:
    died = tmp_path / "deaths"
    async with mortal(idle_world, database, died) as workers:
        programme = await Programme.begin(idle_world, blueprint)
        # Should one end otherwise than it is killed, nobody would ever take the programme on.
        await while_all_parts_run(workers, everything(programme))

    assert await left_behind(programme) == undisturbed
    committed = await ends_of_commits(idle_world.pool, programme.slug)
    assert deaths(died) == committed
    assert len(committed) > 30
    assert (await programme.verified()).seq == max(seqs(undisturbed))


async def ends_of_commits(pool: asyncpg.Pool, slug: str) -> list[int]:
    """The last entry of every transaction: where a worker can be killed after a commit."""
    rows = await pool.fetch(
        "SELECT max(seq) AS seq FROM entries WHERE programme = $1 GROUP BY xmin::text ORDER BY 1", slug
    )
    return [row["seq"] for row in rows]


async def test_a_worker_killed_from_outside_on_the_news_of_an_entry_leaves_the_same_register(
    undisturbed: list[str], idle_world: World, database: str, blueprint: Blueprint, tmp_path: Path
) -> None:
    file = tmp_path / "deaths"
    killed: list[str] = []

    def kill(_connection: object, _pid: int, _channel: str, seq: object) -> None:
        killed.append(str(seq))
        os.kill(int(file.with_suffix(".pid").read_text()), signal.SIGKILL)

    async with (
        mortal(idle_world, database, file, "spared") as workers,
        idle_world.pool.acquire() as listening,
    ):
        await listening.execute(TELL)
        await listening.add_listener("entries", kill)
        programme = await Programme.begin(idle_world, blueprint)
        await while_all_parts_run(workers, everything(programme))
        await listening.remove_listener("entries", kill)

    assert await left_behind(programme) == undisturbed
    assert len(killed) >= 10


TELL = """
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('entries', NEW.seq::text);
    RETURN NEW;
END
$$;
CREATE TRIGGER told AFTER INSERT ON entries FOR EACH ROW WHEN (NEW.seq % 3 = 0) EXECUTE FUNCTION tell();
"""
