"""Completing the definition once the gate holds: the programme does so by itself, and sign-off begins."""

from datetime import date

from domain.consultation import sessions
from domain.plan import gate
from domain.register.events import Event
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class DefinitionCompleted(Event):
    version: int
    hash: str


def complete_the_definition(state: ProgrammeState) -> list[Event]:
    submitted = state.definition.submitted
    if state.phase != "definition" or submitted is None or not gate.holds(state):
        return []
    return [DefinitionCompleted(version=submitted.number, hash=submitted.hash)]


@apply.register
def _(event: DefinitionCompleted, state: ProgrammeState, today: date) -> ProgrammeState:
    state = sessions.lapse(deadlines.end(state, "draft"))
    return state.model_copy(update={"phase": "sign_off"})
