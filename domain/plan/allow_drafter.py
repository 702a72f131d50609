"""Allowing somebody to write along: the kwartiermaker may let others draft, but not submit."""

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


class AllowDrafter(Command):
    phase = "definition"
    person: str

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.kwartiermaker(asker, state)


class DrafterAllowed(Event):
    """From now on `person` may save versions and answer contributions, beside the kwartiermaker."""

    person: str


class DraftsAlready(Refusal):
    title = N_("This person may draft already")
    sentence = N_("This person may write the plan already.")
    advice = N_("Nothing needs to be done.")


@decide.register
def _(command: AllowDrafter, state: ProgrammeState, today: date) -> list[Event]:
    if command.person in {state.kwartiermaker, *state.definition.drafters}:
        raise DraftsAlready
    return [DrafterAllowed(person=command.person)]


@apply.register
def _(event: DrafterAllowed, state: ProgrammeState, today: date) -> ProgrammeState:
    drafters = (*state.definition.drafters, event.person)
    return state.with_definition(state.definition.model_copy(update={"drafters": drafters}))
