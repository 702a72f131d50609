"""What can have happened in the active part: working sessions, the inventory of projects, and silence."""

from typing import Literal

from domain.register.events import Event
from domain.shared.base import Tolerant
from domain.shared.texts import TextRef

# --- working sessions ---


# --- the projects that already run ---

Place = Literal["continues", "changes", "stops"]
"""What becomes of a running project in the plan."""


class RunningProject(Tolerant):
    """A project that already runs; its owner is an organisation of the programme (by code) or else a text."""

    title: TextRef
    description: TextRef
    organisation: str | None = None
    owner: TextRef | None = None


class ProjectAdded(Event, RunningProject):
    project: int


class ProjectPlaced(Event):
    """What becomes of a project, why, and which sections of the plan are about it; the last one holds."""

    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


# --- silence ---
