"""Empty tables beside the real ones, into which a register is played: temporary, of one connection.

They bear the names of the real ones and go before them, so that the very functions that let tables follow the
register write here. The transactions are read-only, which PostgreSQL takes to be about the real tables.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg

from store.database import Connection

FOLLOWING = (
    "organisations",
    "consultations",
    "invitations",
    "plan_versions",
    "plan_origins",
    "answerings",
    "working_sessions",
    "session_organisations",
    "projects",
    "project_places",
)
"""The tables that follow the register and nothing else, in whatever module."""

BEGUN = {"points": "number", "point_origins": "point"}
"""Those that follow it as far as this number: what people split and merged comes after it."""

WRITTEN_BESIDE = (
    "entries",
    "identities",
    "organisation_additions",
    "people",
    "representatives",
    "section_drafts",
    "sign_in_links",
)
"""What following reads or writes as well, without being told from the register."""


@asynccontextmanager
async def connect(dsn: str) -> AsyncGenerator[asyncpg.Connection]:
    """A connection of its own with the shadows beside the tables, which writes nothing else."""
    # No cache: a statement means the tables of the search path that it was prepared with.
    connection = await asyncpg.connect(dsn, timeout=4, command_timeout=60, statement_cache_size=0)
    try:
        await make(connection)
        await connection.execute("SET default_transaction_read_only = on")
        yield connection
    finally:
        await connection.close(timeout=5)


async def make(connection: Connection) -> None:
    """Put the shadows beside the tables; each transaction begins with empty ones."""
    schema = await schema_of(connection)
    for table in (*FOLLOWING, *BEGUN, *WRITTEN_BESIDE):
        # Without foreign keys, which PostgreSQL leaves out of a copy.
        await connection.execute(
            f"CREATE TEMPORARY TABLE {table} (LIKE {schema}.{table} INCLUDING ALL) ON COMMIT DELETE ROWS"
        )
    # The real ones first, unless something is played.
    await connection.execute(f"SET search_path = {schema}, pg_temp")


@asynccontextmanager
async def instead(connection: Connection, schema: str) -> AsyncGenerator[None]:
    """Let every name mean its shadow, where it has one, for as long as the context lasts."""
    await connection.execute(f"SET LOCAL search_path = pg_temp, {schema}")
    yield
    await connection.execute(f"SET LOCAL search_path = {schema}, pg_temp")


async def schema_of(connection: Connection) -> str:
    """Where the real tables are."""
    # Of a table that has no shadow.
    return await connection.fetchval(
        "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = 'programmes'::regclass"
    )
