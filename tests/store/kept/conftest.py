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
from store.kept.comparing import differences
from store.kept.difference import Difference
from tests.accounts import account
from tests.conftest import Databases
from tests.store.kept.story import everything_kept
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
    await _without_checks(dsn)
    yield Kept(dsn, slug)
    await postgres.drop(dsn)


async def _without_checks(dsn: str) -> None:
    """Whoever owns the tables can take these away as well."""
    connection = await asyncpg.connect(dsn)
    checks = await connection.fetch(
        "SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid <> 0 AND connamespace = 'public'::regnamespace"
    )
    for check in checks:
        await connection.execute(f"ALTER TABLE {check['of']} DROP CONSTRAINT {check['name']}")
    await connection.close()


class Looking(NamedTuple):
    """A connection on which somebody may change anything, and what is found then."""

    connection: asyncpg.Connection
    slug: str

    async def found(self, *statements: str) -> list[Difference]:
        """What differs after `statements` (`$1` is the programme), which are taken back."""
        taking_back = self.connection.transaction()
        await taking_back.start()
        try:
            # As whoever owns the server: without what guards the tables.
            await self.connection.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                values = [self.slug] if "$1" in statement else []
                await self.connection.execute(statement, *values)
            return await differences(self.connection, self.slug, KEYS, clocks_move=True)
        finally:
            await taking_back.rollback()


@pytest.fixture
async def looking(kept: Kept) -> AsyncIterator[Looking]:
    connection = await asyncpg.connect(kept.dsn, statement_cache_size=0)
    await shadows.make(connection)
    yield Looking(connection, kept.slug)
    await connection.close()
