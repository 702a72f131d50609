"""Putting a submission on an agenda, which opens its ballot: the programme does so by itself."""

from datetime import date

from domain.bodies.meetings import next_meeting
from domain.register.events import Event
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class SubmissionScheduled(Event):
    """On the agenda; the ballot is open until the end of the meeting's day."""

    submission: int
    body: str
    meeting: date


def put_on_the_agenda(state: ProgrammeState, today: date) -> list[Event]:
    submission, day = state.sign_off.submission, next_meeting(state, today)
    if submission is None or submission.meeting is not None or day is None:
        return []
    return [SubmissionScheduled(submission=submission.number, body=submission.body, meeting=day)]


@apply.register
def _(event: SubmissionScheduled, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.sign_off.submission is not None
    submission = state.sign_off.submission.model_copy(update={"meeting": event.meeting})
    state = deadlines.end(state.with_sign_off(submission=submission), "plan-meeting")
    leads = state.rules.sign_off.reminders
    # Not begun anew by a lead: the meeting's day is what ends it, however near that is.
    return deadlines.begin_on(state, "meeting", "member", event.meeting, leads)
