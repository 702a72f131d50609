"""What can have happened in the active part: working sessions, the inventory of projects, and silence."""

from datetime import date
from typing import Literal

from domain.shared.base import Tolerant
from domain.shared.texts import TextRef

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


# --- the projects that already run ---

Place = Literal["continues", "changes", "stops"]
"""What becomes of a running project in the plan."""


class RunningProject(Tolerant):
    """A project that already runs; its owner is an organisation of the programme (by code) or else a text."""

    title: TextRef
    description: TextRef
    organisation: str | None = None
    owner: TextRef | None = None


class ProjectAdded(RunningProject):
    kind: Literal["project.added"] = "project.added"
    project: int


class ProjectPlaced(Tolerant):
    """What becomes of a project, why, and which sections of the plan are about it; the last one holds."""

    kind: Literal["project.placed"] = "project.placed"
    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


# --- silence ---


class SilentNudged(Tolerant):
    """The office asks who is silent once more: a whole group, or the organisations with these codes.

    `count` of them had not answered when it was asked.
    """

    kind: Literal["silent.nudged"] = "silent.nudged"
    consultation: int
    group: str | None = None
    organisations: tuple[str, ...] = ()
    count: int


class Share(Tolerant):
    """How many were invited, and how many of them answered."""

    invited: int
    answered: int


class SilenceEscalated(Tolerant):
    """Near a consultation's closing some groups are below their quorum; the principal hears of it."""

    kind: Literal["silence.escalated"] = "silence.escalated"
    deadline: str
    consultation: int
    groups: dict[str, Share]


class QuorumReached(Tolerant):
    """Near a consultation's closing every group has its quorum: nobody needs to hear of silence."""

    kind: Literal["quorum.reached"] = "quorum.reached"
    deadline: str
    consultation: int
