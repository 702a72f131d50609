"""What goes wrong in an activity is reported without values, because Temporal keeps it, and so do logs.

PostgreSQL quotes the row that it refuses, asyncpg the argument, pydantic the field: what people wrote.
"""

from typing import Any

import asyncpg
from temporalio.exceptions import ApplicationError, FailureError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from store.register.entries import RegisterTooShortError

WITHOUT_VALUES = (FailureError, RegisterTooShortError)
"""Errors that hold nothing but numbers and codes, or were reported in this way already."""


class RedactErrors(Interceptor):
    """Lets an activity fail with the kind of the error and its place in the code, and no more."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - Temporal's name
        return _RedactErrors(next)


class _RedactErrors(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 - Temporal's signature
        try:
            return await super().execute_activity(input)
        except WITHOUT_VALUES:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            # Without its cause: Temporal would keep that too, with its message.
            raise _without_values(error) from None


def _without_values(error: Exception) -> ApplicationError:
    kind = type(error).__name__
    redacted = ApplicationError(f"{kind}{_of_postgresql(error)}", type=kind)
    # Where it happened may be known: that is code, and no values.
    return redacted.with_traceback(error.__traceback__)


def _of_postgresql(error: Exception) -> str:
    if not isinstance(error, asyncpg.PostgresError):
        return ""
    # Not `message` and `detail`, in which PostgreSQL quotes the row.
    known = {
        "SQLSTATE": error.sqlstate,
        "table": error.table_name,
        "constraint": error.constraint_name,
    }
    return "".join(f", {name} {value}" for name, value in known.items() if value)
