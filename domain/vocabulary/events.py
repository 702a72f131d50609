"""What can have happened to a programme: one type for each kind of register entry.

Events hold ids, numbers, dates and hashes only. What a person typed is referred to by `TextRef`, a person
by id; both live in tables of their own.
"""

from datetime import date
from typing import Literal

from domain.register.events import Event
from domain.shared.support import Answer, SupportCounts, Weight
from domain.shared.texts import TextRef

# --- every phase ---


# --- appointment ---


# --- definition ---


class OrganisationsInvited(Event):
    groups: dict[str, int]


class OrganisationsAdded(Event):
    """More organisations take part: how many per group, and their codes."""

    groups: dict[str, int]
    codes: tuple[str, ...]


class OrganisationsWithdrawn(Event):
    """Organisations take part no longer; what they said in an open round does not count."""

    groups: dict[str, int]
    codes: tuple[str, ...]
    reason: TextRef


class ConsultationOpened(Event):
    consultation: int
    version: int
    due: date


class ConsultationClosed(Event):
    """The round is over. `root` is the Merkle root over the receipts of its contributions, oldest first.

    `support` and, for weighted groups, `weight` leave out groups in which too few answered to say so.
    """

    consultation: int
    because: Literal["everyone_answered", "deadline"]
    invited: dict[str, int]
    answered: dict[str, int]
    support: dict[str, SupportCounts]
    weight: dict[str, Weight] = {}
    root: str


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


class ResponsesSettled(Event):
    """Every point of a consultation is answered, for good.

    `answered` counts the points per kind of response; `root` is the Merkle root over the receipts of their
    last responses, in the order of the points; `memo` is the response memo (reactienota).
    """

    consultation: int
    points: int = 0
    answered: dict[str, int] = {}
    root: str = ""
    memo: TextRef | None = None


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
