"""What can have happened to a programme: one type for each kind of register entry.

Events hold ids, numbers, dates and hashes only. What a person typed is referred to by `TextRef`, a person
by id; both live in tables of their own.
"""

from datetime import date
from typing import Literal

from domain.register.events import Event
from domain.shared.support import SupportCounts, Weight
from domain.shared.texts import TextRef

# --- every phase ---


# --- appointment ---


# --- definition ---


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
