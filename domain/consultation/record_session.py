"""Recording a working session as held: who was there, and what came of it."""

from datetime import date

from domain.consultation.sessions import deadline_of, planned_session, with_session
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState, Session
from domain.state.roles import Asker, Part
from domain.state.sections import must_be_sections


class RecordSession(Command):
    phase = "definition"
    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_kwartiermaker(asker, state)


class SessionHeld(Event):
    """Who was `present` (codes), and the outcome per section; it counts for whoever confirms it."""

    session: int
    present: tuple[str, ...]
    sections: dict[str, TextRef]


class SessionStillToCome(Refusal):
    title = N_("The session's day has not come")
    sentence = N_("Record a session once its day has come.")
    advice = N_("Record it from `details.day` on, or move its deadline.")
    day: date


class NotInvitedToSession(Refusal):
    title = N_("Not invited to this session")
    sentence = N_("Only organisations that were invited to a session can have been present.")
    advice = N_("`details.invited` lists who was; name only those.")
    unknown: tuple[str, ...]
    invited: tuple[str, ...]


@decide.register
def _(command: RecordSession, state: ProgrammeState, today: date) -> list[Event]:
    session = planned_session(command.session, state)
    # Not the day it was planned for, but the day its deadline says: that one may have moved.
    day = state.deadlines[deadline_of(command.session)].due
    if today < day:
        raise SessionStillToCome(day=day)
    # An outcome can be confirmed by whoever was present, and then counts as theirs: so nobody is added here.
    if strangers := sorted(set(command.present) - set(session.invited)):
        raise NotInvitedToSession(unknown=tuple(strangers), invited=session.invited)
    must_be_sections(command.sections, state)
    return [SessionHeld(session=command.session, present=command.present, sections=command.sections)]


@apply.register
def _(event: SessionHeld, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_session(state, event.session, Session(status="held"))
    return deadlines.end(state, deadline_of(event.session))
