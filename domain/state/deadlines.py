"""Deadlines: opened, reminded of, passed, moved and closed."""

from datetime import date, datetime
from typing import NamedTuple

from domain.register.events import Event
from domain.shared.actors import Role
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import Lead
from domain.state.programme_state import Deadline, ProgrammeState
from domain.vocabulary.events import DeadlinePassed

FIXED = ("meeting",)
"""Deadlines that no one moves: a body meets when it meets."""

SESSION = "session-"
"""What the deadlines of working sessions begin with: people agreed on a day, which a suspension leaves."""

CONDITION = "condition-"
"""What the deadlines of conditions begin with."""

JUDGING = "judging-"
"""What the deadlines of those who judge conditions begin with."""

ESTABLISH = "establish"
"""What the chair of a body has: the outcome of its ballot to establish."""

ESCALATES_TO: dict[str, Role] = {
    "office": "principal",
    "principal": "office",
    "candidate": "principal",
    "kwartiermaker": "principal",
    "panel": "principal",
}
"""Who hears that somebody is late; a round or meeting that ends on its day is not late."""


PASSING = 0
ESCALATION = -1
"""What a moment's `nth` is when it is no reminder."""


class DayIsOver(Refusal):
    title = N_("That day is over")
    sentence = N_("A deadline cannot move into the past.")
    advice = N_("`details.today` is today by the programme's clock.")
    today: date


class Moment(NamedTuple):
    """When something about a deadline is due; `nth` reminder, the passing itself, or a look at silence."""

    at: datetime
    deadline: str
    nth: int


def begin(state: ProgrammeState, key: str, role: Role, lead: Lead, today: date) -> ProgrammeState:
    """Open the deadline `key`, `lead.working_days` from `today`; an open one of that name starts anew."""
    due = state.rules.calendar.add(today, lead.working_days)
    return begin_on(state, key, role, due, lead.reminders)


def begin_on(
    state: ProgrammeState, key: str, role: Role, due: date, leads: tuple[int, ...]
) -> ProgrammeState:
    """Open the deadline `key` that ends with the day `due`."""
    deadline = Deadline(due=due, role=role, leads=tuple(sorted(leads, reverse=True)))
    return state.model_copy(update={"deadlines": state.deadlines | {key: deadline}})


def end(state: ProgrammeState, *keys: str) -> ProgrammeState:
    """Close deadlines: what they waited for has happened."""
    kept = {key: deadline for key, deadline in state.deadlines.items() if key not in keys}
    return state.model_copy(update={"deadlines": kept})


def change(state: ProgrammeState, key: str, **fields: object) -> ProgrammeState:
    """`state` with some fields of the deadline `key` changed; a closed one stays closed."""
    if key not in state.deadlines:
        return state
    changed = state.deadlines[key].model_copy(update=fields)
    return state.model_copy(update={"deadlines": state.deadlines | {key: changed}})


def passed(state: ProgrammeState, key: str) -> bool:
    return key in state.deadlines and state.deadlines[key].passed


def next_moment(state: ProgrammeState) -> Moment | None:
    """The first reminder or passing to come; none while suspended or when nothing is due."""
    if state.suspended_on is not None or state.ending is not None:
        return None
    moments = ([*_moments(state, key), *_escalation(state, key)] for key in state.deadlines)
    return min((moment for some in moments for moment in some), default=None)


def due_moments(state: ProgrammeState, now: datetime) -> list[Moment]:
    """What is due by `now`: per deadline its passing, or else its escalation and the latest reminder."""
    if state.suspended_on is not None or state.ending is not None:
        return []
    return [moment for key in sorted(state.deadlines) for moment in _due(state, key, now)]


def _due(state: ProgrammeState, key: str, now: datetime) -> list[Moment]:
    latest = [moment for moment in _moments(state, key) if moment.at <= now][-1:]
    if any(moment.nth == PASSING for moment in latest):
        return latest
    return [*latest, *(moment for moment in _escalation(state, key) if moment.at <= now)]


def pass_due(state: ProgrammeState, now: datetime) -> list[Event]:
    """An entry for every deadline that has passed by `now`, with who hears of it."""
    return [
        DeadlinePassed(
            deadline=moment.deadline,
            due=state.deadlines[moment.deadline].due,
            escalated_to=_hears(state, moment.deadline),
        )
        for moment in due_moments(state, now)
        if moment.nth == PASSING
    ]


def _hears(state: ProgrammeState, key: str) -> Role | None:
    # Members who let their meeting pass are not late; a chair who leaves an outcome lying is, and a judge.
    if key == ESTABLISH or key.startswith(JUDGING):
        return "office"
    condition = state.conditions.get(key.removeprefix(CONDITION)) if key.startswith(CONDITION) else None
    if condition is not None and condition.evidence is not None:
        # Its owner was in time: it waits for who judges it.
        return "judge"
    return ESCALATES_TO.get(state.deadlines[key].role)


def move_all(state: ProgrammeState, working_days: int) -> ProgrammeState:
    """Every open deadline that may move, `working_days` later."""
    calendar = state.rules.calendar
    moved = {
        key: deadline
        if key in FIXED or key.startswith(SESSION) or deadline.passed
        else deadline.model_copy(update={"due": calendar.add(deadline.due, working_days)})
        for key, deadline in state.deadlines.items()
    }
    return state.model_copy(update={"deadlines": moved})


def _moments(state: ProgrammeState, key: str) -> list[Moment]:
    """What is still to come for one deadline, in order; nothing after it has passed."""
    deadline, calendar = state.deadlines[key], state.rules.calendar
    if deadline.passed:
        return []
    reminders = [
        Moment(calendar.start_of(calendar.before(deadline.due, lead)), key, nth)
        for nth, lead in enumerate(deadline.leads, start=1)
        if nth > deadline.reminded
    ]
    return [*reminders, Moment(calendar.end_of(deadline.due), key, PASSING)]


def _escalation(state: ProgrammeState, key: str) -> list[Moment]:
    """The look at who is silent that is still to come for one deadline, if any is."""
    deadline, calendar = state.deadlines[key], state.rules.calendar
    if deadline.escalate is None or deadline.escalated or deadline.passed:
        return []
    return [Moment(calendar.start_of(calendar.before(deadline.due, deadline.escalate)), key, ESCALATION)]
