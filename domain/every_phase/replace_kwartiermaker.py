"""Charging somebody else with preparing the programme."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class ReplaceKwartiermaker(Command):
    # A programme may be suspended for the very want of one.
    while_suspended = True
    person: str
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.principal(asker, state)


class KwartiermakerReplaced(Event):
    before: str
    person: str
    reason: TextRef


class NoKwartiermakerYet(Refusal):
    title = N_("There is no kwartiermaker yet")
    sentence = N_("There is no kwartiermaker yet; choose a candidate instead.")
    advice = N_("Choose a candidate instead.")


class NotAnotherPerson(Refusal):
    title = N_("Not another person")
    sentence = N_("Name another person than the kwartiermaker and whoever is, or will be, the principal.")
    advice = N_("Name another person than the kwartiermaker and the principal.")


@decide.register
def _(command: ReplaceKwartiermaker, state: ProgrammeState, today: date) -> list[Event]:
    if state.kwartiermaker is None:
        raise NoKwartiermakerYet
    if command.person in {state.kwartiermaker, state.principal, *state.coming_principals}:
        raise NotAnotherPerson
    return [KwartiermakerReplaced(before=state.kwartiermaker, person=command.person, reason=command.reason)]


@apply.register
def _(event: KwartiermakerReplaced, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"kwartiermaker": event.person})
