"""Fulfilling the conditions that came with an approval: evidence, and whether it is enough."""

from datetime import date

from domain.conditions import judging
from domain.conditions.lapsing import a_condition_must_lapse, is_out_of_time
from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide, must_be_under_way
from domain.state.people import (
    must_be_kwartiermaker,
    must_be_office,
    must_be_principal,
    must_not_be_own_work,
    who_prepared,
)
from domain.state.programme_state import Condition, ProgrammeState
from domain.vocabulary.commands import JudgeCondition, ShowEvidence
from domain.vocabulary.events_of_sign_off import ConditionJudged, EvidenceShown, JudgementGiven


def every_condition_is_met(state: ProgrammeState) -> bool:
    return all(condition.met for condition in state.conditions.values())


def every_condition_is_met_or_one_must_lapse(state: ProgrammeState) -> bool:
    return every_condition_is_met(state) or a_condition_must_lapse(state)


@decide.register
def _(command: ShowEvidence, state: ProgrammeState, today: date) -> list[Event]:
    condition = _open(state, command.condition)
    match condition.set.owner:
        case "kwartiermaker":
            must_be_kwartiermaker(command.actor, state)
        case "principal":
            must_be_principal(command.actor, state)
        case "office":
            must_be_office(command.actor)
    if is_out_of_time(state, command.condition):
        raise Refusal(
            "condition_out_of_time",
            "The day until which this could be shown is over: what was shown in time is still judged, or else"
            " the body that set the condition decides again.",
            {"condition": command.condition},
        )
    return [EvidenceShown(condition=command.condition, evidence=command.evidence)]


@decide.register
def _(command: JudgeCondition, state: ProgrammeState, today: date) -> list[Event]:
    condition = _open(state, command.condition)
    body = judging.body_of(condition, state)
    seat = judging.must_judge(command.actor, condition, body)
    must_not_be_own_work(command.actor, state)
    if condition.evidence is None:
        raise Refusal("no_evidence", "No evidence has been shown yet; a condition is judged by its evidence.")
    said = {"condition": command.condition, "met": command.verdict == "met", "reason": command.reason}
    if body.conditions_judged_by != "body":
        return [
            ConditionJudged.model_validate({**said, "seat": seat, "judged_by": body.conditions_judged_by})
        ]
    assert seat is not None
    given = JudgementGiven.model_validate({**said, "seat": seat})
    met = judging.verdict({**condition.judged, seat: given.met}, body, who_prepared(state))
    if met is None:
        return [given]
    return [given, ConditionJudged.model_validate({**said, "met": met, "judged_by": "body"})]


def _open(state: ProgrammeState, key: str) -> Condition:
    if not state.conditions:
        must_be_under_way(state, "conditions")
    condition = state.conditions.get(key)
    if condition is None:
        raise Refusal(
            "no_such_condition", "No such condition was set.", {"conditions": sorted(state.conditions)}
        )
    if condition.met:
        raise Refusal("already_met", "This condition is met.")
    return condition


@apply.register
def _(event: EvidenceShown, state: ProgrammeState, today: date) -> ProgrammeState:
    state = _with(state, event.condition, evidence=event.evidence, judged={})
    judging_time = judging.body_of(state.conditions[event.condition], state).judging
    if judging_time is None:
        return state
    key = f"{deadlines.JUDGING}{event.condition}"
    return deadlines.begin(state, key, "judge", judging_time, today)


@apply.register
def _(event: JudgementGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    judged = state.conditions[event.condition].judged | {event.seat: event.met}
    return _with(state, event.condition, judged=judged)


@apply.register
def _(event: ConditionJudged, state: ProgrammeState, today: date) -> ProgrammeState:
    state = deadlines.end(state, f"{deadlines.JUDGING}{event.condition}")
    if not event.met:
        return _with(state, event.condition, evidence=None, judged={})
    state = _with(state, event.condition, met=True)
    return deadlines.end(state, f"{deadlines.CONDITION}{event.condition}")


def _with(state: ProgrammeState, key: str, **fields: object) -> ProgrammeState:
    changed = state.conditions[key].model_copy(update=fields)
    return state.model_copy(update={"conditions": state.conditions | {key: changed}})
