"""Principles: each goal of the plan is measured against each, and follows it or says why not."""

from collections.abc import Iterable, Sequence

from domain.shared.texts import TextRef
from domain.state.programme_state import Goal, Version


def carried_over(before: Sequence[Goal], texts: Iterable[TextRef]) -> tuple[Goal, ...]:
    """The goals with these `texts`; a goal whose text stayed the same keeps its answers."""
    # By hash, not by place: a goal that moved up keeps its answers, one that was reworded loses them.
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
