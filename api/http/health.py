"""Whether the parts that the API needs answer."""

import asyncio

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError

from service.resources import Resources
from service.waiting import (
    DATABASE_AWAY,
    DatabaseUnavailable,
    DatabaseWithoutSchema,
    TemporalAway,
    TemporalUnavailable,
    waiting_for,
)

# Well below a request's time limit, so that the answer says which part is away.
SECONDS = 2.0


async def database_answers(resources: Resources) -> None:
    """Raise `DatabaseUnavailable` unless PostgreSQL answers and has a schema."""
    try:
        async with asyncio.timeout(SECONDS), resources.database() as connection:
            migrated = await connection.fetchval("SELECT to_regclass('programmes') IS NOT NULL")
    except DATABASE_AWAY as error:
        raise DatabaseUnavailable from error
    if not migrated:
        raise DatabaseWithoutSchema


async def temporal_answers(resources: Resources) -> None:
    """Raise `TemporalUnavailable` unless Temporal answers and has the namespace."""
    request = DescribeNamespaceRequest(namespace=resources.temporal.namespace)
    try:
        with waiting_for(TemporalUnavailable):
            async with asyncio.timeout(SECONDS):
                await resources.temporal.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        raise TemporalAway from error
