"""A step that fails again and again is an alarm: never a silent 503."""

from typing import Any

import asyncpg
import structlog
from temporalio import activity
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from domain.register.steps import Step
from store.every_phase import alarms

AGAIN_AND_AGAIN = 5
"""The attempt at which it is one: by then it has failed for some seconds, and no restart explains it."""

log = structlog.get_logger()


class RaiseAlarms(Interceptor):
    """Raises an alarm for a step that keeps failing, and takes it back when the step succeeds."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - Temporal's name
        return _RaiseAlarms(next, self._pool)


class _RaiseAlarms(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, pool: asyncpg.Pool) -> None:  # noqa: A002 - Temporal's name
        super().__init__(next)
        self._pool = pool

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 - Temporal's signature
        step = input.args[0] if input.args else None
        if not isinstance(step, Step) or activity.info().attempt < AGAIN_AND_AGAIN:
            return await super().execute_activity(input)
        name = activity.info().activity_type
        try:
            result = await super().execute_activity(input)
        except Exception:
            await self._raise_for(step, name)
            raise
        async with self._pool.acquire() as connection:
            await alarms.settle(connection, step.programme, "keeps_failing", name)
        return result

    async def _raise_for(self, step: Step, name: str) -> None:
        counter = activity.metric_meter().create_counter(
            "kwartier_failing_attempts", "Attempts at steps that fail again and again"
        )
        counter.add(1, {"activity": name})
        log.error("a step fails again and again", seq=step.head.seq + 1)
        try:
            async with self._pool.acquire() as connection:
                await alarms.raise_for(connection, step.programme, "keeps_failing", name)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            # What keeps it failing may be PostgreSQL itself: then the log and the metric say so.
            log.warning("no alarm could be kept", error=repr(error))
