"""Judging a condition by its evidence: a seat or a person at once, or a body whose seats each say so."""

from datetime import date
from typing import Literal

from domain.conditions.conditions import condition_at, unmet, with_condition
from domain.conditions.judging import judge_of, judging_seat, verdict
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import JudgedBy
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.own_work import OwnWork, who_prepared
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class JudgeCondition(Command):
    phase = "conditions"
    also_in = ("sign_off",)
    condition: str
    verdict: Literal["met", "not_met"]
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return judge_of(asker, state, condition_at(self.condition, state))


class JudgementGiven(Event):
    """What one seat says of the evidence, where the body judges together; the last thing it says counts."""

    condition: str
    met: bool
    seat: str
    reason: TextRef


class ConditionJudged(Event):
    """Whether the evidence is enough: for the `seat` that judges, none where a body or a person did.

    The reason is that of who made it certain.
    """

    condition: str
    met: bool
    seat: str | None = None
    reason: TextRef
    judged_by: JudgedBy = "who_asked"


class NoEvidence(Refusal):
    title = N_("No evidence has been shown")
    sentence = N_("No evidence has been shown yet; a condition is judged by its evidence.")
    advice = N_("A condition is judged by its evidence.")


@decide.register
def _(command: JudgeCondition, state: ProgrammeState, today: date) -> list[Event]:
    condition = unmet(command.condition, state)
    body = state.body_at(condition.body)
    seat = judging_seat(command.actor.person, condition, body)
    # After the seat was found: whoever may not judge anyhow hears that, not that it is their own work.
    if command.actor.person in who_prepared(state):
        raise OwnWork
    if condition.evidence is None:
        raise NoEvidence
    key, met, reason = command.condition, command.verdict == "met", command.reason
    if body.conditions_judged_by != "body":
        by = body.conditions_judged_by
        return [ConditionJudged(condition=key, met=met, seat=seat, reason=reason, judged_by=by)]
    assert seat is not None, "who judges with the body does so on a seat"
    given = JudgementGiven(condition=key, met=met, seat=seat, reason=reason)
    # With what was just said: otherwise the last seat's word would leave the condition waiting for ever.
    certain = verdict({**condition.judged, seat: met}, body, who_prepared(state))
    if certain is None:
        return [given]
    return [given, ConditionJudged(condition=key, met=certain, reason=reason, judged_by="body")]


@apply.register
def _(event: JudgementGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    condition = state.conditions[event.condition]
    judged = condition.judged | {event.seat: event.met}
    return with_condition(state, condition.model_copy(update={"judged": judged}))


@apply.register
def _(event: ConditionJudged, state: ProgrammeState, today: date) -> ProgrammeState:
    state = deadlines.end(state, f"{deadlines.JUDGING}{event.condition}")
    condition = state.conditions[event.condition]
    if not event.met:
        # What was not enough is as if nothing was shown: its day runs on, and other evidence may come.
        return with_condition(state, condition.model_copy(update={"evidence": None, "judged": {}}))
    state = with_condition(state, condition.model_copy(update={"met": True}))
    return deadlines.end(state, f"{deadlines.CONDITION}{event.condition}")
