"""Missing the notice period: a meeting that comes too soon for a submission is said to be missed at once.

The programme does so by itself, also within the act that plans such a meeting.
"""

from datetime import date

from domain.bodies.meetings import meetings_to_come, next_meeting
from domain.bodies.notice_period import first_day_in_time
from domain.register.events import Event
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class NoticeMissed(Event):
    """The meeting `missed` comes too soon for a submission; `next` takes it, none while none is planned.

    `missed` is the first of those that come too soon, where there are more.
    """

    submission: int
    body: str
    missed: date
    next: date | None = None


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


def _missed(state: ProgrammeState, today: date) -> list[date]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or submission.meeting is not None:
        return []
    earliest = first_day_in_time(body, state, today)
    too_soon = {day for day in meetings_to_come(state, today) if day < earliest}
    return sorted(too_soon - set(submission.missed))


@apply.register
def _(event: NoticeMissed, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.sign_off.submission is not None
    # The entry names the first one; whoever reads it knows that those before the next are missed as well.
    said = (*state.sign_off.submission.missed, *_missed(state, today))
    submission = state.sign_off.submission.model_copy(update={"missed": said})
    return state.with_sign_off(submission=submission)
