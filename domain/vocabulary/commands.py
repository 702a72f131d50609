"""What people may ask of a programme: one type for each update.

A command carries the caller's idempotency key as `id` and the hash of what was asked as `body`, so that the
register can tell the same command from another one under the same key. Texts were stored before the command
was sent; it carries references.
"""

from datetime import date

from domain.shared.support import Answer
from domain.shared.texts import TextRef
from domain.state.commands import Command
from domain.vocabulary.events_of_participation import Place, RunningProject

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


class SaveVersion(Command):
    """`based_on` is the version that was changed, where it matters that nobody saved another meanwhile.

    Where no `goals` are given they stay those of the version before.
    """

    phase = "definition"
    sections: dict[str, TextRef]
    based_on: int | None = None
    goals: tuple[TextRef, ...] | None = None


class AnswerPrinciple(Command):
    phase = "definition"
    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class AllowDrafter(Command):
    phase = "definition"
    person: str


class DisallowDrafter(Command):
    phase = "definition"
    person: str


class SettleResponses(Command):
    phase = "definition"
    consultation: int


class AnswerSentBackPoint(Command):
    """Say what the next version does with a point of a plan that was sent back, and in which sections."""

    phase = "definition"
    point: str
    answer: TextRef
    sections: tuple[str, ...] = ()


class SubmitVersion(Command):
    phase = "definition"
    version: int


class Review(Command):
    phase = "definition"
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


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


class AddProject(Command):
    """Add one or more projects that already run."""

    phase = "definition"
    projects: tuple[RunningProject, ...]


class PlaceProject(Command):
    phase = "definition"
    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


class NudgeSilent(Command):
    """Ask the silent ones of a group, or those with these codes, once more; `count` of them are silent."""

    phase = "definition"
    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


# --- conditions ---
