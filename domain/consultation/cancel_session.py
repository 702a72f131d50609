"""Cancelling a working session that is still planned, with a reason."""

from datetime import date

from domain.consultation.sessions import deadline_of, planned_session, with_session
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState, Session
from domain.state.roles import Asker, Part


class CancelSession(Command):
    phase = "definition"
    session: int
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_kwartiermaker(asker, state)


class SessionCancelled(Event):
    session: int
    reason: TextRef


@decide.register
def _(command: CancelSession, state: ProgrammeState, today: date) -> list[Event]:
    planned_session(command.session, state)
    return [SessionCancelled(session=command.session, reason=command.reason)]


@apply.register
def _(event: SessionCancelled, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_session(state, event.session, Session(status="cancelled"))
    return deadlines.end(state, deadline_of(event.session))
