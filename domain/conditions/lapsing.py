"""Conditions and the chain of bodies: when their days begin to run, and the way back when one lapses.

A condition lapses when its day ends and no evidence waits to be judged: who showed it in time does not suffer
from a slow judge. The body that set it then decides again, by its own rule. Bodies before and after it keep
their decisions, and conditions of others stay open meanwhile.
"""

from collections.abc import Iterable
from datetime import date

from domain.register.events import Event
from domain.shared.conditions import SetCondition
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import Condition, ProgrammeState
from domain.vocabulary.events_of_sign_off import ConditionLapsed

# --- what the phase waits for, and does by itself ---


def is_out_of_time(state: ProgrammeState, key: str) -> bool:
    """Whether a condition's day is over, so that no evidence is taken for it any more."""
    return state.conditions[key].lapsed is not None or deadlines.passed(state, f"{deadlines.CONDITION}{key}")


def a_condition_must_lapse(state: ProgrammeState) -> bool:
    return bool(_unmet_in_time(state))


def let_conditions_lapse(state: ProgrammeState) -> list[Event]:
    """Back to their bodies with all that were not met in time; where evidence waits, so does the lapse."""
    return [
        ConditionLapsed(
            condition=condition.set.key,
            body=condition.body,
            due=state.deadlines[f"{deadlines.CONDITION}{condition.set.key}"].due,
        )
        for condition in _unmet_in_time(state)
    ]


def _unmet_in_time(state: ProgrammeState) -> list[Condition]:
    """None while a body decides again: what passes meanwhile comes to its own body when that is done."""
    if state.phase != "conditions" or state.ending is not None:
        return []
    return [
        condition
        for key, condition in state.conditions.items()
        if condition.is_open and condition.evidence is None and is_out_of_time(state, key)
    ]


def lapsed(state: ProgrammeState, body: str | None = None) -> list[Condition]:
    """The conditions on which bodies, or the `body` that is named, decide again."""
    conditions = state.conditions.values()
    return [c for c in conditions if c.lapsed is not None and body in {None, c.body}]


# --- what follows ---


@apply.register
def _(event: ConditionLapsed, state: ProgrammeState, today: date) -> ProgrammeState:
    gone = state.conditions[event.condition].model_copy(update={"lapsed": event.due, "evidence": None})
    state = _with(state, state.conditions | {event.condition: gone})
    state = deadlines.end(state, f"{deadlines.CONDITION}{event.condition}")
    return _to_the_body_that_set_it(state.model_copy(update={"phase": "sign_off"}))


def after_an_approval(state: ProgrammeState, body: str, conditions: Iterable[SetCondition]) -> ProgrammeState:
    """On along the chain after a body approved or advised; at its end to the conditions that are open.

    A body that decided again on what lapsed comes back from where the chain had ended. What had lapsed falls
    away: the body asks for it no longer, or for what it says now instead.
    """
    again = bool(lapsed(state))
    kept = {k: c for k, c in state.conditions.items() if c.lapsed is None or c.body != body}
    new = {c.key: Condition(set=c, body=body) for c in conditions}
    state = _with(state.with_sign_off(submission=None), kept | new)
    if again:
        return _to_the_body_that_set_it(_let_days_run(state))
    state = state.with_sign_off(position=state.sign_off.position + 1)
    return state if state.body is not None else _to_the_conditions(_let_days_run(state))


def _to_the_body_that_set_it(state: ProgrammeState) -> ProgrammeState:
    """The first body of the chain on whose condition is to be decided again; past the chain when none is."""
    chain = [body.key for body in state.rules.sign_off.bodies]
    bodies = [chain.index(condition.body) for condition in lapsed(state)]
    state = state.with_sign_off(position=min(bodies, default=len(chain)), submission=None)
    return state if bodies else _to_the_conditions(state)


def _to_the_conditions(state: ProgrammeState) -> ProgrammeState:
    """Where every body has decided: nothing stands in the way of approval when no condition is open."""
    return state.model_copy(update={"phase": "conditions"}) if any(_open(state)) else state


def _let_days_run(state: ProgrammeState) -> ProgrammeState:
    """Begin the deadlines of open conditions that have none yet; others go on as they are."""
    for condition in _open(state):
        key, asked = f"{deadlines.CONDITION}{condition.set.key}", condition.set
        if key not in state.deadlines:
            state = deadlines.begin_on(state, key, asked.owner, asked.due, state.rules.condition_reminders)
    return state


def end_conditions(state: ProgrammeState) -> ProgrammeState:
    """None is left, nor its days: a plan that was sent back is decided on afresh."""
    days = (key for key in state.deadlines if key.startswith((deadlines.CONDITION, deadlines.JUDGING)))
    return _with(deadlines.end(state, *days), {})


def _open(state: ProgrammeState) -> Iterable[Condition]:
    return [condition for condition in state.conditions.values() if condition.is_open]


def _with(state: ProgrammeState, conditions: dict[str, Condition]) -> ProgrammeState:
    return state.model_copy(update={"conditions": conditions})
