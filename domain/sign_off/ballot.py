"""The ballot on what lies before a body: whether it is over, and what the body's rule makes of it."""

from domain.state import deadlines
from domain.state.programme_state import ProgrammeState, Submission
from domain.voting import early_closing
from domain.voting import outcome as voting


def the_ballot_is_over(state: ProgrammeState) -> bool:
    """Over when the meeting's day is, when the blueprint lets its votes close it, or when it fell away."""
    table = state.on_the_table
    if table is None or table.submission.meeting is None:
        return True
    early = early_closing.may_close(choices_of(table.submission), table.body, moment_of(state))
    return table.submission.closed or early or deadlines.passed(state, "meeting")


def choices_of(submission: Submission) -> dict[str, voting.Choice]:
    """What each seat that voted said."""
    return {seat: vote.choice for seat, vote in submission.votes.items()}


def may_send_back(state: ProgrammeState) -> bool:
    return state.sign_off.sent_back < state.rules.sign_off.max_sent_back


def moment_of(state: ProgrammeState) -> voting.Moment:
    """What the outcome of the ballot before the body depends on besides its votes."""
    sign_off, body = state.sign_off, state.body
    submission = sign_off.submission
    without_quorum = body is not None and any(
        decision.submission == sign_off.submissions
        and not voting.has_quorum(decision.tally, body.quorum_percent, body.quorum_by)
        # Who stayed away from a meeting did not stay away from a text that was revised after it.
        for decision in sign_off.decisions[submission.earlier_decisions if submission else 0 :]
    )
    return voting.Moment(may_send_back=may_send_back(state), second_meeting=without_quorum)


def ruled(state: ProgrammeState) -> voting.Outcome | None:
    """What the rule makes of a ballot that is closed; while it is open nobody hears what it would be."""
    table = state.on_the_table
    # Known earlier, it would say how others voted.
    if table is None or not table.submission.closed:
        return None
    return voting.decided(choices_of(table.submission), table.body, moment_of(state))
