"""Working sessions as they stand: the deadline of each, and what is to be planned, held or cancelled."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state import deadlines
from domain.state.programme_state import ProgrammeState, Session


class NoSuchSession(Missing):
    title = N_("There is no such working session")
    sentence = N_("There is no working session {session} here.")
    advice = N_("List the programme's sessions.")
    session: int


class SessionNotPlanned(Refusal):
    title = N_("The session is no longer planned")
    sentence = N_("This session is {status}; plan another one.")
    advice = N_("`details.status` is what it is; plan another one.")
    status_: str


def deadline_of(session: int) -> str:
    """The deadline that waits for the record of a session."""
    return f"{deadlines.SESSION}{session}"


def planned_session(number: int, state: ProgrammeState) -> Session:
    """The session `number`, which must be still to come or to be recorded."""
    session = state.definition.sessions.get(number)
    if session is None:
        raise NoSuchSession(session=number)
    if session.status != "planned":
        raise SessionNotPlanned(status_=session.status)
    return session


def lapse(state: ProgrammeState) -> ProgrammeState:
    """`state` without sessions to come: the phase they belong to is over."""
    for number, session in state.definition.sessions.items():
        if session.status == "planned":
            # Without those invited: nobody needs to be reminded, and the state goes along with every run.
            state = with_session(state, number, Session(status="lapsed"))
            state = deadlines.end(state, deadline_of(number))
    return state


def with_session(state: ProgrammeState, number: int, session: Session) -> ProgrammeState:
    """`state` with what the session `number` is now."""
    sessions = state.definition.sessions | {number: session}
    return state.with_definition(state.definition.model_copy(update={"sessions": sessions}))
