"""Connections: one pool per process, with JSON columns as text that pydantic reads and writes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg
from asyncpg.pool import PoolConnectionProxy

Connection = asyncpg.Connection | PoolConnectionProxy
"""A connection, whether a pool lent it or not."""

CLOSING_SECONDS = 5.0


async def _leave_as_it_is(_: Connection) -> None:
    """Where nothing changes a session beyond its transactions, nothing needs another round trip to undo."""


@asynccontextmanager
async def connect(
    dsn: str, *, largest: int = 10, undoing: bool = False, called: str | None = None
) -> AsyncGenerator[asyncpg.Pool]:
    """A pool of at most `largest` connections, closed at the end; in PostgreSQL they are `called` so.

    With `undoing` a connection that is given back loses what its session held, advisory locks above all.
    A connection that cannot be had within 4 seconds raises TimeoutError, so that a caller can say in time
    that PostgreSQL is away.
    """
    pool = asyncpg.create_pool(
        dsn,
        # So that a process starts, and can say that it is not ready, while PostgreSQL is away.
        min_size=0,
        max_size=largest,
        timeout=4,
        command_timeout=60,
        reset=None if undoing else _leave_as_it_is,
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
