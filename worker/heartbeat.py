"""Activities say that they are still at it, so that another worker soon takes over what a killed one had."""

import asyncio
from typing import Any

from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

SECONDS = 2.0
"""Between two heartbeats; several fit into the time that workflows wait for one."""


class Heartbeats(Interceptor):
    """Sends a heartbeat now and then for as long as an activity lasts, whatever it does."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - Temporal's name
        return _Heartbeats(next, self._seconds)


class _Heartbeats(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, seconds: float) -> None:  # noqa: A002 - Temporal's name
        super().__init__(next)
        self._seconds = seconds

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 - Temporal's signature
        # A local one is over before anybody would miss it: its workflow task is what notices a killed worker.
        if activity.info().is_local:
            return await super().execute_activity(input)
        beating = asyncio.create_task(self._beat())
        try:
            return await super().execute_activity(input)
        finally:
            beating.cancel()

    async def _beat(self) -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(self._seconds)
