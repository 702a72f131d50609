"""Suspending a programme: until it is resumed no deadline passes, and little else can be done."""

from datetime import date

from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class Suspend(Command):
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class ProgrammeSuspended(Event):
    reason: TextRef


@decide.register
def _(command: Suspend, state: ProgrammeState, today: date) -> list[Event]:
    return [ProgrammeSuspended(reason=command.reason)]


@apply.register
def _(event: ProgrammeSuspended, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"suspended_on": today})
