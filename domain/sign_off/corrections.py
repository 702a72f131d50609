"""Corrections: a new entry beside a decision. What was established is never overwritten.

Outcome and tally are what the body's rule made of its ballots: a correction puts words right, not those.
"""

from datetime import date

from domain.register.events import Event
from domain.shared.errors import Forbidden, Refusal
from domain.shared.rules import Seat
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office
from domain.state.programme_state import Correction, Decision, ProgrammeState
from domain.vocabulary.commands import CorrectDecision
from domain.vocabulary.events_of_decisions import DecisionCorrected


def decision_at(state: ProgrammeState, number: int) -> Decision | None:
    """The decision `number`, counted from 1 in the order in which they were taken."""
    decisions = state.sign_off.decisions
    return decisions[number - 1] if 1 <= number <= len(decisions) else None


def chair_of(state: ProgrammeState, decision: Decision) -> Seat | None:
    """The seat of the chair of the body that took `decision`, where it has one."""
    body = state.rules.body(decision.body)
    return next((seat for seat in body.seats if seat.key == body.chair), None)


@decide.register
def _(command: CorrectDecision, state: ProgrammeState, today: date) -> list[Event]:
    decision = decision_at(state, command.decision)
    if decision is None:
        raise Refusal(
            "no_such_decision", "No such decision was taken.", {"decisions": len(state.sign_off.decisions)}
        )
    chair = chair_of(state, decision)
    if chair is None:
        must_be_office(command.actor)
    elif chair.person != command.actor.person:
        raise Forbidden(
            "not_the_chair", f"Only the chair, seat {chair.key}, corrects what this body decided."
        )
    return [
        DecisionCorrected(
            decision=command.decision,
            submission=decision.submission,
            body=decision.body,
            meeting=decision.meeting,
            correction=command.correction,
        )
    ]


@apply.register
def _(event: DecisionCorrected, state: ProgrammeState, today: date) -> ProgrammeState:
    decisions = list(state.sign_off.decisions)
    corrected = decisions[event.decision - 1]
    added = (*corrected.corrections, Correction(on=today, text=event.correction))
    decisions[event.decision - 1] = corrected.model_copy(update={"corrections": added})
    return state.with_sign_off(decisions=tuple(decisions))
