"""Cancelling a run in Temporal is a withdrawal by the operator, or an alarm where a deployment says so."""

from dataclasses import replace

import pytest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError

from cli.checks.alarms import said
from domain.every_phase.withdraw import OPERATOR
from mail import letters
from mail.audience import Holders
from store.every_phase import alarms
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import TRUST, World
from tests.workflows.standings import IN_EVERY_PHASE, STANDINGS, Arrange
from tests.workflows.waiting import eventually

ALARMS = replace(TRUST, cancelling_withdraws=False)
"""What a worker takes for true where KWARTIER_CANCELLING is alarms."""


async def cancelled(programme: Programme) -> None:
    """See it end as a cancelled run."""
    with pytest.raises(WorkflowFailureError):
        await programme.handle.result()
    assert (await programme.handle.describe()).status is WorkflowExecutionStatus.CANCELED


async def in_a_run_that_nobody_cancelled(programme: Programme) -> None:
    """See it go on."""

    async def cancels() -> list[bool]:
        events = await programme.history()
        return [event.HasField("workflow_execution_cancel_requested_event_attributes") for event in events]

    await eventually(cancels, lambda seen: not any(seen), lambda _: "it stays in the run that was cancelled")
    assert (await programme.handle.describe()).status is WorkflowExecutionStatus.RUNNING


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


async def test_office_and_principal_get_a_letter_about_it(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    await programme.handle.cancel()

    await cancelled(programme)
    about_it = [one for one in await programme.outbox() if isinstance(one, letters.WithdrawnByOperator)]
    assert [letter.to for letter in about_it] == [(Holders("office"),), (Holders("principal"),)]


async def test_who_withdraws_it_as_principal_gets_no_letter_about_it(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    await programme.act(asking.withdraw(by=programme.principal))

    await programme.until_noted("programme.withdrawn")
    assert letters.WithdrawnByOperator.kind not in [letter.kind for letter in await programme.outbox()]


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


# --- where cancelling only raises an alarm ---


@pytest.mark.parametrize("arrange", IN_EVERY_PHASE)
async def test_cancelling_is_refused_with_an_alarm_and_the_programme_goes_on(
    idle_world: World, begin: Begin, arrange: Arrange
) -> None:
    async with idle_world.worker(trust=ALARMS):
        programme = await arrange(await begin())
        kinds = await programme.kinds()

        await programme.handle.cancel()

        await programme.until_alarmed("cancelled")
        await in_a_run_that_nobody_cancelled(programme)
        assert await programme.kinds() == kinds
        # A command that every phase knows: somebody is at work again.
        await programme.act(asking.withdraw(by=programme.principal))
        assert (await programme.register())[-1].actor == programme.principal


async def test_a_suspended_programme_stays_suspended_when_it_is_cancelled(
    idle_world: World, begin: Begin
) -> None:
    async with idle_world.worker(trust=ALARMS):
        programme = await arranged.nominated(await begin())
        await programme.act(asking.suspend(by=programme.office))

        await programme.handle.cancel()

        await programme.until_alarmed("cancelled")
        await programme.act(asking.resume(by=programme.office))
        assert (await programme.kinds())[-1] == "programme.resumed"


async def test_work_that_is_under_way_is_done_all_the_same(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker(trust=ALARMS):
        programme = await arranged.appointed(await begin())
        async with programme.locked("plan_origins"):
            await programme.contribute("G1", "G2", "M1")
            await programme.until_an_activity_is_under_way("assemble_draft")
            await programme.handle.cancel()
            await programme.noted_in_history("WORKFLOW_EXECUTION_CANCEL_REQUESTED")

        await programme.until(arranged.there_is_a_draft)
        await programme.until_alarmed("cancelled")


async def test_operators_read_how_often_it_was_cancelled(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker(trust=ALARMS):
        programme = await arranged.nominated(await begin())

        await programme.handle.cancel()
        await programme.until_alarmed("cancelled")

    async with idle_world.pool.acquire() as connection:
        (alarm,) = await alarms.read(connection)
    assert str(said(alarm)) == f"{programme.slug}: its run was cancelled in Temporal 1 times, and went on"
