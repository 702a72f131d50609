"""Fulfilling the conditions that came with an approval: evidence, and the judgement of who asked."""

from datetime import date

from domain import deadlines
from domain.commands import JudgeCondition, ShowEvidence
from domain.course import must_be_under_way
from domain.errors import Refusal
from domain.events import Event
from domain.events_of_sign_off import ConditionJudged, EvidenceShown
from domain.folding import apply, decide
from domain.lapsing import a_condition_must_lapse, is_out_of_time
from domain.people import (
    must_be_kwartiermaker,
    must_be_office,
    must_be_principal,
    must_hold,
    must_not_be_own_work,
)
from domain.state import Condition, ProgrammeState


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
    bodies = {body.key: body for body in state.rules.sign_off.bodies}
    seat = must_hold(command.actor, condition.set.seat, bodies[condition.body].seats)
    must_not_be_own_work(command.actor, state)
    if condition.evidence is None:
        raise Refusal("no_evidence", "No evidence has been shown yet; a condition is judged by its evidence.")
    met = command.verdict == "met"
    return [ConditionJudged(condition=command.condition, met=met, seat=seat.key, reason=command.reason)]


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
    return _with(state, event.condition, evidence=event.evidence)


@apply.register
def _(event: ConditionJudged, state: ProgrammeState, today: date) -> ProgrammeState:
    if not event.met:
        return _with(state, event.condition, evidence=None)
    state = _with(state, event.condition, met=True)
    return deadlines.end(state, f"condition-{event.condition}")


def _with(state: ProgrammeState, key: str, **fields: object) -> ProgrammeState:
    changed = state.conditions[key].model_copy(update=fields)
    return state.model_copy(update={"conditions": state.conditions | {key: changed}})
