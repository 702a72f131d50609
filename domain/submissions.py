"""What goes to a body: the plan version with what is said beside it, bound by one hash."""

from datetime import date

from domain.events_of_sign_off import SubmissionPrepared
from domain.folding import apply
from domain.meetings import await_a_meeting
from domain.state import ProgrammeState, Submission


def a_body_must_decide(state: ProgrammeState) -> bool:
    """Whether the plan is on its way along the chain: not sent back, not rejected, not at the end."""
    return state.phase == "sign_off" and state.ending is None and state.body is not None


def nothing_is_prepared(state: ProgrammeState) -> bool:
    return a_body_must_decide(state) and state.sign_off.submission is None


def the_body_has_not_decided(state: ProgrammeState) -> bool:
    return state.sign_off.submission is not None


@apply.register
def _(event: SubmissionPrepared, state: ProgrammeState, today: date) -> ProgrammeState:
    prepared = Submission(number=event.submission, body=event.body, version=event.version, hash=event.hash)
    state = state.with_sign_off(submission=prepared, submissions=event.submission)
    return await_a_meeting(state, today)
