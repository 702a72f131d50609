"""From an exception to one clear sentence."""

from collections.abc import Sequence

import asyncpg
from pydantic import ValidationError
from temporalio.service import RPCError

from domain.blueprint.problems import BlueprintError
from domain.register.heads import UnusableKeyError
from domain.shared.messages import N_, Message, verbatim
from domain.shared.refusals import Refusal
from settings import Settings, SettingsError
from store.migrate import MigrationError


class CommandError(Exception):
    """A command cannot go on; the message says what was wrong and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


EXPECTED = (MigrationError, BlueprintError, Refusal, SettingsError, UnusableKeyError)
"""What is explained by its own text."""


def explain(error: BaseException) -> Message:
    """Return the sentence for a person: what was wrong, and what to do about it."""
    match error:
        case CommandError():
            return error.message
        case ValidationError() if error.title == Settings.__name__:
            return lines([_explain_setting(problem["loc"], problem["msg"]) for problem in error.errors()])
        case asyncpg.PostgresError() | asyncpg.InterfaceError():
            return N_("PostgreSQL says: {error}. `kwartier doctor` looks at every part.").having(
                error=str(error)
            )
        case RPCError():
            return N_("Temporal says: {error}. `kwartier doctor` looks at every part.").having(
                error=str(error)
            )
        case _ if isinstance(error, EXPECTED):
            return verbatim(str(error))
        case _:
            unexpected = N_(
                "Unexpected {kind}: {error}. KWARTIER_LOG_LEVEL=debug shows where; please report it."
            )
            return unexpected.having(kind=type(error).__name__, error=str(error))


def lines(messages: Sequence[Message]) -> Message:
    """Return messages below each other, as one."""
    named = {f"line{nth}": message for nth, message in enumerate(messages)}
    return Message("\n".join(f"{{{name}}}" for name in named), values=named)


def cannot_be_read(file: object, error: OSError) -> CommandError:
    """Return what to say of a file that cannot be read."""
    return CommandError(
        N_("{file} cannot be read: {why}.").having(file=str(file), why=error.strerror or str(error))
    )


def _explain_setting(place: tuple[int | str, ...], complaint: str) -> Message:
    name = f"KWARTIER_{'_'.join(str(part) for part in place)}".upper()
    cannot = N_("{setting} cannot be used: {complaint}. Correct it or unset it.")
    return cannot.having(setting=name, complaint=complaint)
