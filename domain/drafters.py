"""Who writes along: the kwartiermaker may let others draft, but not submit."""

from datetime import date

from domain.commands import AllowDrafter, DisallowDrafter
from domain.errors import Refusal
from domain.events import DrafterAllowed, DrafterDisallowed, Event
from domain.folding import apply, decide
from domain.people import must_be_kwartiermaker
from domain.state import ProgrammeState


@decide.register
def _(command: AllowDrafter, state: ProgrammeState, today: date) -> list[Event]:
    must_be_kwartiermaker(command.actor, state)
    if command.person in {state.kwartiermaker, *state.definition.drafters}:
        raise Refusal("drafts_already", "This person may write the plan already.")
    return [DrafterAllowed(person=command.person)]


@decide.register
def _(command: DisallowDrafter, state: ProgrammeState, today: date) -> list[Event]:
    must_be_kwartiermaker(command.actor, state)
    if command.person not in state.definition.drafters:
        raise Refusal(
            "not_drafting", "This person is no drafter.", {"drafters": list(state.definition.drafters)}
        )
    return [DrafterDisallowed(person=command.person)]


@apply.register
def _(event: DrafterAllowed, state: ProgrammeState, today: date) -> ProgrammeState:
    return _with(state, (*state.definition.drafters, event.person))


@apply.register
def _(event: DrafterDisallowed, state: ProgrammeState, today: date) -> ProgrammeState:
    return _with(state, tuple(person for person in state.definition.drafters if person != event.person))


def _with(state: ProgrammeState, drafters: tuple[str, ...]) -> ProgrammeState:
    definition = state.definition.model_copy(update={"drafters": drafters})
    return state.model_copy(update={"definition": definition})
