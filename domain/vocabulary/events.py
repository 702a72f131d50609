"""What can have happened to a programme: one type for each kind of register entry.

Events hold ids, numbers, dates and hashes only. What a person typed is referred to by `TextRef`, a person
by id; both live in tables of their own.
"""

from datetime import date

from domain.register.events import Event
from domain.shared.actors import Role
from domain.shared.support import Answer, SupportCounts
from domain.shared.texts import TextRef

# --- every phase ---


class ReminderSent(Event):
    """`nth` reminder about a deadline, to `count` addressees who have not answered."""

    deadline: str
    nth: int
    to: Role
    count: int


class DeadlinePassed(Event):
    deadline: str
    due: date
    escalated_to: Role | None = None


class DeadlineMoved(Event):
    deadline: str
    due_before: date
    due: date
    reason: TextRef


class ProgrammeSuspended(Event):
    reason: TextRef


class ProgrammeResumed(Event):
    """Work goes on; open deadlines moved by the `working_days` lost."""

    working_days: int
    reason: TextRef


class KwartiermakerReplaced(Event):
    before: str
    person: str
    reason: TextRef


class ProgrammeWithdrawn(Event):
    """The end, by the principal or (without a written reason) by an operator who cancelled the run."""

    signed = True

    reason: TextRef | None = None


# --- appointment ---


# --- definition ---


class DraftAssembled(Event):
    """The first draft: the baseline's sections, and under each what was contributed with its origin."""

    version: int
    baseline: int
    consultation: int
    contributions: int
    sections: dict[str, TextRef]
    hash: str


class VersionSaved(Event):
    """`author` is who saved it; where there is none, it was the kwartiermaker of that moment.

    `goals` are what the version wants to reach, each measured against the blueprint's principles.
    """

    version: int
    sections: dict[str, TextRef]
    hash: str
    author: str = ""
    goals: tuple[TextRef, ...] = ()


class PrincipleAnswered(Event):
    """A goal of a version (by its number, from 1) follows a principle, or deviates for a reason."""

    version: int
    goal: int
    principle: str
    follows: bool
    reason: TextRef | None = None


class DrafterAllowed(Event):
    """From now on `person` may save versions and answer contributions, beside the kwartiermaker."""

    person: str


class DrafterDisallowed(Event):
    person: str


class VersionSubmitted(Event):
    version: int
    hash: str


class ReviewGiven(Event):
    version: int
    seat: str
    can: Answer
    will: Answer
    reason: TextRef


class ReviewClosed(Event):
    version: int
    support: SupportCounts
    out_of: int
    passed: bool


class DefinitionCompleted(Event):
    version: int
    hash: str
