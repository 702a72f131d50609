"""Who writes along: the kwartiermaker may let others draft, but not submit."""

from datetime import date

from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_kwartiermaker
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import AllowDrafter, DisallowDrafter
from domain.vocabulary.events import DrafterAllowed, DrafterDisallowed


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
