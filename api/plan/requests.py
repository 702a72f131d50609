"""What people send while the plan is written, answered for and reviewed."""

from typing import Annotated, Literal

from pydantic import (
    Field,
    model_validator,
)

from api.http.limits import LARGEST_NUMBER, Key, Reason, Short, Words
from api.http.requests import MANY, WHICH_SEAT, Body, NewPerson, SectionKey, SomeSections
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.shared.support import Answer


class NewVersion(Body):
    """A version of the plan, whole: a section that is left out is empty in it."""

    sections: SomeSections = Field(examples=[{"goals": "What we want.", "funding": "Who pays."}])
    goals: Annotated[tuple[Short, ...], Field(max_length=MANY)] | None = Field(
        default=None,
        description="What the plan wants to reach, each measured against the principles; without it they stay"
        " as they were. A goal whose words stay keeps its answers",
        examples=[["One shared realisation strategy"]],
    )
    based_on: int | None = Field(
        default=None,
        strict=True,
        ge=0,
        le=LARGEST_NUMBER,
        description="The version it was made from; refused when somebody saved another meanwhile",
        examples=[2],
    )


class NewReview(Body):
    can: Answer = Field(examples=["yes"])
    will: Answer = Field(examples=["yes_if"])
    reason: Reason = Field(examples=["If the funding holds."])
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewPrincipleAnswer(Body):
    """Comply or explain: a goal follows a principle, or deviates from it for a reason."""

    goal: int = Field(strict=True, ge=1, le=MANY, description="Its number, from 1", examples=[1])
    principle: Key = Field(description="Its key in the blueprint", examples=["open"])
    answer: Literal["follows", "deviates"] = Field(examples=["follows"])
    reason: Reason | None = Field(
        default=None,
        description="Needed when it deviates",
        examples=["Open standards, as far as they exist."],
    )

    @model_validator(mode="after")
    def _explains(self) -> "NewPrincipleAnswer":
        if self.answer == "deviates" and self.reason is None:
            raise invalid("reason", N_("Say why the goal deviates from the principle."))
        return self


class NewSection(Body):
    """One section of the plan, whole."""

    text: Words = Field(examples=["Who pays."])


class NewDrafter(Body):
    """Somebody who writes along with the kwartiermaker."""

    person: NewPerson


class NewPointAnswer(Body):
    """What the next version of the plan does with a point that it was sent back with."""

    text: Reason = Field(examples=["The first ten years are covered."])
    sections: Annotated[tuple[SectionKey, ...], Field(max_length=MANY)] = Field(
        default=(), description="The sections of the plan where it is found", examples=[["funding"]]
    )
