"""What every page of a programme is headed with: its title, and the tabs to what somebody may read of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.reading.materials import Material
from domain.reading.rights import may_read
from domain.shared.messages import N_, Message
from domain.state.programme_state import ProgrammeState
from service.reading import ReadContext

TABS: Sequence[tuple[str, Message, Sequence[Material]]] = (
    ("overview", N_("Overview"), ("standing",)),
    ("consultations", N_("Consultations"), ("standing",)),
    ("plan", N_("Plan", "tab"), ("plan", "unsubmitted_version")),
    ("decisions", N_("Decisions"), ("decisions",)),
    ("participants", N_("Participants"), ("parts",)),
    ("projects", N_("Projects"), ("projects",)),
    ("register", N_("Register"), ("register",)),
)
"""What they are called in addresses, what they are called, and what somebody may read who is shown one."""


@dataclass(frozen=True)
class Tab:
    """A tab, and where it leads."""

    key: str
    title: Message
    address: str


@dataclass(frozen=True)
class OfProgramme:
    """What every page of a programme is headed with."""

    slug: str
    title: str
    tabs: Sequence[Tab] = ()

    @classmethod
    def of(cls, sight: ReadContext, title: str) -> "OfProgramme":
        """The heading for whoever looks: without tabs that would turn them away."""
        return cls(sight.slug, title, _tabs(sight))


def _tabs(sight: ReadContext) -> list[Tab]:
    at, parts = f"/programmes/{sight.slug}", sight.reader.parts
    return [
        Tab(key, title, at if key == "overview" else f"{at}/{key}")
        for key, title, any_of in TABS
        # The table itself, not the reader: nothing of it is read here, so the audit log says nothing of it.
        if any(may_read(parts, projects_of(sight.state) if what == "projects" else what) for what in any_of)
    ]


def projects_of(state: ProgrammeState) -> Material:
    """What the inventory of projects is to its readers: everybody's once the programme is published."""
    return "published_projects" if state.published else "projects"
