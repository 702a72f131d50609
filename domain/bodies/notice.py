"""Missing the notice: a meeting that comes too soon for a submission is said to be missed at once."""

from datetime import date, timedelta

from domain.bodies.meetings import meetings_to_come, next_meeting
from domain.register.events import Event
from domain.shared.working_days import WorkingDays
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import NoticeMissed

ONE_DAY = timedelta(days=1)


def say_what_is_missed(state: ProgrammeState, today: date) -> list[Event]:
    """An entry when the submission waits for a meeting, and one comes too soon of which that was not said."""
    submission, missed = state.sign_off.submission, _missed(state, today)
    if submission is None or not missed:
        return []
    return [
        NoticeMissed(
            submission=submission.number,
            body=submission.body,
            missed=missed[0],
            next=next_meeting(state, today),
        )
    ]


def papers_due(meeting: date, notice: int, calendar: WorkingDays) -> date:
    """The last day on which a submission may be in for a `meeting`, `notice` working days before it."""
    if notice == 0:
        return meeting - ONE_DAY
    last = meeting if calendar.is_working_day(meeting) else calendar.before(meeting, 1)
    # Days off right after the last working day count as it does: nothing is lost before the next one begins.
    return calendar.add(calendar.before(last, notice), 1) - ONE_DAY


def _missed(state: ProgrammeState, today: date) -> list[date]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or submission.meeting is not None:
        return []
    earliest = state.rules.calendar.add(today, body.notice_working_days)
    too_soon = {day for day in meetings_to_come(state, today) if day < earliest}
    return sorted(too_soon - set(submission.missed))


@apply.register
def _(event: NoticeMissed, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.sign_off.submission is not None
    # The entry names the first one; whoever reads it knows that those before the next are missed as well.
    said = (*state.sign_off.submission.missed, *_missed(state, today))
    submission = state.sign_off.submission.model_copy(update={"missed": said})
    return state.with_sign_off(submission=submission)
