"""The goals of any version, as they were measured in it, from everything that happened to the plan."""

from collections.abc import Iterable

from domain.plan.answer_principle import PrincipleAnswered, measured
from domain.plan.principles import carried_over
from domain.plan.save_version import VersionSaved
from domain.register.events import Event
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import Goal

KINDS = ("version.saved", "principle.answered", "submission.revised")
"""The kinds of entries from which goals are found."""


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
                goals = measured(goals, event)
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
