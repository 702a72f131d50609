"""Whoever reaches Temporal can ask a worker for anything: it writes only what follows from the register."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.worker import Worker

from cli.checks import alarms
from domain.every_phase import own_steps
from domain.register.entries import verify
from domain.register.steps import RECORD, Recorded, RecordStep, Step
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.state.own_step import header
from settings import Settings
from store.register import entries, heads
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import TRUST, World
from workflows.starting import workflow_id


@workflow.defn(sandboxed=False)
class Intruder:
    """Somebody's own workflow: it asks an activity of Kwartier's for a step, once."""

    @workflow.run
    async def run(self, queue: str, activity: str, step: RecordStep) -> Recorded:
        return await workflow.execute_activity(
            activity,
            step,
            result_type=Recorded,
            task_queue=queue,
            start_to_close_timeout=timedelta(seconds=20),
            retry_policy=RetryPolicy(maximum_attempts=1),
        )


@asynccontextmanager
async def intruders(world: World) -> AsyncGenerator[str]:
    """The task queue of somebody who reaches Temporal, and runs a worker of their own."""
    queue = f"intruder-{secrets.token_hex(4)}"
    async with Worker(world.client, task_queue=queue, workflows=[Intruder]):
        yield queue


async def asked_for(programme: Programme, step: Step, activity: str = RECORD) -> Recorded:
    """What an intruder hears who asks for a step."""
    world = programme.world
    async with intruders(world) as queue:
        return await world.client.execute_workflow(
            Intruder.run,
            args=[world.queue, activity, step],
            id=f"intruder-{secrets.token_hex(4)}",
            task_queue=queue,
        )


async def approval(programme: Programme) -> RecordStep:
    state = await programme.state()
    return RecordStep(**header(state, programme.now), events=(ProgrammeApproved(version=2, hash="any"),))


@pytest.mark.parametrize("activity", [RECORD, "establish_decision"])
async def test_an_approval_that_does_not_follow_is_neither_appended_nor_signed(
    world: World, begin: Begin, database: str, activity: str
) -> None:
    programme = await arranged.nominated(await begin())
    before = await programme.register()

    heard = await asked_for(programme, await approval(programme), activity)

    assert heard.refused is not None
    assert heard.refused.code == "does_not_follow"
    assert await programme.register() == before
    async with world.pool.acquire() as connection:
        assert await heads.read(connection, programme.slug) == []
    (found,) = await alarms.raised(Settings(database=SecretStr(database)))
    assert found.state == "wrong"
    assert f"{programme.slug}: {activity} was asked" in str(found.found)


async def test_its_programme_goes_on_as_if_nothing_had_happened(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    await asked_for(programme, await approval(programme))

    await programme.act(asking.withdraw(by=programme.principal))

    assert (await programme.kinds())[-1] == "programme.withdrawn"


async def test_another_hash_cannot_be_put_at_the_end_of_a_register(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    state = await programme.state()
    nothing = RecordStep(**header(state, programme.now), events=())

    head = state.head.model_copy(update={"hash": "f" * 64})
    await asked_for(programme, nothing.model_copy(update={"head": head}))

    # Of the chain only: the texts that the story speaks of are stored nowhere.
    async with world.pool.acquire() as connection:
        assert await entries.head_of(connection, programme.slug) == state.head
    assert verify([entry.model_dump(mode="json") for entry in await programme.register()]) == state.head


async def test_a_workflow_that_was_started_with_another_agreement_writes_nothing(
    world: World, begin: Begin
) -> None:
    programme = await begin(start=False)
    state = await programme.state()
    another = state.model_copy(update={"agreement": state.agreement | {"blueprint": "another"}})

    await world.client.start_workflow(
        "AppointKwartiermaker", another, id=workflow_id(programme.slug), task_queue=world.queue
    )

    await programme.until_alarmed("does_not_follow")
    assert await programme.register() == []


async def test_where_clocks_do_not_move_nothing_is_written_for_a_day_to_come(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin(start=False)
    to_come = datetime.now(UTC) + timedelta(minutes=10)
    step = own_steps.RECORD_THE_AGREEMENT.wanted(await programme.state(), to_come)
    assert step is not None

    async with idle_world.worker(trust=replace(TRUST, clocks_move=False)):
        refused = await asked_for(programme, step)
        now = await asked_for(programme, step.model_copy(update={"at": datetime.now(UTC)}))

    assert refused.refused is not None
    assert now.done
    assert await programme.kinds() == ["programme.agreed"]
