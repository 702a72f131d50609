"""What people may ask of a programme: one type for each update.

A command carries the caller's idempotency key as `id` and the hash of what was asked as `body`, so that the
register can tell the same command from another one under the same key. Texts were stored before the command
was sent; it carries references.
"""

from datetime import date

from domain.shared.texts import TextRef
from domain.state.commands import Command

# --- appointment ---


# --- definition ---


class AddOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    phase = "definition"
    organisations: dict[str, str]


class WithdrawOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    phase = "definition"
    organisations: dict[str, str]
    reason: TextRef


class OpenConsultation(Command):
    """Ask everyone about a plan version, until the end of `due` or of the blueprint's lead."""

    phase = "definition"
    version: int
    due: date | None = None


class SettleResponses(Command):
    phase = "definition"
    consultation: int


# --- definition: the active part ---


class PlanSession(Command):
    """Plan a working session; `organisations` are the codes of those invited."""

    phase = "definition"
    day: date
    title: TextRef
    organisations: tuple[str, ...]


class RecordSession(Command):
    phase = "definition"
    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]


class CancelSession(Command):
    phase = "definition"
    session: int
    reason: TextRef


class NudgeSilent(Command):
    """Ask the silent ones of a group, or those with these codes, once more; `count` of them are silent."""

    phase = "definition"
    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


# --- conditions ---
