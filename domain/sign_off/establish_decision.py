"""The decision of a body: what its rule makes of the ballots cast, and where the plan goes from there."""

from datetime import date

from domain.bodies.meetings import await_another_meeting, next_meeting
from domain.conditions.lapsing import after_an_approval, end_conditions
from domain.plan import sent_back_points
from domain.register.events import Event
from domain.shared.conditions import SetCondition
from domain.shared.texts import TextRef
from domain.sign_off.ballot import choices_of, moment_of, the_ballot_is_over
from domain.sign_off.chair import the_chair_must_establish
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import Decision, OnTheTable, ProgrammeState
from domain.voting import outcome as voting

OPPOSED: tuple[voting.Choice, ...] = ("against", "send_back", "objection")
"""Choices whose reasons go with the decision."""


class DecisionEstablished(Event):
    """What the rule makes of the ballots; `reasons` are those of the seats that want another plan, or none.

    With an advice the conditions that were asked for stand among its reasons: they bind nobody. `chair` is
    the seat that established it, where the rule did not do so by itself. `points` are what the next version
    must answer, where the plan was sent back; `held_over_to` is the meeting that takes it next, where the
    calendar holds one.
    """

    signed = True

    submission: int
    submission_hash: str
    body: str
    meeting: date
    outcome: voting.Outcome
    tally: voting.Tally
    conditions: tuple[SetCondition, ...] = ()
    reasons: tuple[TextRef, ...] = ()
    chair: str | None = None
    points: tuple[TextRef, ...] = ()
    held_over_to: date | None = None
    signed_by: str = ""


def establish_the_decision(state: ProgrammeState, today: date) -> list[Event]:
    """What the body's rule makes of the ballots cast, where no chair has to say so."""
    return [] if the_chair_must_establish(state) else decision_on_the_table(state, today)


def decision_on_the_table(state: ProgrammeState, today: date, chair: str | None = None) -> list[Event]:
    """The decision on what lies before the body; none while its ballot is open, or without a meeting."""
    table = state.on_the_table
    if table is None or table.submission.meeting is None or not the_ballot_is_over(state):
        return []
    submission, body = table
    votes, choices = submission.votes, choices_of(submission)
    outcome = voting.decided(choices, body, moment_of(state))
    # Sorted by seat: the same votes give the same entry in whatever order they came.
    conditions = tuple(asked for seat in sorted(votes) for asked in votes[seat].conditions)
    decision = DecisionEstablished(
        submission=submission.number,
        submission_hash=submission.hash,
        body=body.key,
        meeting=table.submission.meeting,
        outcome=outcome,
        tally=voting.Tally.by(body, choices),
        conditions=conditions if outcome == "approved_with_conditions" else (),
        reasons=_reasons(table),
        chair=chair,
        points=sent_back_points.raised_by(votes) if outcome == "sent_back" else (),
    )
    return [_with_its_next_meeting(decision, state, today) if outcome == "held_over" else decision]


def _reasons(table: OnTheTable) -> tuple[TextRef, ...]:
    votes = [vote for _, vote in sorted(table.submission.votes.items())]
    opposed = [vote.reason for vote in votes if vote.choice in OPPOSED]
    # Advice binds nobody: what it asks for goes along with its reasons, to whoever decides.
    asked = [asked.text for vote in votes for asked in vote.conditions if table.body.role == "advises"]
    return (*opposed, *asked)


def _with_its_next_meeting(
    held_over: DecisionEstablished, state: ProgrammeState, today: date
) -> DecisionEstablished:
    """With the meeting that takes it next, where the calendar holds one; never the one just held."""
    # Folded first: only then does the calendar know that the meeting just held does not take it again.
    after = apply(held_over, state, today)
    return held_over.model_copy(update={"held_over_to": next_meeting(after, today)})


@apply.register
def _(event: DecisionEstablished, state: ProgrammeState, today: date) -> ProgrammeState:
    sign_off = state.sign_off
    decision = Decision(
        submission=event.submission,
        body=event.body,
        outcome=event.outcome,
        tally=event.tally,
        meeting=event.meeting,
        reasons=event.reasons,
        version=sign_off.submission.version if sign_off.submission else None,
        held_over_to=event.held_over_to,
    )
    state = state.with_sign_off(decisions=(*sign_off.decisions, decision))
    state = deadlines.end(state, "meeting", deadlines.ESTABLISH)
    match event.outcome:
        case "held_over":
            return await_another_meeting(state, today)
        case "sent_back":
            return _send_back(state, event, today)
        case "rejected":
            return state.with_sign_off(submission=None).with_ending("rejected")
        case _:
            return after_an_approval(state, event.body, event.conditions)


def _send_back(state: ProgrammeState, event: DecisionEstablished, today: date) -> ProgrammeState:
    """Back to the definition phase; the chain starts again at its first body."""
    submitted = state.definition.submitted
    assert submitted is not None
    points = sent_back_points.opened_by(event.submission, event.points)
    # Conditions that bodies set on the way are about a plan that nobody decides on any more.
    state = end_conditions(state).with_definition(state.definition.sent_back_with(submitted.number, points))
    state = state.with_sign_off(position=0, submission=None, sent_back=state.sign_off.sent_back + 1)
    return deadlines.begin(
        state.with_phase("definition"), "draft", "kwartiermaker", state.rules.definition.draft, today
    )
