"""What a use case waits for, and how it is said that it did so in vain.

Whoever limits the time (HTTP does) cannot see what is waited for at that moment: `waiting_for` says so.
"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import asyncpg

from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class Unavailable(Refusal):
    """Nobody said no: something is away, or takes too long. A command may still take effect."""

    status = 503


class TooBusy(Unavailable):
    title = N_("Too much is asked at once")
    sentence = N_(
        "This takes longer than five seconds. A command may still take effect: repeat it with the same"
        " Idempotency-Key to learn what became of it."
    )
    advice = N_(
        "It may still take effect: repeat it with the same Idempotency-Key after Retry-After seconds."
    )


class TooManyCommands(TooBusy):
    sentence = N_("Too many commands are under way. Repeat this one with the same Idempotency-Key.")


class DatabaseUnavailable(Unavailable):
    title = N_("PostgreSQL does not answer")
    sentence = N_("PostgreSQL does not answer. Try again, a command with the same Idempotency-Key.")
    advice = N_("Try again after Retry-After seconds, with the same Idempotency-Key.")


class DatabaseTooSlow(DatabaseUnavailable):
    sentence = N_(
        "PostgreSQL did not answer in time: it is away, or too much is asked of it. A command may still take"
        " effect: repeat it with the same Idempotency-Key to learn what became of it."
    )


class DatabaseCannotWrite(DatabaseUnavailable):
    sentence = N_("PostgreSQL answers, but cannot write: its disk is full, or it is read-only.")


class DatabaseWithoutSchema(DatabaseUnavailable):
    sentence = N_("The database has no schema yet: run `kwartier migrate`.")


class TemporalUnavailable(Unavailable):
    title = N_("Temporal or its workers do not answer")
    sentence = N_(
        "Temporal or its workers did not answer in time. A command may still take effect: repeat it with the"
        " same Idempotency-Key to learn what became of it."
    )
    advice = N_(
        "It may still take effect: repeat it with the same Idempotency-Key to learn what became of it."
    )


class TemporalAway(TemporalUnavailable):
    sentence = N_("Temporal or its namespace does not answer.")


DATABASE_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,
    EOFError,
    OSError,
    TimeoutError,
)
"""What asyncpg raises when there is no PostgreSQL to speak with, or none that can write."""


@dataclass
class Wait:
    """What is waited for now: the refusal that says so when it is waited for in vain."""

    in_vain: type[Unavailable] = TooBusy
    takes_long: bool = False


_wait: ContextVar[Wait] = ContextVar("wait")


def begin() -> Wait:
    """Note from here on what is waited for."""
    wait = Wait()
    _wait.set(wait)
    return wait


@contextmanager
def waiting_for(in_vain: type[Unavailable]) -> Generator[None]:
    """Say what is waited for as long as the context lasts, by the refusal for when that is away."""
    # Where nobody limits the time, as in a worker, nobody looks at this one.
    wait = _wait.get(Wait())
    before, wait.in_vain = wait.in_vain, in_vain
    try:
        yield
    finally:
        wait.in_vain = before


def take_time() -> None:
    """Let this take as long as it needs from now on."""
    _wait.get(Wait()).takes_long = True
