"""Whether the API is up, and whether it can work."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import Field
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.service import RPCError

from api.problems import DATABASE_AWAY, Problem
from api.views.common import View
from api.wiring import Here, Resources

router = APIRouter(prefix="/health", tags=["health"])

SECONDS = 2.0


class HealthView(View):
    status: Literal["ok"] = Field(default="ok", examples=["ok"])


@router.get("/live", operation_id="isLive")
async def live() -> HealthView:
    """Whether the API's process answers at all."""
    return HealthView()


@router.get("/ready", operation_id="isReady")
async def ready(resources: Here) -> HealthView:
    """Whether PostgreSQL and Temporal answer: 503 when one does not."""
    await asyncio.gather(_database(resources), _temporal(resources))
    return HealthView()


async def _database(resources: Resources) -> None:
    try:
        async with asyncio.timeout(SECONDS), resources.pool.acquire() as connection:
            migrated = await connection.fetchval("SELECT to_regclass('programmes') IS NOT NULL")
    except DATABASE_AWAY as error:
        raise Problem("database_unavailable", "PostgreSQL does not answer.") from error
    if not migrated:
        raise Problem("database_unavailable", "The database has no schema yet: run `kwartier migrate`.")


async def _temporal(resources: Resources) -> None:
    request = DescribeNamespaceRequest(namespace=resources.temporal.namespace)
    try:
        async with asyncio.timeout(SECONDS):
            await resources.temporal.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError) as error:
        raise Problem("temporal_unavailable", "Temporal or its namespace does not answer.") from error
