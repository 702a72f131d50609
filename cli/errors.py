"""From an exception to one clear sentence."""

from collections.abc import Mapping

import asyncpg
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from temporalio.service import RPCError
from typer._click import Context
from typer._click.exceptions import UsageError

from domain.shared.messages import N_, Message, SaidError, joined, verbatim
from domain.shared.mistakes import one_of
from domain.shared.refusals import Refusal
from settings import Settings
from words.refusals import said


class CommandError(SaidError):
    """A command cannot go on; the message says what was wrong and what to do."""


class WrongUseError(UsageError):
    """A command is written as it cannot be, where Typer has but a sentence for it."""

    def __init__(self, said: Message, context: Context | None = None) -> None:
        super().__init__(str(said), context)
        self.said = said


COMPLAINTS: Mapping[str, Message] = {
    "int_parsing": N_("Input should be a valid integer, unable to parse string as an integer"),
    "greater_than_equal": N_("Input should be greater than or equal to {ge}"),
    "less_than_equal": N_("Input should be less than or equal to {le}"),
    "literal_error": N_("Input should be {expected}"),
}
"""What pydantic finds wrong with a setting or an option, by its kind of mistake and in its words."""


def explain(error: BaseException) -> Message:
    """Return the sentence for a person: what was wrong, and what to do about it."""
    match error:
        case SaidError():
            return error.message
        case Refusal():
            return said(error)
        case ValidationError() if error.title == Settings.__name__:
            return joined([_explain_setting(problem) for problem in error.errors()], "\n")
        case asyncpg.PostgresError() | asyncpg.InterfaceError():
            return N_("PostgreSQL says: {error}. `kwartier doctor` looks at every part.").having(
                error=str(error)
            )
        case RPCError():
            return N_("Temporal says: {error}. `kwartier doctor` looks at every part.").having(
                error=str(error)
            )
        case _:
            unexpected = N_(
                "Unexpected {kind}: {error}. KWARTIER_LOG_LEVEL=debug shows where; please report it."
            )
            return unexpected.having(kind=type(error).__name__, error=str(error))


def cannot_be_read(file: object, error: OSError) -> CommandError:
    """Return what to say of a file that cannot be read."""
    return CommandError(
        N_("{file} cannot be read: {why}.").having(file=str(file), why=error.strerror or str(error))
    )


def complaints(error: ValidationError) -> Message:
    """Return all that pydantic finds wrong with one value."""
    return joined([_complaint(problem) for problem in error.errors()], "; ")


def _explain_setting(mistake: ErrorDetails) -> Message:
    name = f"KWARTIER_{'_'.join(str(part) for part in mistake['loc'])}".upper()
    cannot = N_("{setting} cannot be used: {complaint}. Correct it or unset it.")
    return cannot.having(setting=name, complaint=_complaint(mistake))


def _complaint(mistake: ErrorDetails) -> Message:
    context = mistake.get("ctx", {})
    if (sentence := COMPLAINTS.get(mistake["type"])) is None:
        return verbatim(mistake["msg"])
    # As it would be set, without a mark between thousands.
    bounds = {name: str(context[name]) for name in ("ge", "le") if name in context}
    choices = {"expected": one_of(context["expected"])} if "expected" in context else {}
    return sentence.having(**bounds, **choices)
