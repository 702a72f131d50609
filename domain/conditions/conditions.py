"""The conditions that came with an approval: each with its evidence, and whether it is met."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state.programme_state import Condition, ProgrammeState


class NoSuchCondition(Missing):
    title = N_("There is no such condition")
    sentence = N_("There is no condition {condition} here.")
    advice = N_("List the programme's conditions.")
    condition: str
    conditions: tuple[str, ...]


class AlreadyMet(Refusal):
    title = N_("The condition is met")
    sentence = N_("This condition is met.")
    advice = N_("Nothing needs to be done.")


def condition_at(key: str, state: ProgrammeState) -> Condition:
    """The condition with that key. Raises `NoSuchCondition`."""
    if key not in state.conditions:
        raise NoSuchCondition(condition=key, conditions=tuple(sorted(state.conditions)))
    return state.conditions[key]


def unmet(key: str, state: ProgrammeState) -> Condition:
    """The condition with that key, which is not met yet. Raises `Refusal`."""
    # One that lapsed is not met either: its owner hears that its day is over, not that it is gone.
    condition = condition_at(key, state)
    if condition.met:
        raise AlreadyMet
    return condition


def every_condition_is_met(state: ProgrammeState) -> bool:
    return all(condition.met for condition in state.conditions.values())


def with_condition(state: ProgrammeState, condition: Condition) -> ProgrammeState:
    """`state` with a condition, in place of the one that had its key."""
    return with_conditions(state, state.conditions | {condition.set.key: condition})


def with_conditions(state: ProgrammeState, conditions: dict[str, Condition]) -> ProgrammeState:
    """`state` with these conditions, and no others."""
    return state.model_copy(update={"conditions": conditions})
