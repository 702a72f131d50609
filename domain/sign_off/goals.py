"""The goals of each version of the plan, as they were measured then; also of one made before a body."""

from collections.abc import Iterable

from domain.plan.principles import answered, carried_over
from domain.register.events import Event
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import Goal
from domain.vocabulary.events import PrincipleAnswered, VersionSaved


def goals_at(events: Iterable[Event], number: int) -> tuple[Goal, ...]:
    """The goals of version `number` with their answers, from everything that happened."""
    goals: tuple[Goal, ...] = ()
    known: dict[int, tuple[Goal, ...]] = {}
    for event in events:
        match event:
            case VersionSaved(version=version, goals=texts):
                if version > number:
                    break
                goals = carried_over(goals, texts)
                known[version] = goals
            case PrincipleAnswered(version=version):
                goals = answered(goals, event)
                known[version] = goals
            case SubmissionRevised(version=version, based_on=int() as before):
                if version > number:
                    break
                # What was saved after the version that went to the body is not before it.
                goals = known.get(before, ())
                known[version] = goals
            case _:
                pass
    return goals
