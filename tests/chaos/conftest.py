"""A world whose server gives up soon on a worker that is gone, and programmes that last one day."""

import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.client import Client, Interceptor, OutboundInterceptor, StartWorkflowInput, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter

from domain.blueprint.model import Blueprint
from store import database as store_database
from store.accounts.grants import WORKER
from tests.accounts import account
from tests.chaos.mortal_worker import SOON
from tests.stories import chain_of_two
from tests.workflows.running import World
from worker import namespace


class ShortTasks(Interceptor):
    """Starts workflows whose tasks are given to another worker soon."""

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:  # noqa: A002 - Temporal's name
        return _ShortTasks(next)


class _ShortTasks(OutboundInterceptor):
    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:  # noqa: A002 - Temporal's name
        input.task_timeout = SOON
        return await super().start_workflow(input)


@pytest.fixture
async def impatient_client(temporal: str) -> Client:
    client = await Client.connect(
        temporal, data_converter=pydantic_data_converter, interceptors=[ShortTasks()]
    )
    await namespace.prepare(client, retention_days=1)
    return client


@pytest.fixture
async def idle_world(impatient_client: Client, database: str) -> AsyncIterator[World]:
    """Temporal and PostgreSQL, and nobody at work."""
    async with (
        store_database.connect(database) as pool,
        store_database.connect(account(database, WORKER)) as workers,
    ):
        yield World(impatient_client, pool, f"test-{secrets.token_hex(6)}", workers)


@pytest.fixture
def blueprint() -> Blueprint:
    """A chain of two, in a time zone in which it is noon: no day ends while the test runs."""
    from_noon = datetime.now(UTC).hour - 12
    return chain_of_two().model_copy(update={"timezone": f"Etc/GMT{from_noon:+d}"})
