"""Casting a ballot: who may vote, about which text, and what goes with each choice."""

from datetime import date

from domain.bodies.own_work import must_not_pass_own_work
from domain.bodies.voters import must_not_overrule_the_member, must_represent
from domain.register.events import Event
from domain.shared.conditions import SetCondition
from domain.shared.errors import Refusal
from domain.shared.rules import BodyRules
from domain.sign_off import submissions
from domain.sign_off.deciding import may_send_back, the_ballot_is_over
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_not_be_own_work
from domain.state.programme_state import ProgrammeState, Submission, Vote
from domain.vocabulary.commands import CastBallot
from domain.vocabulary.events_of_sign_off import BallotCast
from domain.voting import outcome


@decide.register
def _(command: CastBallot, state: ProgrammeState, today: date) -> list[Event]:
    submission, body = _open_ballot(state)
    represents = must_represent(command.actor.person, command.seat, body, state, today)
    submissions.must_be_the_current(command.submission, command.submission_hash, submission)
    if represents is None:
        must_not_be_own_work(command.actor, state)
    else:
        must_not_pass_own_work(command.actor.person, represents.holder, body.key, state, today)
        must_not_overrule_the_member(submission.votes.get(command.seat))
    _must_fit(command, body, state)
    return [
        BallotCast(
            submission=submission.number,
            submission_hash=submission.hash,
            seat=command.seat,
            choice=command.choice,
            reason=command.reason,
            conditions=command.conditions,
            for_person=represents.holder if represents else None,
            mandate=represents.mandate if represents else None,
        )
    ]


def _open_ballot(state: ProgrammeState) -> tuple[Submission, BodyRules]:
    submission, body = state.sign_off.submission, state.body
    if submission is None or body is None or submission.meeting is None or the_ballot_is_over(state):
        raise Refusal("no_open_ballot", "No ballot is open; it opens when the submission is on an agenda.")
    return submission, body


def _must_fit(command: CastBallot, body: BodyRules, state: ProgrammeState) -> None:
    """Raise `Refusal` unless the body's rule knows the choice, and it has what goes with it."""
    if command.choice not in (known := outcome.choices(body)):
        raise Refusal(
            "choice_does_not_fit",
            f"The rule of this body does not know {command.choice}; choose from {', '.join(known)}.",
            {"choices": list(known)},
        )
    if command.choice == "objection" and command.reason.is_empty:
        raise Refusal("objection_without_reason", "An objection says why: give its reason.")
    if command.choice == "send_back" and not may_send_back(state):
        raise Refusal(
            "sent_back_too_often",
            "This plan has been sent back as often as the blueprint allows; approve, reject or abstain.",
            {"max_sent_back": state.rules.sign_off.max_sent_back},
        )
    if (command.choice == "for_with_conditions") != bool(command.conditions):
        raise Refusal(
            "conditions_do_not_fit", "Conditions go with a vote for under conditions, and only there."
        )


@apply.register
def _(event: BallotCast, state: ProgrammeState, today: date) -> ProgrammeState:
    assert state.sign_off.submission is not None
    submission = state.sign_off.submission
    conditions = tuple(
        SetCondition(**asked.model_dump(), key=f"{event.submission}-{event.seat}-{n}", seat=event.seat)
        for n, asked in enumerate(event.conditions, start=1)
    )
    vote = Vote(
        choice=event.choice,
        reason=event.reason,
        conditions=conditions,
        mandate=event.mandate,
        for_person=event.for_person,
    )
    votes = submission.votes | {event.seat: vote}
    return state.with_sign_off(submission=submission.model_copy(update={"votes": votes}))
