"""One programme in which everything there is is kept; each test changes it, and takes that back."""

import secrets
from collections.abc import AsyncIterator
from typing import NamedTuple

import asyncpg
import pytest
from temporalio.client import Client

from store import database as store_database
from store.accounts.grants import WORKER
from store.kept import shadows
from tests.accounts import account
from tests.conftest import Databases
from tests.store.kept.story import everything_kept
from tests.store.kept.tampering import Looking, without_checks
from tests.workflows.fixtures import prepared_client
from tests.workflows.running import KEYS, World

__all__ = ["prepared_client"]


class Kept(NamedTuple):
    """The database of a programme that was played, and its slug."""

    dsn: str
    slug: str


@pytest.fixture(scope="session")
async def kept(postgres: Databases, prepared_client: Client) -> AsyncIterator[Kept]:
    dsn = await postgres.create()
    async with (
        store_database.connect(dsn, largest=20) as pool,
        store_database.connect(account(dsn, WORKER), largest=20) as workers,
    ):
        world = World(prepared_client, pool, f"test-{secrets.token_hex(6)}", workers)
        async with world.worker():
            slug = await everything_kept(world)
    await without_checks(dsn)
    yield Kept(dsn, slug)
    await postgres.drop(dsn)


@pytest.fixture
async def looking(kept: Kept) -> AsyncIterator[Looking]:
    connection = await asyncpg.connect(kept.dsn, statement_cache_size=0)
    await shadows.make(connection)
    yield Looking(connection, kept.slug, KEYS)
    await connection.close()
