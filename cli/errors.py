"""From an exception to one clear sentence."""

import asyncpg
from pydantic import ValidationError
from temporalio.service import RPCError

from cli.embedded.processes import ServiceError
from domain.register.heads import UnusableKeyError
from domain.shared.errors import BlueprintError, Refusal
from settings import Settings, SettingsError
from store.migrate import MigrationError


class CommandError(Exception):
    """A command cannot go on; the message says what was wrong and what to do."""


EXPECTED = (
    CommandError,
    ServiceError,
    MigrationError,
    BlueprintError,
    Refusal,
    SettingsError,
    UnusableKeyError,
)


def explain(error: Exception) -> str:
    """Return the sentence for a person: what was wrong, and what to do about it."""
    match error:
        case ValidationError() if error.title == Settings.__name__:
            return "\n".join(_explain_setting(problem["loc"], problem["msg"]) for problem in error.errors())
        case asyncpg.PostgresError() | asyncpg.InterfaceError():
            return f"PostgreSQL says: {error}. `kwartier doctor` looks at every part."
        case RPCError():
            return f"Temporal says: {error}. `kwartier doctor` looks at every part."
        case _ if isinstance(error, EXPECTED):
            return str(error)
        case _:
            return (
                f"Unexpected {type(error).__name__}: {error}. "
                "KWARTIER_LOG_LEVEL=debug shows where; please report it."
            )


def _explain_setting(place: tuple[int | str, ...], complaint: str) -> str:
    name = f"KWARTIER_{'_'.join(str(part) for part in place)}".upper()
    return f"{name} cannot be used: {complaint}. Correct it or unset it."
