"""Goals, and how they were measured against the principles."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from api.http.items import View
from domain.state.programme_state import Goal


class PrincipleAnswerView(View):
    """A goal follows a principle, or deviates from it for a reason."""

    principle: str = Field(description="Its key in the blueprint", examples=["open"])
    answer: Literal["follows", "deviates"] = Field(examples=["follows"])
    reason: str | None = Field(examples=["Open standards, as far as they exist."])


class GoalView(View):
    """What a version of the plan wants to reach, and how it was measured."""

    number: int = Field(examples=[1])
    text: str = Field(examples=["One shared realisation strategy"])
    answers: list[PrincipleAnswerView]


def goal_view(number: int, goal: Goal, bodies: Mapping[str, str]) -> GoalView:
    """`goal`; `bodies` holds its texts by id."""
    return GoalView(
        number=number,
        text=bodies[goal.text.id],
        answers=[
            PrincipleAnswerView(
                principle=principle,
                answer="follows" if measured.follows else "deviates",
                reason=bodies[measured.reason.id] if measured.reason is not None else None,
            )
            for principle, measured in goal.answers.items()
        ],
    )
