"""What can have happened in the active part: working sessions, the inventory of projects, and silence."""

from datetime import date
from typing import Literal

from domain.base import Tolerant
from domain.texts import TextRef

# --- working sessions ---


class SessionPlanned(Tolerant):
    """The working session `session` is on `day`; `organisations` are the codes of those invited."""

    kind: Literal["session.planned"] = "session.planned"
    session: int
    day: date
    title: TextRef
    organisations: tuple[str, ...]


class SessionHeld(Tolerant):
    """Who was `present` (codes), and the outcome per section; it counts for whoever confirms it."""

    kind: Literal["session.held"] = "session.held"
    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]


class SessionCancelled(Tolerant):
    kind: Literal["session.cancelled"] = "session.cancelled"
    session: int
    reason: TextRef
