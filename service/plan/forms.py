"""What people give while the plan is written, answered for and reviewed."""

from typing import Annotated, Literal

from pydantic import (
    Field,
    model_validator,
)

from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.shared.support import Answer
from service.asking.forms import PERSON, SEAT, WHICH_SEAT, WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import LARGEST_NUMBER, MANY, Key, Reason, SectionKey, Short, SomeSections, Words
from words.vocabulary import ANSWERS

FOLLOWS = {"follows": N_("follows it", "principle"), "deviates": N_("deviates from it", "principle")}


class NewVersion(Body):
    """A version of the plan, whole: a section that is left out is empty in it."""

    sections: Annotated[
        SomeSections,
        Label(N_("Sections"), N_("The whole plan: a section that you leave out is empty in it.")),
    ] = Field(examples=[{"goals": "What we want.", "funding": "Who pays."}])
    goals: Annotated[
        Annotated[tuple[Short, ...], Field(max_length=MANY)] | None,
        Label(N_("Goals"), N_("What the plan wants to reach. Left out, they stay as they were.")),
    ] = Field(
        default=None,
        description="What the plan wants to reach, each measured against the principles; without it they stay"
        " as they were. A goal whose words stay keeps its answers",
        examples=[["One shared realisation strategy"]],
    )
    based_on: Annotated[
        int | None,
        Label(
            N_("Made from version"),
            N_("If somebody saved another version meanwhile, yours is refused and nothing is lost."),
        ),
    ] = Field(
        default=None,
        strict=True,
        ge=0,
        le=LARGEST_NUMBER,
        description="The version it was made from; refused when somebody saved another meanwhile",
        examples=[2],
    )


class NewReview(Body):
    can: Annotated[Answer, Label(N_("Can municipalities make this change?"), words=ANSWERS)] = Field(
        examples=["yes"]
    )
    will: Annotated[Answer, Label(N_("Will municipalities make this change?"), words=ANSWERS)] = Field(
        examples=["yes_if"]
    )
    reason: Annotated[Reason, WHY] = Field(examples=["If the funding holds."])
    seat: Annotated[Key | None, SEAT] = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewPrincipleAnswer(Body):
    """Comply or explain: a goal follows a principle, or deviates from it for a reason."""

    goal: Annotated[int, Label(N_("Goal"))] = Field(
        strict=True, ge=1, le=MANY, description="Its number, from 1", examples=[1]
    )
    principle: Annotated[Key, Label(N_("Principle"))] = Field(
        description="Its key in the blueprint", examples=["open"]
    )
    answer: Annotated[Literal["follows", "deviates"], Label(N_("The goal"), words=FOLLOWS)] = Field(
        examples=["follows"]
    )
    reason: Annotated[Reason | None, Label(N_("Why"), N_("Needed when the goal deviates."))] = Field(
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

    text: Annotated[Words, Label(N_("Text"))] = Field(examples=["Who pays."])


class NewDrafter(Body):
    """Somebody who writes along with the kwartiermaker."""

    person: Annotated[NewPerson, PERSON]


class NewPointAnswer(Body):
    """What the next version of the plan does with a point that it was sent back with."""

    text: Annotated[Reason, Label(N_("What the next version does with it"))] = Field(
        examples=["The first ten years are covered."]
    )
    sections: Annotated[
        tuple[SectionKey, ...], Field(max_length=MANY), Label(N_("Sections where it is found"))
    ] = Field(default=(), description="The sections of the plan where it is found", examples=[["funding"]])
