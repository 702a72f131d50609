"""Corrections: a new entry beside a decision. What was established is never overwritten.

Outcome and tally are what the body's rule made of its ballots: a correction puts words right, not those.
"""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.shared.texts import TextRef
from domain.sign_off.chair import ChairCorrects, chair_of
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import Correction, Decision, ProgrammeState
from domain.state.roles import Asker, Part


class NoSuchDecision(Missing):
    title = N_("No such decision was taken")
    sentence = N_("There is no decision {decision} here.")
    advice = N_("List the programme's decisions.")
    decision: str
    decisions: int


def corrector(asker: Asker, state: ProgrammeState, number: int) -> Part:
    """The chair of the body that took the decision `number`, or the office where it has none."""
    decision = must_have_been_taken(number, state)
    # By the decision's own body, not the one whose turn it is: the chain has usually gone on.
    body = next(body for body in state.bodies if body.key == decision.body)
    chair = chair_of(body)
    # Whoever leads the body answers for its words; the office does where nobody leads it.
    if chair is None:
        return roles.office(asker, state)
    if chair.person != asker.id:
        raise ChairCorrects(chair=chair.key)
    return roles.part(asker, "member", chair.key)


class CorrectDecision(Command):
    """Correct what was written about a decision, by its number in the order in which they were taken."""

    decision: int
    correction: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return corrector(asker, state, self.decision)


class DecisionCorrected(Event):
    """Something about a decision was put right; the decision itself stays as it was established.

    `decision` is its number in the order in which they were taken; its submission, body and meeting say the
    same in other words.
    """

    signed = True

    decision: int
    submission: int
    body: str
    meeting: date
    correction: TextRef
    signed_by: str = ""


def must_have_been_taken(number: int, state: ProgrammeState) -> Decision:
    """The decision `number`, counted from 1 in the order in which they were taken. Raises `Missing`."""
    decisions = state.sign_off.decisions
    if not 1 <= number <= len(decisions):
        raise NoSuchDecision(decision=str(number), decisions=len(decisions))
    return decisions[number - 1]


@decide.register
def _(command: CorrectDecision, state: ProgrammeState, today: date) -> list[Event]:
    decision = must_have_been_taken(command.decision, state)
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
    decisions[event.decision - 1] = corrected.with_correction(Correction(on=today, text=event.correction))
    return state.with_sign_off(decisions=tuple(decisions))
