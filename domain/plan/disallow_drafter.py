"""Letting somebody write along no longer; the versions they saved stay, and they do not judge them."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class DisallowDrafter(Command):
    phase = "definition"
    person: str

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.kwartiermaker(asker, state)


class DrafterDisallowed(Event):
    person: str


class NotDrafting(Refusal):
    title = N_("This person is no drafter")
    sentence = N_("This person is no drafter.")
    advice = N_("`details.drafters` lists who is, by id.")
    drafters: tuple[str, ...]


@decide.register
def _(command: DisallowDrafter, state: ProgrammeState, today: date) -> list[Event]:
    if command.person not in state.definition.drafters:
        raise NotDrafting(drafters=state.definition.drafters)
    return [DrafterDisallowed(person=command.person)]


@apply.register
def _(event: DrafterDisallowed, state: ProgrammeState, today: date) -> ProgrammeState:
    drafters = tuple(person for person in state.definition.drafters if person != event.person)
    return state.with_definition(state.definition.model_copy(update={"drafters": drafters}))
