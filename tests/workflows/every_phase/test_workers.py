"""Workers come and go; a programme goes on where it was."""

import asyncio

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme, of_type
from tests.workflows.running import World
from tests.workflows.standings import STANDINGS, Arrange


async def live_on(programme: Programme) -> str:
    """Let the principal withdraw it, which any living run answers; what the register ends with."""
    await programme.act(asking.withdraw(by=programme.principal))
    return (await programme.kinds())[-1]


@pytest.mark.parametrize("arrange", STANDINGS)
async def test_wherever_a_programme_stands_another_worker_takes_over(
    idle_world: World, begin: Begin, arrange: Arrange
) -> None:
    programme = await begin()
    async with idle_world.worker():
        await arrange(programme)
        before = await programme.settled()

    async with idle_world.worker():
        assert await programme.details()
        after = await programme.settled()
        assert await live_on(programme) == "programme.withdrawn"

    assert after.run_id == before.run_id
    assert after.typed_search_attributes == before.typed_search_attributes


async def test_with_a_new_worker_at_every_step_a_programme_comes_to_its_approval(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()
    steps = [
        arranged.asked,
        accepts,
        everyone_contributes,
        arranged.submitted,
        arranged.reviewed,
        everyone_votes,
    ]

    for step in steps:
        async with idle_world.worker():
            await step(programme)

    async with idle_world.worker():
        assert (await programme.until(lambda state: state.published, "publication")).ending == "approved"
    await programme.verified()


async def accepts(programme: Programme) -> None:
    await programme.act(asking.accept(arranged.anna(programme)))


async def everyone_contributes(programme: Programme) -> None:
    await programme.until(lambda state: state.definition.consultation is not None, "the consultation")
    await programme.contribute("G1", "G2", "M1")
    await programme.until(arranged.there_is_a_draft)


async def everyone_votes(programme: Programme) -> None:
    await arranged.vote(programme, "for", "for", "for")


async def test_what_is_asked_while_nobody_works_takes_effect_when_somebody_does(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()
    nominate = await programme.send_off(asking.nominate(programme.person("anna"), by=programme.office))
    assert await programme.kinds() == []

    async with idle_world.worker():
        answer = await nominate

    assert [noted.kind for noted in answer.entries] == ["candidate.nominated"]
    assert await programme.kinds() == ["programme.agreed", "candidate.nominated"]


async def test_a_deadline_that_passed_while_nobody_worked_is_noted_when_somebody_does(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()
    async with idle_world.worker():
        await arranged.nominated(programme)
        await programme.settled()
    forward = asyncio.create_task(programme.forward_past("choose"))
    await programme.noted_in_history("TIMER_FIRED")
    assert "deadline.passed" not in await programme.kinds()

    async with idle_world.worker():
        await forward
        await programme.until_noted("deadline.passed")


async def test_when_everyone_answered_while_nobody_worked_the_consultation_closes_afterwards(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()
    async with idle_world.worker():
        await arranged.appointed(programme)
    await programme.contribute("G1", "G2", "M1")
    assert (await programme.kinds())[-1] == "consultation.opened"

    async with idle_world.worker():
        await programme.until_noted("consultation.closed", "draft.assembled")


async def test_replayed_at_every_task_a_programme_comes_to_its_approval(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()

    async with idle_world.worker(cached_runs=0):
        await arranged.approved_with_conditions(programme)
        (key,) = (await programme.state()).conditions
        await programme.act(
            asking.show_evidence(key, by=arranged.kwartiermaker(programme)),
            asking.judge_condition(key, by=programme.actor("college-1", "member")),
        )
        await programme.until(lambda state: state.published, "publication")

    for run in await programme.runs():
        history = await programme.history(run.run_id)
        assert not of_type(history, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    await programme.verified()


async def test_replayed_at_every_task_deadlines_pass_and_time_is_given_back(
    idle_world: World, begin: Begin
) -> None:
    programme = await begin()

    async with idle_world.worker(cached_runs=0):
        await arranged.nominated(programme)
        await programme.forward_past("choose")
        await programme.until_noted("deadline.passed")
        await programme.act(asking.suspend(by=programme.office), asking.resume(by=programme.office))
        await programme.act(asking.choose(programme.person("anna"), by=programme.principal))
        await programme.until_noted("candidate.asked")
        await programme.settled()

    assert not of_type(await programme.history(), EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)


async def test_two_workers_share_a_programme(temporal: str, idle_world: World, begin: Begin) -> None:
    programme = await begin()
    other_client = await Client.connect(temporal, data_converter=pydantic_data_converter)
    other_world = World(other_client, idle_world.pool, idle_world.queue, idle_world.workers)

    # Neither keeps a run, so that each task goes to whoever takes it first.
    async with idle_world.worker(cached_runs=0), other_world.worker(cached_runs=0):
        await arranged.approved(programme)

    assert (await programme.state()).ending == "approved"
    await programme.verified()
