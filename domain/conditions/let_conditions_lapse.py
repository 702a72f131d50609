"""Letting conditions lapse that were not met in time: the programme does so by itself."""

from datetime import date

from domain.conditions.conditions import every_condition_is_met, with_condition
from domain.conditions.lapsing import is_out_of_time, to_the_body_that_set_it
from domain.register.events import Event
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import Condition, ProgrammeState


class ConditionLapsed(Event):
    """Its day, `due`, ended without it: the body that set it decides again."""

    condition: str
    body: str
    due: date


def a_condition_must_lapse(state: ProgrammeState) -> bool:
    return bool(_unmet_in_time(state))


def every_condition_is_met_or_one_must_lapse(state: ProgrammeState) -> bool:
    return every_condition_is_met(state) or a_condition_must_lapse(state)


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


@apply.register
def _(event: ConditionLapsed, state: ProgrammeState, today: date) -> ProgrammeState:
    condition = state.conditions[event.condition]
    # Kept, not removed: the body reads what lapsed, and the approval waits until it has decided.
    gone = condition.model_copy(update={"lapsed": event.due, "evidence": None})
    state = deadlines.end(with_condition(state, gone), f"{deadlines.CONDITION}{event.condition}")
    return to_the_body_that_set_it(state.model_copy(update={"phase": "sign_off"}))
