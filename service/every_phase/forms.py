"""What people give in every phase of a programme."""

from typing import Annotated

from pydantic import (
    Field,
)

from domain.shared.messages import N_
from service.asking.forms import WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import Day, Reason


class NewDueDate(Body):
    due: Annotated[Day, Label(N_("New last day"))] = Field(examples=["2027-03-11"])
    reason: Annotated[Reason, WHY] = Field(examples=["The holidays come first."])


class Replacement(Body):
    person: Annotated[NewPerson, Label(N_("New kwartiermaker"))]
    reason: Annotated[Reason, WHY] = Field(examples=["Another assignment."])
