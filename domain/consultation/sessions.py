"""Working sessions: planned, held or cancelled, and how their outcome joins what an organisation says."""

from collections.abc import Mapping
from datetime import date

from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office_or_kwartiermaker
from domain.state.programme_state import ProgrammeState, Session
from domain.state.sections import must_be_sections
from domain.vocabulary.commands import CancelSession, PlanSession, RecordSession
from domain.vocabulary.events_of_participation import SessionCancelled, SessionHeld, SessionPlanned


def deadline_of(session: int) -> str:
    """The deadline that waits for the record of a session."""
    return f"{deadlines.SESSION}{session}"


# --- what people decide ---


@decide.register
def _(command: PlanSession, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office_or_kwartiermaker(command.actor, state)
    if command.day < today:
        raise Refusal("day_is_over", "A session is planned for today or later.", {"today": today.isoformat()})
    return [
        SessionPlanned(
            session=len(state.definition.sessions) + 1,
            day=command.day,
            title=command.title,
            organisations=command.organisations,
        )
    ]


@decide.register
def _(command: RecordSession, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office_or_kwartiermaker(command.actor, state)
    session = _planned(state, command.session)
    day = state.deadlines[deadline_of(command.session)].due
    if today < day:
        raise Refusal(
            "session_still_to_come", "Record a session once its day has come.", {"day": day.isoformat()}
        )
    if strangers := sorted(set(command.present) - set(session.invited)):
        raise Refusal(
            "not_invited_to_session",
            "Only who was invited to a session can have been present.",
            {"unknown": strangers, "invited": list(session.invited)},
        )
    must_be_sections(command.sections, state)
    return [SessionHeld(session=command.session, present=command.present, sections=command.sections)]


@decide.register
def _(command: CancelSession, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office_or_kwartiermaker(command.actor, state)
    _planned(state, command.session)
    return [SessionCancelled(session=command.session, reason=command.reason)]


def _planned(state: ProgrammeState, number: int) -> Session:
    session = state.definition.sessions.get(number)
    if session is None:
        raise Refusal("no_such_session", "There is no such working session.")
    if session.status != "planned":
        raise Refusal(
            "session_not_planned",
            f"This session is {session.status}; plan another one.",
            {"status": session.status},
        )
    return session


# --- what follows ---


@apply.register
def _(event: SessionPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, event.session, Session(invited=event.organisations))
    leads = state.rules.definition.session_reminders
    return deadlines.begin_on(state, deadline_of(event.session), "office", event.day, leads)


@apply.register
def _(event: SessionHeld, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, event.session, Session(status="held"))
    return deadlines.end(state, deadline_of(event.session))


@apply.register
def _(event: SessionCancelled, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, event.session, Session(status="cancelled"))
    return deadlines.end(state, deadline_of(event.session))


def lapse(state: ProgrammeState) -> ProgrammeState:
    """`state` without sessions to come: the phase they belong to is over."""
    for number, session in state.definition.sessions.items():
        if session.status == "planned":
            state = deadlines.end(_with(state, number, Session(status="lapsed")), deadline_of(number))
    return state


def _with(state: ProgrammeState, number: int, session: Session) -> ProgrammeState:
    sessions = state.definition.sessions | {number: session}
    definition = state.definition.model_copy(update={"sessions": sessions})
    return state.model_copy(update={"definition": definition})


# --- what a confirmation makes of a contribution ---


def merged(own: Mapping[str, str], outcomes: Mapping[int, Mapping[str, str]]) -> dict[str, str]:
    """What an organisation says after confirming sessions, by section.

    Its `own` text stays on top; below it comes the outcome of each session (by its number), with where it
    comes from. Sections that no session is about are left out: nothing changes in them.
    """
    sections = dict.fromkeys(section for _, said in sorted(outcomes.items()) for section in said)
    return {section: _section(own.get(section, ""), section, outcomes) for section in sections}


def _section(own: str, section: str, outcomes: Mapping[int, Mapping[str, str]]) -> str:
    parts = [own.strip()] if own.strip() else []
    for number, said in sorted(outcomes.items()):
        if said.get(section, "").strip():
            heading = f"### Uit werksessie {number} / From working session {number}"
            parts.append(f"{heading}\n\n{said[section].strip()}")
    return "\n\n".join(parts)
