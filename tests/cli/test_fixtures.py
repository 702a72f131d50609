"""The fixtures of conftest.py themselves: other tests stand on them."""

import secrets
from datetime import timedelta

import asyncpg
from temporalio.client import Client

from tests.conftest import Databases


async def test_each_test_gets_a_database_of_its_own(postgres: Databases) -> None:
    first, second = await postgres.create(), await postgres.create()
    connection = await asyncpg.connect(first)
    await connection.execute("CREATE TABLE mine (id int)")

    other = await asyncpg.connect(second)
    assert await other.fetchval("SELECT to_regclass('mine')") is None

    for opened in (connection, other):
        await opened.close()
    for dsn in (first, second):
        await postgres.drop(dsn)


async def test_the_client_reaches_the_session_s_temporal(temporal_client: Client) -> None:
    handle = await temporal_client.start_workflow(
        "Nothing", id=secrets.token_hex(8), task_queue="nobody", execution_timeout=timedelta(minutes=1)
    )

    assert (await handle.describe()).workflow_type == "Nothing"

    await handle.terminate()
