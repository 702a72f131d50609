"""What people give about who is in which part."""

from typing import Annotated

from pydantic import Field

from domain.people.parts import GivenPart
from domain.shared.messages import N_
from service.asking.forms import PERSON, WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import Reason, Short
from words.vocabulary import ROLES

PART = Label(N_("Part"), words=ROLES)


class NewPart(Body):
    """A part that somebody gets, and why."""

    part: Annotated[GivenPart, PART] = Field(examples=["office"])
    person: Annotated[NewPerson, PERSON]
    reason: Annotated[Reason, WHY] = Field(examples=["She takes over from Olga, who leaves on 1 March."])


class NoPart(Body):
    """Why somebody has a part no longer."""

    reason: Annotated[Reason, WHY] = Field(examples=["He has another job from 1 March on."])


class NoAccount(Body):
    """Why an account is somebody's no longer."""

    reason: Annotated[Reason, WHY] = Field(
        examples=["The link was used by somebody else who reads that mailbox."]
    )


class NewName(Body):
    """What somebody is called."""

    name: Annotated[Short, Label(N_("Name"))] = Field(examples=["Jan de Vries"])
