"""Whoever reaches Temporal can ask a worker for anything: it writes only what follows from the register."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from cli.checks import alarms
from domain.every_phase import own_steps
from domain.register.entries import verify
from domain.register.steps import RECORD, RecordStep
from domain.state.own_step import header
from settings import Settings
from store.register import entries, heads
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin
from tests.workflows.register.intruding import approval, asked_for
from tests.workflows.running import TRUST, World
from workflows.starting import workflow_id


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
