"""Connections: one pool per process, with JSON columns as text that pydantic reads and writes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import NewType

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Connection = asyncpg.Connection | PoolConnectionProxy
"""A connection, whether a pool lent it or not."""

ForLists = NewType("ForLists", asyncpg.Connection)
"""A connection on which lists are asked for: `for_lists` lends one."""

CLOSING_SECONDS = 5.0


async def _plan_lists(connection: Connection) -> None:
    """Let programmes and those who have a part in them meet by hashes.

    PostgreSQL takes everybody to have a part in one programme, and would look through all of them for each of
    an office's: ten thousand by ten thousand take half a minute.
    """
    # Not when connecting: a pooler in between may refuse what it does not know.
    await connection.execute("SET enable_nestloop = off")


async def _leave_as_it_is(_: Connection) -> None:
    """Where nothing changes a session beyond its transactions, nothing needs another round trip to undo."""


@asynccontextmanager
async def connect(
    dsn: str, *, largest: int = 10, undoing: bool = False, listing: bool = False, called: str | None = None
) -> AsyncGenerator[asyncpg.Pool]:
    """A pool of at most `largest` connections, closed at the end; in PostgreSQL they are `called` so.

    With `listing` they are for lists, and `for_lists` takes one. With `undoing` a connection that is given
    back loses what its session held, advisory locks above all. One that cannot be had within 4 seconds raises
    TimeoutError, so that a caller can say in time that PostgreSQL is away.
    """
    pool = asyncpg.create_pool(
        dsn,
        # So that a process starts, and can say that it is not ready, while PostgreSQL is away.
        min_size=0,
        max_size=largest,
        timeout=4,
        command_timeout=60,
        reset=None if undoing else _leave_as_it_is,
        init=_plan_lists if listing else None,
        server_settings={"application_name": called} if called else None,
    )
    await pool
    try:
        yield pool
    finally:
        try:
            await asyncio.wait_for(pool.close(), CLOSING_SECONDS)
        except TimeoutError:
            # A connection that hangs must not keep a process from ending.
            pool.terminate()


@asynccontextmanager
async def for_lists(pool: asyncpg.Pool) -> AsyncGenerator[ForLists]:
    """One of the connections of a pool that was made for lists, for as long as the context lasts."""
    async with pool.acquire() as connection:
        yield ForLists(connection)  # pyright: ignore[reportArgumentType] - a pool's, which does the same
