"""Closing a ballot whose outcome the chair establishes; elsewhere the decision itself is its end."""

from datetime import date

from domain.register.events import Event
from domain.sign_off.chair import the_chair_must_establish
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class BallotClosed(Event):
    """No more votes; the chair of the body has yet to establish what came of them."""

    submission: int
    body: str
    meeting: date


def close_the_ballot(state: ProgrammeState) -> list[Event]:
    """Its end, once; no vote is taken while the outcome waits for the chair."""
    table = state.on_the_table
    if not the_chair_must_establish(state) or table is None or table.submission.closed:
        return []
    submission = table.submission
    assert submission.meeting is not None
    return [BallotClosed(submission=submission.number, body=submission.body, meeting=submission.meeting)]


@apply.register
def _(event: BallotClosed, state: ProgrammeState, today: date) -> ProgrammeState:
    body = state.body
    assert body is not None
    # Here and not with the decision: from now on it is the chair who is waited for.
    state = deadlines.end(state.with_submission(closed=True), "meeting")
    return deadlines.begin(state, deadlines.ESTABLISH, "member", body.establish, today)
