"""The notice period of a body: how long before its meeting a submission must be in."""

from datetime import date, timedelta

from domain.shared.rules import BodyRules
from domain.shared.working_days import WorkingDays
from domain.state.programme_state import ProgrammeState

ONE_DAY = timedelta(days=1)


def first_day_in_time(body: BodyRules, state: ProgrammeState, today: date) -> date:
    """The first day on which a meeting of `body` can take what is in today."""
    return state.rules.calendar.add(today, body.notice_working_days)


def papers_due(meeting: date, notice_period: int, calendar: WorkingDays) -> date:
    """The last day on which a submission may be in for a `meeting`, so many working days before it."""
    if notice_period == 0:
        return meeting - ONE_DAY
    last = meeting if calendar.is_working_day(meeting) else calendar.before(meeting, 1)
    # Days off right after the last working day count as it does: nothing is lost before the next one begins.
    return calendar.add(calendar.before(last, notice_period), 1) - ONE_DAY
