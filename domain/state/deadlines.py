"""Deadlines: opened, reminded of, passed, moved and closed."""

from datetime import date, datetime
from typing import NamedTuple

from domain.shared.actors import Role
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import Lead
from domain.state.programme_state import Deadline, ProgrammeState

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


class DayIsOver(Refusal):
    title = N_("That day is over")
    sentence = N_("That day is over; today is {today}.")
    advice = N_("`details.today` is today by the programme's clock.")
    today: date


class SilenceCheck(NamedTuple):
    """A look whether too many are silent."""


class Passing(NamedTuple):
    """The deadline itself: what had to happen should have happened by now."""


class Reminder(NamedTuple):
    """The `nth` reminder, counted from the first."""

    nth: int


class Moment(NamedTuple):
    """When something about a deadline is due, and what."""

    at: datetime
    deadline: str
    what: SilenceCheck | Passing | Reminder

    @property
    def order(self) -> tuple[datetime, str, int]:
        """What comes first where moments fall together: always the same, or a replay would differ."""
        match self.what:
            case SilenceCheck():
                rank = -1
            case Passing():
                rank = 0
            case Reminder(nth):
                rank = nth
        return self.at, self.deadline, rank


def begin(state: ProgrammeState, key: str, role: Role, lead: Lead, today: date) -> ProgrammeState:
    """Open the deadline `key`, `lead.working_days` from `today`; an open one of that name starts anew."""
    due = state.rules.calendar.add(today, lead.working_days)
    return begin_on(state, key, role, due, lead.reminders)


def begin_on(
    state: ProgrammeState, key: str, role: Role, due: date, leads: tuple[int, ...]
) -> ProgrammeState:
    """Open the deadline `key` that ends with the day `due`."""
    # Sorted here, once: `reminded` counts along this order, and a blueprint may give them in any.
    deadline = Deadline(due=due, role=role, leads=tuple(sorted(leads, reverse=True)))
    return state.model_copy(update={"deadlines": state.deadlines | {key: deadline}})


def end(state: ProgrammeState, *keys: str) -> ProgrammeState:
    """Close deadlines: what they waited for has happened."""
    # Keys that are not open are passed over: whoever ends a phase names all that may still run.
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
    return min((m for some in moments for m in some), key=lambda moment: moment.order, default=None)


def due_moments(state: ProgrammeState, now: datetime) -> list[Moment]:
    """What is due by `now`: per deadline its passing, or else its escalation and the latest reminder."""
    if state.suspended_on is not None or state.ending is not None:
        return []
    return [moment for key in sorted(state.deadlines) for moment in _due(state, key, now)]


def _due(state: ProgrammeState, key: str, now: datetime) -> list[Moment]:
    # Only the last one: after a worker was down for long, all that was missed would come at once.
    latest = [moment for moment in _moments(state, key) if moment.at <= now][-1:]
    if any(isinstance(moment.what, Passing) for moment in latest):
        return latest
    return [*latest, *(moment for moment in _escalation(state, key) if moment.at <= now)]


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
        Moment(calendar.start_of(calendar.before(deadline.due, lead)), key, Reminder(nth))
        for nth, lead in enumerate(deadline.leads, start=1)
        if nth > deadline.reminded
    ]
    return [*reminders, Moment(calendar.end_of(deadline.due), key, Passing())]


def _escalation(state: ProgrammeState, key: str) -> list[Moment]:
    """The check for silence that is still to come for one deadline, if any is."""
    deadline, calendar = state.deadlines[key], state.rules.calendar
    if deadline.escalate is None or deadline.escalated or deadline.passed:
        return []
    return [Moment(calendar.start_of(calendar.before(deadline.due, deadline.escalate)), key, SilenceCheck())]
