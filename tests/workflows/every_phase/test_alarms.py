"""A step that fails again and again is an alarm, until it succeeds."""

import pytest
from pydantic import SecretStr
from temporalio.client import WorkflowExecutionDescription

from cli.checks import alarms
from settings import Settings
from store.every_phase import alarms as stored
from tests.workflows.driving import Begin
from tests.workflows.refusing import refusing
from tests.workflows.running import World
from tests.workflows.waiting import eventually
from worker import alarming


def is_tried_again(seen: WorkflowExecutionDescription) -> bool:
    """Whether an ordinary activity, which never gives up, has failed already."""
    return any(pending.attempt > 1 for pending in seen.raw_description.pending_activities)


async def test_a_step_that_keeps_failing_is_an_alarm_until_it_succeeds(
    idle_world: World, begin: Begin, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second, for the test: five attempts take longer than anybody wants to wait.
    monkeypatch.setattr(alarming, "AGAIN_AND_AGAIN", 2)
    programme = await begin()

    async with idle_world.worker():
        async with refusing(idle_world.pool, "entries"):
            await programme.until_alarmed("keeps_failing")
            (found,) = await alarms.raised(Settings(database=SecretStr(database)))
            await eventually(programme.handle.describe, is_tried_again, lambda _: "nothing is tried again")

        async def left() -> list[stored.Alarm]:
            async with idle_world.pool.acquire() as connection:
                return list(await stored.read(connection))

        await eventually(left, lambda seen: not seen, lambda seen: f"there still is {seen}")

    assert found.state == "wrong"
    assert f"{programme.slug}: record fails again and again" in str(found.found)
    assert await programme.kinds() == ["programme.agreed"]
