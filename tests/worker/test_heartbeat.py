"""An activity says that it is still at it, whatever it does."""

import asyncio

from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from worker.heartbeat import Heartbeats


class Doing(ActivityInboundInterceptor):
    """Does what it is given as the activity."""

    def __init__(self) -> None:
        super().__init__(self)

    async def execute_activity(self, input: ExecuteActivityInput) -> object:  # noqa: A002 - Temporal's name
        return await input.fn(*input.args)


async def test_what_lasts_is_heard_of_again_and_again() -> None:
    heard = asyncio.Queue[object]()
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *details: heard.put_nowait(details)

    async def lasting() -> str:
        for _ in range(3):
            await heard.get()
        return "done"

    doing = Heartbeats(seconds=0.01).intercept_activity(Doing())

    async def activity() -> object:
        return await doing.execute_activity(ExecuteActivityInput(lasting, (), None, {}))

    assert await environment.run(activity) == "done"
