"""The inventory of projects that already run: added, and each given its place in the plan."""

from datetime import date

from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_kwartiermaker, must_be_office
from domain.state.programme_state import ProgrammeState
from domain.state.sections import must_be_sections
from domain.vocabulary.commands import AddProject, PlaceProject
from domain.vocabulary.events_of_participation import ProjectAdded, ProjectPlaced

DEADLINE = "projects"
"""Runs while any project waits for its place."""


@decide.register
def _(command: AddProject, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    return [
        ProjectAdded(project=number, **project.model_dump())
        for number, project in enumerate(command.projects, start=state.definition.projects + 1)
    ]


@decide.register
def _(command: PlaceProject, state: ProgrammeState, today: date) -> list[Event]:
    must_be_kwartiermaker(command.actor, state)
    if not 1 <= command.project <= state.definition.projects:
        raise Refusal("no_such_project", "There is no such project in the inventory.")
    must_be_sections(command.sections, state)
    return [
        ProjectPlaced(
            project=command.project, place=command.place, reason=command.reason, sections=command.sections
        )
    ]


@apply.register
def _(event: ProjectAdded, state: ProgrammeState, today: date) -> ProgrammeState:
    waiting = (*state.definition.unplaced, event.project)
    state = _with(state, projects=event.project, unplaced=waiting)
    if DEADLINE in state.deadlines:
        return state
    return deadlines.begin(state, DEADLINE, "kwartiermaker", state.rules.definition.draft, today)


@apply.register
def _(event: ProjectPlaced, state: ProgrammeState, today: date) -> ProgrammeState:
    waiting = tuple(number for number in state.definition.unplaced if number != event.project)
    state = _with(state, unplaced=waiting)
    return state if waiting else deadlines.end(state, DEADLINE)


def _with(state: ProgrammeState, **fields: object) -> ProgrammeState:
    definition = state.definition.model_copy(update=fields)
    return state.model_copy(update={"definition": definition})
