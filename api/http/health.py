"""Whether the parts that the API needs answer, and can do what it needs them for."""

import asyncio
from dataclasses import dataclass

import asyncpg
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError

from service.resources import Resources
from service.waiting import (
    DATABASE_AWAY,
    DatabaseCannotWrite,
    DatabaseUnavailable,
    DatabaseWithoutSchema,
    TemporalAway,
    TemporalUnavailable,
    waiting_for,
)
from store.database import Connection

# Well below a request's time limit, so that the answer says which part is away.
SECONDS = 2.0

WRITING_HOLDS = 10.0
"""Seconds for which it is believed that PostgreSQL can write: anybody may ask, as often as they like."""


NO_ROOM = (asyncpg.InsufficientResourcesError, asyncpg.PostgresSystemError)
"""What PostgreSQL says when its disk is full, or fails."""


@dataclass
class Writing:
    """When PostgreSQL was last seen to write, by this process."""

    seen_at: float = float("-inf")


async def database_answers(resources: Resources, writing: Writing) -> None:
    """Raise `DatabaseUnavailable` unless PostgreSQL answers, has a schema and can write."""
    try:
        async with asyncio.timeout(SECONDS), resources.database() as connection:
            migrated = await connection.fetchval("SELECT to_regclass('programmes') IS NOT NULL")
            if not migrated:
                raise DatabaseWithoutSchema
            now = asyncio.get_running_loop().time()
            if now - writing.seen_at > WRITING_HOLDS:
                await _must_write(connection)
                writing.seen_at = now
    except DATABASE_AWAY as error:
        raise DatabaseUnavailable from error


async def _must_write(connection: Connection) -> None:
    try:
        async with connection.transaction():
            # Nothing is stored, and no right to a table is needed: a sort that does not fit into so little
            # memory goes to the disk, by a few hundred kilobytes.
            await connection.execute("SET LOCAL work_mem = '64kB'")
            read_only = await connection.fetchval("SHOW transaction_read_only")
            await connection.execute(
                "SELECT n FROM generate_series(1, 20000) AS n ORDER BY n DESC OFFSET 20000"
            )
    except NO_ROOM as error:
        raise DatabaseCannotWrite from error
    if read_only == "on":
        raise DatabaseCannotWrite


async def temporal_answers(resources: Resources) -> None:
    """Raise `TemporalUnavailable` unless Temporal answers and has the namespace."""
    request = DescribeNamespaceRequest(namespace=resources.temporal.namespace)
    try:
        with waiting_for(TemporalUnavailable):
            async with asyncio.timeout(SECONDS):
                await resources.temporal.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        raise TemporalAway from error
