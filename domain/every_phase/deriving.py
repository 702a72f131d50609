"""Whether a step follows from the register: derived again before it is sealed, whoever asks for it.

The id and the type of a workflow prove nothing, since whoever reaches Temporal chooses both.
"""

from collections.abc import Sequence
from typing import Any

from domain.every_phase import own_steps
from domain.every_phase.withdraw import OPERATOR, withdraw_by_operator
from domain.register.steps import RECORD, RecordStep, Step
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import commands
from domain.state.judge import judge
from domain.state.own_step import OwnStep, header, of_a_person
from domain.state.programme_state import ProgrammeState


class DoesNotFollow(Refusal):
    title = N_("This does not follow from the register")
    sentence = N_("This does not follow from what the register holds, so nothing was written.")
    advice = N_("An operator must look into it: `kwartier doctor` names the programme.")


def must_follow(step: Step, activity: str, state: ProgrammeState) -> None:
    """Raise `DoesNotFollow` unless `activity` has to do exactly this `step` where the programme stands.

    Of a person's step the rules are asked again, and may refuse its command.
    """
    late_enough = state.at is None or step.at >= state.at
    if not late_enough or step not in _derived(step, activity, state):
        raise DoesNotFollow


def _derived(step: Step, activity: str, state: ProgrammeState) -> Sequence[Step]:
    """What `activity` may be asked for at the moment of `step`, by whoever takes it."""
    match step.actor.role:
        case "programme":
            ours = (own for own in _may_be_taken(state) if own.activity == activity)
            wanted = (own.wanted(state, step.at) for own in ours)
            return [step for step in wanted if step is not None]
        case "operator":
            events = tuple(withdraw_by_operator(state)) if activity == RECORD else ()
            return [RecordStep(**header(state, step.at, OPERATOR), events=events)] if events else []
        case _:
            return _of_its_command(step, activity, state)


def _may_be_taken(state: ProgrammeState) -> Sequence[OwnStep[Any]]:
    if state.ending is not None:
        return (own_steps.PUBLISH_THE_PROGRAMME,)
    if state.suspended_on is not None:
        return ()
    return (*own_steps.OVER_TIME, *own_steps.OF_PHASE[state.phase])


def _of_its_command(step: Step, activity: str, state: ProgrammeState) -> Sequence[Step]:
    if not isinstance(step, RecordStep) or step.command is None:
        return []
    try:
        command = commands.read(step.command)
    except (KeyError, ValueError):
        return []
    if command.carried_out_by != activity:
        return []
    events = judge(command, state, state.rules.calendar.day_of(step.at))
    # As it was asked: a newer API may have sent fields that are unknown here.
    derived = of_a_person(command, state, step.at, events)
    return [derived.model_copy(update={"command": step.command})]
