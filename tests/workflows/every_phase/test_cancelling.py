"""Cancelling a run in Temporal is a withdrawal by the operator, and in the register like any other."""

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError

from domain.every_phase.withdraw import OPERATOR
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.standings import STANDINGS, Arrange


async def cancelled(programme: Programme) -> None:
    """See it end as a cancelled run."""
    with pytest.raises(WorkflowFailureError):
        await programme.handle.result()
    assert (await programme.handle.describe()).status is WorkflowExecutionStatus.CANCELED


async def withdrawn_by_the_operator(programme: Programme) -> None:
    """See that its register ends with the withdrawal, and holds."""
    last = (await programme.register())[-1]
    assert (last.event.kind, last.actor) == ("programme.withdrawn", OPERATOR)
    assert (await programme.state()).ending == "withdrawn"
    await programme.verified()


@pytest.mark.parametrize("arrange", STANDINGS)
async def test_wherever_a_programme_stands_cancelling_is_a_withdrawal(
    world: World, begin: Begin, arrange: Arrange
) -> None:
    programme = await arrange(await begin())

    await programme.handle.cancel()

    await cancelled(programme)
    await withdrawn_by_the_operator(programme)


async def test_a_suspended_programme_can_be_cancelled(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    await programme.act(asking.suspend(by=programme.office))

    await programme.handle.cancel()

    await cancelled(programme)
    await withdrawn_by_the_operator(programme)


async def test_its_details_say_that_nobody_is_waited_for_any_more(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    await programme.handle.cancel()

    await cancelled(programme)
    assert "withdrawn" in await programme.current_details()


async def test_a_programme_is_cancelled_while_a_local_activity_of_its_own_is_under_way(
    world: World, begin: Begin
) -> None:
    programme = await begin(start=False)
    async with programme.register_locked():
        await programme.start()
        await programme.until_somebody_is_kept_waiting()
        await programme.handle.cancel()
        await programme.noted_in_history("WORKFLOW_EXECUTION_CANCEL_REQUESTED")

    await cancelled(programme)
    await withdrawn_by_the_operator(programme)


async def test_a_programme_is_cancelled_while_an_ordinary_activity_is_under_way(
    world: World, begin: Begin
) -> None:
    programme = await arranged.appointed(await begin())
    async with programme.locked("plan_origins"):
        await programme.contribute("G1", "G2", "M1")
        await programme.until_an_activity_is_under_way("assemble_draft")
        await programme.handle.cancel()
        await programme.noted_in_history("WORKFLOW_EXECUTION_CANCEL_REQUESTED")

    await cancelled(programme)
    await withdrawn_by_the_operator(programme)


async def test_an_approved_programme_is_published_although_it_is_cancelled(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin())
    async with programme.locked("texts"):
        state = await programme.state()
        for n in (1, 2, 3):
            by = programme.actor(f"college-{n}", "member")
            await programme.act(asking.ballot(state, n, by=by))
        await programme.until_an_activity_is_under_way("publish_programme")
        await programme.handle.cancel()
        await programme.noted_in_history("WORKFLOW_EXECUTION_CANCEL_REQUESTED")

    await cancelled(programme)
    state = await programme.state()
    assert (state.ending, state.published) == ("approved", True)
