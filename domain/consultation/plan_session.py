"""Planning a working session with some of the organisations, beside what they are asked in writing."""

from datetime import date

from domain.consultation.sessions import deadline_of, with_session
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState, Session
from domain.state.roles import Asker, Part


class PlanSession(Command):
    """Plan a working session; `organisations` are the codes of those invited."""

    phase = "definition"
    day: date
    title: TextRef
    organisations: tuple[str, ...]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_kwartiermaker(asker, state)


class SessionPlanned(Event):
    """The working session `session` is on `day`; `organisations` are the codes of those invited."""

    session: int
    day: date
    title: TextRef
    organisations: tuple[str, ...]


class SessionInThePast(DayIsOver):
    sentence = N_("A session is planned for today or later.")


@decide.register
def _(command: PlanSession, state: ProgrammeState, today: date) -> list[Event]:
    # Today is allowed: people who meet this afternoon may be put down this morning.
    if command.day < today:
        raise SessionInThePast(today=today)
    return [
        SessionPlanned(
            session=len(state.definition.sessions) + 1,
            day=command.day,
            title=command.title,
            organisations=command.organisations,
        )
    ]


@apply.register
def _(event: SessionPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_session(state, event.session, Session(invited=event.organisations))
    leads = state.rules.definition.session_reminders
    return deadlines.begin_on(state, deadline_of(event.session), "office", event.day, leads)
