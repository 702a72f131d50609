"""Adding projects that already run to the inventory; each then waits for its place in the plan."""

from datetime import date

from domain.projects.inventory import DEADLINE
from domain.register.events import Event
from domain.shared.base import Tolerant
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class RunningProject(Tolerant):
    """A project that already runs; its owner is an organisation of the programme (by code) or else a text."""

    title: TextRef
    description: TextRef
    organisation: str | None = None
    owner: TextRef | None = None


class AddProject(Command):
    """Add one or more projects that already run."""

    phase = "definition"
    projects: tuple[RunningProject, ...]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class ProjectAdded(Event, RunningProject):
    project: int


@decide.register
def _(command: AddProject, state: ProgrammeState, today: date) -> list[Event]:
    return [
        ProjectAdded(project=number, **project.model_dump())
        for number, project in enumerate(command.projects, start=state.definition.projects + 1)
    ]


@apply.register
def _(event: ProjectAdded, state: ProgrammeState, today: date) -> ProgrammeState:
    waiting = (*state.definition.unplaced, event.project)
    added = state.definition.model_copy(update={"projects": event.project, "unplaced": waiting})
    state = state.with_definition(added)
    # One time for all of them: another project does not lengthen it.
    if DEADLINE in state.deadlines:
        return state
    return deadlines.begin(state, DEADLINE, "kwartiermaker", state.rules.definition.draft, today)
