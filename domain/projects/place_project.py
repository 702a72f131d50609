"""Giving a running project its place in the plan: it continues, changes or stops, and why."""

from datetime import date
from typing import Literal

from domain.projects.inventory import DEADLINE, must_be_a_project
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part
from domain.state.sections import must_be_sections

Place = Literal["continues", "changes", "stops"]
"""What becomes of a running project in the plan."""


class PlaceProject(Command):
    phase = "definition"
    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.kwartiermaker(asker, state)


class ProjectPlaced(Event):
    """What becomes of a project, why, and which sections of the plan are about it; the last one holds."""

    project: int
    place: Place
    reason: TextRef
    sections: tuple[str, ...] = ()


@decide.register
def _(command: PlaceProject, state: ProgrammeState, today: date) -> list[Event]:
    must_be_a_project(command.project, state)
    must_be_sections(command.sections, state)
    return [
        ProjectPlaced(
            project=command.project, place=command.place, reason=command.reason, sections=command.sections
        )
    ]


@apply.register
def _(event: ProjectPlaced, state: ProgrammeState, today: date) -> ProgrammeState:
    waiting = tuple(number for number in state.definition.unplaced if number != event.project)
    state = state.with_definition(state.definition.model_copy(update={"unplaced": waiting}))
    # Also when a project is placed once more: there is no deadline to end then, which ends nothing.
    return state if waiting else deadlines.end(state, DEADLINE)
