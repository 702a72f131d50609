"""When bodies meet, and on which meeting a submission is put."""

from datetime import date

from domain.register.events import Event
from domain.shared.rules import BodyRules
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import SubmissionScheduled


def a_meeting_can_take_it(state: ProgrammeState, today: date) -> bool:
    """Whether its turn has come; what was decided already needs none any more."""
    waits = state.sign_off.submission is not None and not is_on_an_agenda(state)
    return not waits or next_meeting(state, today) is not None


def is_on_an_agenda(state: ProgrammeState) -> bool:
    submission = state.sign_off.submission
    return submission is not None and submission.meeting is not None


def next_meeting(state: ProgrammeState, today: date) -> date | None:
    """The first meeting of the body whose turn it is that the notice still allows.

    A meeting that held the submission over does not take it again, even when the ballot closed early.
    """
    body = state.body
    if body is None:
        return None
    earliest = state.rules.calendar.add(today, body.notice_working_days)
    return min((day for day in meetings_to_come(state, today) if day >= earliest), default=None)


def meetings_to_come(state: ProgrammeState, today: date) -> set[date]:
    """Meetings of the body whose turn it is, after today, at which its submission was not decided on yet."""
    body, sign_off = state.body, state.sign_off
    if body is None:
        return set()
    held = {
        decision.meeting for decision in sign_off.decisions if decision.submission == sign_off.submissions
    }
    return {day for day in meetings_of(state, body) if day > today} - held


def meetings_of(state: ProgrammeState, body: BodyRules) -> set[date]:
    """Every day on which `body` meets or met: by the blueprint, or because it was planned."""
    return {*body.meetings, *state.sign_off.planned.get(body.key, ())}


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
    return deadlines.begin_on(state, "meeting", "member", event.meeting, leads)


def await_another_meeting(state: ProgrammeState, today: date) -> ProgrammeState:
    """The submission waits for another meeting, at which every member votes anew."""
    assert state.sign_off.submission is not None
    waiting = state.sign_off.submission.model_copy(update={"meeting": None, "votes": {}, "closed": False})
    return await_a_meeting(deadlines.end(state.with_sign_off(submission=waiting), "meeting"), today)


def await_a_meeting(state: ProgrammeState, today: date) -> ProgrammeState:
    """Ask the office to plan a meeting; one that the calendar holds already goes on the agenda at once."""
    return deadlines.begin(state, "plan-meeting", "office", state.rules.sign_off.plan_meeting, today)
