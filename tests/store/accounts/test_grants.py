"""Each account may do with each table what Kwartier does there, and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from store.accounts import accounts, page
from store.accounts.grants import API, GRANTS, OWNER, WORKER
from store.migrate import MigrationError, migrate
from tests.accounts import account
from tests.conftest import Databases
from tests.store.accounts.refused import NEITHER_MAY, REFUSED

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


@pytest.fixture(scope="module")
async def prepared(postgres: Databases) -> AsyncIterator[str]:
    """A database as an administrator prepares it."""
    dsn = await postgres.create(migrated=False)
    await prepare(dsn, postgres)
    yield dsn
    await postgres.drop(dsn)


async def prepare(dsn: str, postgres: Databases) -> None:
    await as_the_administrator(dsn, postgres)
    await migrate(account(dsn, OWNER))


async def as_the_administrator(dsn: str, postgres: Databases) -> None:
    connection = await asyncpg.connect(dsn)
    await accounts.prepare(connection, postgres.server.passwords)
    await connection.close()


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def found(dsn: str, query: str) -> set[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row[0] for row in await connection.fetch(query)}
    finally:
        await connection.close()


TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


async def test_of_every_table_it_is_said_who_may_what(database: str) -> None:
    assert await found(database, TABLES) == set(GRANTS)


@pytest.mark.parametrize(("role", "statement"), REFUSED)
async def test_it_may_not(prepared: str, role: str, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await execute(account(prepared, role), statement)


@pytest.mark.parametrize("statement", NEITHER_MAY[:3])
async def test_nor_does_the_owner_change_an_entry(prepared: str, statement: str) -> None:
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await execute(account(prepared, OWNER), statement)


@pytest.mark.parametrize("table", ["consultations", "answerings"])
async def test_the_api_holds_what_it_cannot_close(prepared: str, table: str) -> None:
    await execute(account(prepared, API), f"SELECT FROM {table} FOR SHARE")


async def test_a_right_that_is_said_no_longer_goes_with_the_next_migration(prepared: str) -> None:
    await execute(account(prepared, OWNER), f"GRANT UPDATE (status), DELETE ON consultations TO {API}")

    await migrate(account(prepared, OWNER))

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await execute(account(prepared, API), "UPDATE consultations SET status = 'closed'")


async def test_what_one_account_owned_is_handed_over(empty_database: str, postgres: Databases) -> None:
    await migrate(empty_database)

    await as_the_administrator(empty_database, postgres)
    await migrate(account(empty_database, OWNER))
    await prepare(empty_database, postgres)

    owners = "SELECT relowner::regrole::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert await found(empty_database, owners) == {OWNER}
    assert await found(account(empty_database, WORKER), "SELECT count(*) FROM entries") == {0}


async def test_who_does_not_own_the_tables_is_told_whose_account_migrates(prepared: str) -> None:
    with pytest.raises(MigrationError, match="KWARTIER_MIGRATIONS_DATABASE"):
        await migrate(account(prepared, WORKER))


def test_the_page_for_operators_says_what_each_may() -> None:
    text = OPERATIONS.read_text(encoding="utf-8")

    assert page.written(text) == text
