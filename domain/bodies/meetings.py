"""When bodies meet, and which meeting can take a submission."""

from collections.abc import Iterable
from datetime import date

from domain.bodies.notice_period import first_day_in_time
from domain.shared.rules import BodyRules
from domain.state import deadlines
from domain.state.programme_state import ProgrammeState


def a_meeting_can_take_it(state: ProgrammeState, today: date) -> bool:
    """Whether its turn has come; what was decided already needs none any more."""
    waits = state.sign_off.submission is not None and not is_on_an_agenda(state)
    return not waits or next_meeting(state, today) is not None


def is_on_an_agenda(state: ProgrammeState) -> bool:
    submission = state.sign_off.submission
    return submission is not None and submission.meeting is not None


def next_meeting(state: ProgrammeState, today: date) -> date | None:
    """The first meeting of the body whose turn it is that its notice period still allows.

    A meeting that held the submission over does not take it again, even when the ballot closed early.
    """
    body = state.body
    if body is None:
        return None
    earliest = first_day_in_time(body, state, today)
    return min((day for day in meetings_to_come(state, today) if day >= earliest), default=None)


def meetings_to_come(state: ProgrammeState, today: date) -> set[date]:
    """Meetings of the body whose turn it is, after today, at which its submission was not decided on yet."""
    body, sign_off = state.body, state.sign_off
    if body is None:
        return set()
    # By the submission's number: a plan that came back is another submission, and may go to that meeting
    # again.
    held = {
        decision.meeting for decision in sign_off.decisions if decision.submission == sign_off.submissions
    }
    return {day for day in meetings_of(state, body) if day > today} - held


def meetings_of(state: ProgrammeState, body: BodyRules) -> set[date]:
    """Every day on which `body` meets or met: by the blueprint, or because it was planned."""
    return {*body.meetings, *state.sign_off.planned.get(body.key, ())}


def with_meetings(state: ProgrammeState, body: str, days: Iterable[date]) -> ProgrammeState:
    """`state` with more days on which `body` meets."""
    planned = state.sign_off.planned
    return state.with_sign_off(planned=planned | {body: (*planned.get(body, ()), *days)})


def await_another_meeting(state: ProgrammeState, today: date) -> ProgrammeState:
    """The submission waits for another meeting, at which every member votes anew."""
    assert state.sign_off.submission is not None
    # Votes belong to a meeting: who comes to the next one may be others, and have heard more.
    waiting = state.sign_off.submission.model_copy(update={"meeting": None, "votes": {}, "closed": False})
    return await_a_meeting(deadlines.end(state.with_sign_off(submission=waiting), "meeting"), today)


def await_a_meeting(state: ProgrammeState, today: date) -> ProgrammeState:
    """Ask the office to plan a meeting; one that the calendar holds already goes on the agenda at once."""
    return deadlines.begin(state, "plan-meeting", "office", state.rules.sign_off.plan_meeting, today)
