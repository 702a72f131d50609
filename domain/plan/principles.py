"""Principles: each goal of the plan is measured against each, and follows it or says why not."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.shared.texts import TextRef
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_draft
from domain.state.programme_state import Goal, Measured, ProgrammeState, Version
from domain.vocabulary.commands import AnswerPrinciple
from domain.vocabulary.events import PrincipleAnswered


def carried_over(before: Sequence[Goal], texts: Iterable[TextRef]) -> tuple[Goal, ...]:
    """The goals with these `texts`; a goal whose text stayed the same keeps its answers."""
    known = {goal.text.hash: goal for goal in before}
    return tuple(known.get(text.hash, Goal(text=text)) for text in texts)


def goals_of(version: Version | None) -> tuple[Goal, ...]:
    return version.goals if version is not None else ()


def unanswered(version: Version | None, principles: Sequence[str]) -> list[tuple[int, str]]:
    """The answers that are missing, each by the number of its goal and the key of its principle."""
    return [
        (number, principle)
        for number, goal in enumerate(goals_of(version), start=1)
        for principle in principles
        if principle not in goal.answers
    ]


@decide.register
def _(command: AnswerPrinciple, state: ProgrammeState, today: date) -> list[Event]:
    must_draft(command.actor.person, state)
    draft, principles = state.definition.draft, state.rules.definition.principles
    if draft is None or draft.number != command.version:
        newest = None if draft is None else draft.number
        raise Refusal(
            "not_the_newest_version",
            "Goals are measured in the newest version of the plan.",
            {"newest": newest},
        )
    if state.definition.submitted == draft:
        raise Refusal("already_submitted", "This version has been submitted; save a new one first.")
    if command.principle not in principles:
        raise Refusal(
            "unknown_principle", "The blueprint names no such principle.", {"principles": list(principles)}
        )
    if not 1 <= command.goal <= len(draft.goals):
        raise Refusal("unknown_goal", "This version has no such goal.", {"goals": len(draft.goals)})
    return [
        PrincipleAnswered(
            version=draft.number,
            goal=command.goal,
            principle=command.principle,
            follows=command.follows,
            reason=command.reason,
        )
    ]


@apply.register
def _(event: PrincipleAnswered, state: ProgrammeState, today: date) -> ProgrammeState:
    draft = state.definition.draft
    assert draft is not None
    draft = draft.model_copy(update={"goals": answered(draft.goals, event)})
    definition = state.definition.model_copy(update={"draft": draft})
    return state.model_copy(update={"definition": definition})


def answered(goals: Sequence[Goal], event: PrincipleAnswered) -> tuple[Goal, ...]:
    """The goals after an answer."""
    answer = {event.principle: Measured(follows=event.follows, reason=event.reason)}
    return tuple(
        goal.model_copy(update={"answers": goal.answers | answer}) if number == event.goal else goal
        for number, goal in enumerate(goals, start=1)
    )
