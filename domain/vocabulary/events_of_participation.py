"""What can have happened in the active part: working sessions, the inventory of projects, and silence."""

from datetime import date

from domain.register.events import Event
from domain.shared.base import Tolerant
from domain.shared.texts import TextRef

# --- working sessions ---


class SessionPlanned(Event):
    """The working session `session` is on `day`; `organisations` are the codes of those invited."""

    session: int
    day: date
    title: TextRef
    organisations: tuple[str, ...]


class SessionHeld(Event):
    """Who was `present` (codes), and the outcome per section; it counts for whoever confirms it."""

    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]


class SessionCancelled(Event):
    session: int
    reason: TextRef


# --- silence ---


class SilentNudged(Event):
    """The office asks who is silent once more: a whole group, or the organisations with these codes.

    `count` of them had not answered when it was asked.
    """

    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


class Share(Tolerant):
    """How many were invited, and how many of them answered."""

    invited: int
    answered: int


class SilenceEscalated(Event):
    """Near a consultation's closing some groups are below their quorum; the principal hears of it."""

    deadline: str
    consultation: int
    groups: dict[str, Share]


class QuorumReached(Event):
    """Near a consultation's closing every group has its quorum: nobody needs to hear of silence."""

    deadline: str
    consultation: int
