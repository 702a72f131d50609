"""A programme neither ends nor loses its place when something comes too early or is away."""

import secrets
from datetime import date
from typing import Any

import asyncpg
import pytest
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowExecutionDescription
from temporalio.common import WorkflowIDConflictPolicy

from blueprints.freezing import freeze
from blueprints.loading import load, shipped
from domain.appointment.nominate import Nominate
from domain.register.answers import Answer
from domain.shared.actors import Actor
from domain.state.programme_state import ProgrammeState
from store import texts
from store.database import connect
from store.every_phase import beginning, programmes
from store.people import people
from store.register import entries
from tests.workflows.running import TRUST
from tests.workflows.signing import signed
from tests.workflows.waiting import eventually
from worker import namespace
from worker.running import create
from workflows import starting

NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nothing"


@pytest.fixture
async def client(temporal_client: Client) -> Client:
    await namespace.prepare(temporal_client, 1)
    return temporal_client


async def begin(pool: asyncpg.Pool, slug: str) -> ProgrammeState:
    async with pool.acquire() as connection, connection.transaction():
        blueprint = freeze(load(shipped("small")), date(2027, 1, 4))
        await beginning.begin(
            connection, beginning.Start(slug, blueprint, people.Person("office", "Office"), slug, "")
        )
        state = await programmes.beginning(connection, slug)
    assert state is not None
    return state


async def nomination(pool: asyncpg.Pool, slug: str) -> Nominate:
    async with pool.acquire() as connection:
        known = await people.know(connection, slug, [people.Person("ada", "Ada")])
        state = await programmes.beginning(connection, slug)
        assert state is not None
        interests = texts.compose("none")
        await texts.keep(connection, slug, [interests], author=None)
    return Nominate(
        id="first",
        body="",
        actor=Actor(person=state.office[0], role="office"),
        person=known["ada"],
        interests=interests.ref,
    )


async def entries_of(pool: asyncpg.Pool, slug: str) -> list[str]:
    async with pool.acquire() as connection:
        return [entry.event.kind for entry in await entries.read(connection, slug)]


def is_trying(seen: WorkflowExecutionDescription) -> bool:
    """Whether an ordinary activity, which never gives up, is under way."""
    return bool(seen.raw_description.pending_activities)


async def test_what_comes_with_the_very_first_task_waits_for_the_agreement(
    client: Client, database: str
) -> None:
    slug, queue = f"eager-{secrets.token_hex(4)}", secrets.token_hex(8)
    async with connect(database) as pool:
        state, command = await begin(pool, slug), await nomination(pool, slug)
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            "AppointKwartiermaker",
            state,
            id=starting.workflow_id(slug),
            task_queue=queue,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        )
        async with create(client, pool, queue, trust=TRUST):
            await client.execute_update_with_start_workflow(  # pyright: ignore[reportUnknownMemberType] - Temporal's
                command.update, signed(command, slug), start_workflow_operation=start, result_type=Answer
            )

        assert await entries_of(pool, slug) == ["programme.agreed", "candidate.nominated"]


async def test_with_postgresql_away_a_programme_waits_and_then_goes_on(client: Client, database: str) -> None:
    slug, queue = f"patient-{secrets.token_hex(4)}", secrets.token_hex(8)
    async with connect(database) as pool:
        await starting.start(client, await begin(pool, slug), queue)
        handle = client.get_workflow_handle(starting.workflow_id(slug))

        async with connect(NOWHERE) as away, create(client, away, queue):
            await eventually(handle.describe, is_trying, lambda seen: f"{seen.status}, nothing is tried")
        async with create(client, pool, queue, trust=TRUST):
            seen = await eventually(lambda: entries_of(pool, slug), bool, lambda _: "nothing was appended")

        assert seen == ["programme.agreed"]
