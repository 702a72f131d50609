"""Whether the parts that the API needs answer."""

import asyncio

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError

from api.http import timeout
from api.http.problems import DATABASE_AWAY, Problem
from api.http.resources import Resources

SECONDS = 2.0


async def database_answers(resources: Resources) -> None:
    """Raise a 503 `Problem` unless PostgreSQL answers and has a schema."""
    try:
        async with asyncio.timeout(SECONDS), resources.database() as connection:
            migrated = await connection.fetchval("SELECT to_regclass('programmes') IS NOT NULL")
    except DATABASE_AWAY as error:
        raise Problem("database_unavailable", "PostgreSQL does not answer.") from error
    if not migrated:
        raise Problem("database_unavailable", "The database has no schema yet: run `kwartier migrate`.")


async def temporal_answers(resources: Resources) -> None:
    """Raise a 503 `Problem` unless Temporal answers and has the namespace."""
    request = DescribeNamespaceRequest(namespace=resources.temporal.namespace)
    try:
        with timeout.waiting_for(timeout.TEMPORAL):
            async with asyncio.timeout(SECONDS):
                await resources.temporal.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        raise Problem("temporal_unavailable", "Temporal or its namespace does not answer.") from error
