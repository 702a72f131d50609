"""Conditions and the chain of bodies: when their days begin to run, and the way back when one lapses.

A condition lapses when its day ends and no evidence waits to be judged: whoever showed it in time does not
suffer from a slow judge. The body that set it then decides again, by its own rule. Bodies before and after it
keep their decisions, and conditions of others stay open meanwhile.
"""

from collections.abc import Iterable

from domain.conditions.conditions import with_conditions
from domain.shared.conditions import SetCondition
from domain.state import deadlines
from domain.state.programme_state import Condition, ProgrammeState


def is_out_of_time(state: ProgrammeState, key: str) -> bool:
    """Whether a condition's day is over, so that no evidence is taken for it any more."""
    # Either: a condition that lapsed has no deadline any more, and the second alone would let evidence in
    # again.
    return state.conditions[key].lapsed is not None or deadlines.passed(state, f"{deadlines.CONDITION}{key}")


def lapsed(state: ProgrammeState, body: str | None = None) -> list[Condition]:
    """The conditions on which bodies, or the `body` that is named, decide again."""
    conditions = state.conditions.values()
    return [c for c in conditions if c.lapsed is not None and body in {None, c.body}]


def after_an_approval(state: ProgrammeState, body: str, conditions: Iterable[SetCondition]) -> ProgrammeState:
    """On along the chain after `body` approved or advised; at its end to the conditions that are open.

    A body that decided again on what lapsed comes back from where the chain had ended. What had lapsed falls
    away: the body asks for it no longer, or for what it says now instead, in `conditions`.
    """
    again = bool(lapsed(state))
    kept = {k: c for k, c in state.conditions.items() if c.lapsed is None or c.body != body}
    new = {c.key: Condition(set=c, body=body) for c in conditions}
    state = with_conditions(state.with_sign_off(submission=None), kept | new)
    if again:
        return to_the_body_that_set_it(_let_days_run(state))
    state = state.with_sign_off(position=state.sign_off.position + 1)
    return state if state.body is not None else _to_the_conditions(_let_days_run(state))


def to_the_body_that_set_it(state: ProgrammeState) -> ProgrammeState:
    """The first body of the chain on whose condition is to be decided again; past the chain when none is."""
    chain = [body.key for body in state.bodies]
    bodies = [chain.index(condition.body) for condition in lapsed(state)]
    # The earliest in the chain first: bodies decide again in the order in which they did before.
    state = state.with_sign_off(position=min(bodies, default=len(chain)), submission=None)
    return state if bodies else _to_the_conditions(state)


def _to_the_conditions(state: ProgrammeState) -> ProgrammeState:
    """Where every body has decided: nothing stands in the way of approval when no condition is open."""
    return state.model_copy(update={"phase": "conditions"}) if any(_open(state)) else state


def _let_days_run(state: ProgrammeState) -> ProgrammeState:
    """Begin the deadlines of open conditions that have none yet; others go on as they are."""
    # Not before: until the last body has decided the plan may be sent back, and there is nothing to show.
    for condition in _open(state):
        key, asked = f"{deadlines.CONDITION}{condition.set.key}", condition.set
        if key not in state.deadlines:
            state = deadlines.begin_on(state, key, asked.owner, asked.due, state.rules.condition_reminders)
    return state


def end_conditions(state: ProgrammeState) -> ProgrammeState:
    """None is left, nor its days: a plan that was sent back is decided on afresh."""
    days = (key for key in state.deadlines if key.startswith((deadlines.CONDITION, deadlines.JUDGING)))
    return with_conditions(deadlines.end(state, *days), {})


def _open(state: ProgrammeState) -> Iterable[Condition]:
    return [condition for condition in state.conditions.values() if condition.is_open]
