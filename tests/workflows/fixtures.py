"""What the tests of running programmes stand on; a `conftest.py` imports it where it is needed."""

import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest
from temporalio.client import Client

from domain.blueprint.model import Blueprint
from store import database as store_database
from store.accounts.grants import WORKER
from tests.accounts import account
from tests.workflows.blueprints import small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from worker import namespace

__all__ = ["begin", "idle_world", "pool", "prepared_client", "workers", "world"]


@pytest.fixture(scope="session")
async def prepared_client(temporal_client: Client) -> Client:
    await namespace.prepare(temporal_client, retention_days=1)
    return temporal_client


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool]:
    async with store_database.connect(database, largest=20) as pool:
        yield pool


@pytest.fixture
async def workers(database: str) -> AsyncIterator[asyncpg.Pool]:
    """Connections with the rights of a worker."""
    async with store_database.connect(account(database, WORKER), largest=20) as pool:
        yield pool


@pytest.fixture
def idle_world(prepared_client: Client, pool: asyncpg.Pool, workers: asyncpg.Pool) -> World:
    """Temporal and PostgreSQL, and nobody at work."""
    return World(prepared_client, pool, f"test-{secrets.token_hex(6)}", workers)


@pytest.fixture
async def world(idle_world: World) -> AsyncIterator[World]:
    """Temporal, PostgreSQL and a worker."""
    async with idle_world.worker():
        yield idle_world


@pytest.fixture
async def begin(idle_world: World) -> AsyncIterator[Begin]:
    """Begins programmes, and ends those that still run when the test is over."""
    begun: list[Programme] = []

    async def begin(blueprint: Blueprint | None = None, *, start: bool = True) -> Programme:
        programme = await Programme.begin(idle_world, blueprint or small(), start=start)
        begun.append(programme)
        return programme

    yield begin
    for programme in begun:
        await programme.terminate()
