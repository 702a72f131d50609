"""PostgreSQL goes away while something is being appended: nothing is lost, and nothing happens twice."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from store.accounts.grants import OWNER, WORKER
from store.database import connect
from store.migrate import migrate
from tests.accounts import account
from tests.domain import asking
from tests.parts import OwnPostgres
from tests.workflows import arranged
from tests.workflows.blueprints import small
from tests.workflows.driving import Programme
from tests.workflows.running import World


@pytest.fixture
async def server(data: Path) -> AsyncIterator[OwnPostgres]:
    server = OwnPostgres(data)
    yield server
    await server.go_away()


@pytest.fixture
async def dsn(server: OwnPostgres) -> str:
    dsn = (await server.come_back()).dsn()
    await migrate(account(dsn, OWNER))
    return dsn


@pytest.fixture
async def programme(prepared_client: Client, dsn: str) -> AsyncIterator[Programme]:
    """A programme in which Anna is nominated."""
    async with connect(dsn, largest=20) as pool, connect(account(dsn, WORKER), largest=20) as workers:
        world = World(prepared_client, pool, f"test-{secrets.token_hex(6)}", workers)
        async with world.worker():
            programme = await Programme.begin(world, small())
            yield await arranged.nominated(programme)
        await programme.terminate()


async def test_a_command_that_was_being_appended_takes_effect_once_when_it_is_back(
    programme: Programme, server: OwnPostgres, dsn: str
) -> None:
    choose = asking.choose(programme.person("anna"), by=programme.principal)
    in_the_way = await asyncpg.connect(dsn)
    await in_the_way.execute("BEGIN")
    await in_the_way.execute("SELECT 1 FROM programmes FOR UPDATE")
    answer = asyncio.create_task(programme.act(choose))
    await programme.until_somebody_is_kept_waiting()

    await server.go_away()
    in_the_way.terminate()
    await server.come_back()

    assert [noted.kind for noted in (await answer).entries] == ["candidates.chosen"]
    await programme.until_noted(
        "programme.agreed", "candidate.nominated", "candidates.chosen", "candidate.asked"
    )
    await programme.verified()


async def test_a_command_that_comes_while_it_is_away_is_answered_when_it_is_back(
    programme: Programme, server: OwnPostgres
) -> None:
    choose = asking.choose(programme.person("anna"), by=programme.principal)
    await server.go_away()

    answer = await programme.let_in(choose)
    await programme.until_an_activity_is_under_way("record")
    await server.come_back()

    assert [noted.kind for noted in (await answer).entries] == ["candidates.chosen"]
    await programme.until_noted("candidates.chosen", "candidate.asked")
    await programme.verified()


async def test_what_the_rules_refuse_is_refused_while_it_is_away(
    programme: Programme, server: OwnPostgres
) -> None:
    await server.go_away()

    refused = await programme.refusal(asking.accept(arranged.anna(programme)))

    assert refused.code == "nobody_asked"
    await server.come_back()


async def test_a_deadline_that_passes_while_it_is_away_is_noted_when_it_is_back(
    programme: Programme, server: OwnPostgres
) -> None:
    due = await programme.state()
    await server.go_away()

    end = due.rules.calendar.end_of(due.deadlines["choose"].due)
    forward = asyncio.create_task(programme.forward_to(end))
    await programme.until_an_activity_is_under_way("record")
    await server.come_back()
    await forward

    await programme.until_noted("candidate.nominated", "deadline.passed")
