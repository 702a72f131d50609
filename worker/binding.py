"""Log lines of activities say which programme, run and request they belong to."""

from typing import Any

import structlog
from temporalio import activity
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from domain.register.steps import Step

log = structlog.get_logger()


class BindProgramme(Interceptor):
    """Binds `programme`, `run` and `request` (the command's key) to every log line of an activity."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - Temporal's name
        return _BindProgramme(next)


class _BindProgramme(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 - Temporal's signature
        info = activity.info()
        step = input.args[0] if input.args else None
        bound = {"activity": info.activity_type, "attempt": info.attempt, "run": info.workflow_run_id}
        if isinstance(step, Step):
            bound |= {"programme": step.programme, "request": step.key}
        with structlog.contextvars.bound_contextvars(**bound):
            try:
                result = await super().execute_activity(input)
            except Exception as error:
                log.warning("activity failed and will be tried again", error=repr(error))
                raise
            log.debug("activity done")
            return result
