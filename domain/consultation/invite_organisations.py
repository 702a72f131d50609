"""Inviting the organisations to the first consultation: the programme does so as the definition begins."""

from datetime import date

from domain.register.events import Event
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class OrganisationsInvited(Event):
    groups: dict[str, int]


def organisations_are_invited(state: ProgrammeState) -> bool:
    return state.definition.invited


@apply.register
def _(event: OrganisationsInvited, state: ProgrammeState, today: date) -> ProgrammeState:
    # How many they were is known from the rules; who was added meanwhile is counted apart.
    return state.with_definition(state.definition.model_copy(update={"invited": True}))
