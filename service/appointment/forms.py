"""What people give to find a kwartiermaker."""

from typing import Annotated, Literal

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)

from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.asking.forms import WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import MANY, Reason, Short

ANSWERS = {"accept": N_("I accept"), "decline": N_("I decline")}


class Nomination(Body):
    person: Annotated[NewPerson, Label(N_("Candidate"))]
    interests: Annotated[
        Reason, Label(N_("Interests"), N_("What the candidate declared. The principal reads it."))
    ] = Field(description="What the candidate declared", examples=["No business interests in the outcome."])


class PreferredCandidates(Body):
    """The principal's choice: who is asked first, and who next when that one declines."""

    preference: Annotated[
        tuple[Short, ...],
        Field(min_length=1, max_length=MANY),
        Label(N_("Candidates"), N_("In the order in which they are asked.")),
    ] = Field(
        description="Ids of nominated persons, in the order they should be asked",
        examples=[["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"]],
    )
    reason: Annotated[Reason, WHY] = Field(examples=["Knows the field from within."])


class AssignmentAnswer(Body):
    """The candidate's answer; who declines says why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "accept"}]})

    answer: Annotated[Literal["accept", "decline"], Label(N_("Your answer"), words=ANSWERS)] = Field(
        examples=["accept"]
    )
    reason: Annotated[Reason | None, Label(N_("Why not"), N_("Only if you decline."))] = Field(
        default=None, examples=["Does not fit beside my present assignment."]
    )

    @model_validator(mode="after")
    def _says_why(self) -> "AssignmentAnswer":
        # Both ways: a reason given with an acceptance would otherwise be dropped in silence.
        if (self.answer == "decline") != (self.reason is not None):
            raise invalid("reason", N_("Give a reason when you decline, and only then."))
        return self
