"""Sign-off: the submission goes to each body of the chain in turn, and its members vote."""

from datetime import date

from domain.bodies.meetings import await_another_meeting, is_on_an_agenda, next_meeting
from domain.conditions.lapsing import after_an_approval, end_conditions
from domain.plan import sent_back_points
from domain.register.events import Event
from domain.shared.errors import Forbidden, Refusal
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_hold
from domain.state.programme_state import Decision, PanelReview, ProgrammeState, Submission
from domain.vocabulary.commands import EstablishOutcome
from domain.vocabulary.events_of_sign_off import (
    BallotClosed,
    DecisionEstablished,
    ProgrammeApproved,
    ProgrammePublished,
)
from domain.voting import early_closing
from domain.voting import outcome as voting

OPPOSED: tuple[voting.Choice, ...] = ("against", "send_back", "objection")
"""Choices whose reasons go with the decision."""

# --- what the phase waits for ---


def the_ballot_is_over(state: ProgrammeState) -> bool:
    """Over when the meeting's day is, when the blueprint lets its votes close it, or when it fell away."""
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or submission.meeting is None:
        return True
    early = early_closing.may_close(choices_of(submission), body, moment_of(state))
    return submission.closed or early or deadlines.passed(state, "meeting")


def the_chair_must_establish(state: ProgrammeState) -> bool:
    """Whether the outcome of a ballot that is over waits for the chair, as the blueprint wants."""
    body = state.body
    waits = is_on_an_agenda(state) and the_ballot_is_over(state)
    return waits and body is not None and body.chair_establishes and body.chair is not None


def the_chair_has_established(state: ProgrammeState) -> bool:
    return not the_chair_must_establish(state)


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
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or not submission.closed:
        return None
    return voting.decided(choices_of(submission), body, moment_of(state))


def choices_of(submission: Submission) -> dict[str, voting.Choice]:
    """What each seat that voted said."""
    return {seat: vote.choice for seat, vote in submission.votes.items()}


def reasons_of_advice(state: ProgrammeState) -> list[TextRef]:
    """Why bodies advised as they did, on this plan: what was advised before it was sent back is past."""
    reasons: list[TextRef] = []
    for decision in state.sign_off.decisions:
        if decision.outcome == "sent_back":
            reasons = []
        elif decision.outcome in {"advised_for", "advised_against"}:
            reasons.extend(decision.reasons)
    return reasons


def may_send_back(state: ProgrammeState) -> bool:
    return state.sign_off.sent_back < state.rules.sign_off.max_sent_back


# --- what the phase does by itself ---


def close_the_ballot(state: ProgrammeState) -> list[Event]:
    """The end of a ballot whose outcome the chair establishes; elsewhere the decision itself is its end."""
    submission = state.sign_off.submission
    if not the_chair_must_establish(state) or submission is None or submission.closed:
        return []
    assert submission.meeting is not None
    return [BallotClosed(submission=submission.number, body=submission.body, meeting=submission.meeting)]


def establish_the_decision(state: ProgrammeState, today: date) -> list[Event]:
    """What the body's rule makes of the ballots cast, where no chair has to say so."""
    return [] if the_chair_must_establish(state) else _decision(state, today)


def _decision(state: ProgrammeState, today: date, chair: str | None = None) -> list[Event]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or submission.meeting is None or not the_ballot_is_over(state):
        return []
    votes, choices = submission.votes, choices_of(submission)
    outcome = voting.decided(choices, body, moment_of(state))
    conditions = [c for seat in sorted(votes) for c in votes[seat].conditions]
    objections = [votes[s].reason for s in sorted(votes) if votes[s].choice in OPPOSED]
    if body.role == "advises":
        # Advice binds nobody: what it asks for goes along with its reasons, to whoever decides.
        objections += [asked.text for asked in conditions]
    decision = DecisionEstablished(
        submission=submission.number,
        submission_hash=submission.hash,
        body=body.key,
        meeting=submission.meeting,
        outcome=outcome,
        tally=voting.Tally.by(body, choices),
        conditions=tuple(conditions) if outcome == "approved_with_conditions" else (),
        reasons=tuple(objections),
        chair=chair,
        points=sent_back_points.raised_by(votes) if outcome == "sent_back" else (),
    )
    return [_with_its_next_meeting(decision, state, today) if outcome == "held_over" else decision]


def _with_its_next_meeting(
    held_over: DecisionEstablished, state: ProgrammeState, today: date
) -> DecisionEstablished:
    """With the meeting that takes it next, where the calendar holds one; never the one just held."""
    after = apply(held_over, state, today)
    return held_over.model_copy(update={"held_over_to": next_meeting(after, today)})


def approve_the_programme(state: ProgrammeState) -> list[Event]:
    """Approval is final once every body has agreed and every condition is met."""
    submitted = state.definition.submitted
    open_conditions = [c for c in state.conditions.values() if not c.met]
    if state.ending is not None or state.body is not None or open_conditions or submitted is None:
        return []
    return [ProgrammeApproved(version=submitted.number, hash=submitted.hash)]


# --- what people decide ---


@decide.register
def _(command: EstablishOutcome, state: ProgrammeState, today: date) -> list[Event]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or not submission.closed or command.submission != submission.number:
        raise Refusal(
            "nothing_to_establish", "No outcome waits for a chair: no ballot is over, or it was done."
        )
    must_hold(command.actor, command.seat, body.seats)
    if command.seat != body.chair:
        raise Forbidden("not_the_chair", f"Only the chair, seat {body.chair}, establishes the outcome.")
    if command.outcome != (outcome := ruled(state)):
        raise Refusal(
            "other_outcome",
            f"By the rule of this body the outcome is {outcome}, not {command.outcome}.",
            {"outcome": outcome},
        )
    return _decision(state, today, command.seat)


# --- what follows ---


@apply.register
def _(event: BallotClosed, state: ProgrammeState, today: date) -> ProgrammeState:
    body, submission = state.body, state.sign_off.submission
    assert submission is not None
    assert body is not None
    closed = submission.model_copy(update={"closed": True})
    state = deadlines.end(state.with_sign_off(submission=closed), "meeting")
    return deadlines.begin(state, deadlines.ESTABLISH, "member", body.establish, today)


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
    state = deadlines.end(
        state.with_sign_off(decisions=(*sign_off.decisions, decision)), "meeting", deadlines.ESTABLISH
    )
    match event.outcome:
        case "held_over":
            return await_another_meeting(state, today)
        case "sent_back":
            return _send_back(state, event, today)
        case "rejected":
            return state.with_sign_off(submission=None).model_copy(
                update={"ending": "rejected", "deadlines": {}}
            )
        case _:
            return after_an_approval(state, event)


@apply.register
def _(event: ProgrammeApproved, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"ending": "approved", "deadlines": {}})


@apply.register
def _(event: ProgrammePublished, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"published": True})


def _send_back(state: ProgrammeState, event: DecisionEstablished, today: date) -> ProgrammeState:
    """Back to the definition phase; the chain starts again at its first body."""
    submitted = state.definition.submitted
    assert submitted is not None
    definition = state.definition.model_copy(
        update={
            "sent_back": submitted.number,
            "points": state.definition.points | sent_back_points.opened_by(event.submission, event.points),
            "review": PanelReview(version=submitted.number, passed=False),
        }
    )
    state = end_conditions(state).with_sign_off(
        position=0, submission=None, sent_back=state.sign_off.sent_back + 1
    )
    state = state.model_copy(update={"definition": definition, "phase": "definition"})
    return deadlines.begin(state, "draft", "kwartiermaker", state.rules.definition.draft, today)
