"""What people give about projects that already run."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
)

from domain.projects.place_project import Place
from domain.shared.messages import N_
from service.asking.forms import WHY, Body
from service.asking.labels import Label
from service.asking.values import MANY, Reason, SectionKey, Short
from service.limits import LONGEST_REASON, storable
from words.vocabulary import PLACES


class NewProject(Body):
    """A project that already runs."""

    title: Annotated[Short, Label(N_("Title"))] = Field(examples=["Shared address register"])
    owner: Annotated[
        Short, Label(N_("Whose it is"), N_("The code of an organisation, or a name in your own words."))
    ] = Field(description="An organisation's code, or whose it is in words", examples=["GM0014"])
    # A title says enough of most projects, and a reason is asked when they get a place.
    description: Annotated[
        str, Field(max_length=LONGEST_REASON), AfterValidator(storable), Label(N_("Description"))
    ] = Field(default="", examples=["One register of addresses for three municipalities."])


MOST_PROJECTS = 200
"""In one import: a command must stay small enough for Temporal."""


class NewProjects(Body):
    projects: Annotated[
        tuple[NewProject, ...], Field(min_length=1, max_length=MOST_PROJECTS), Label(N_("Projects"))
    ]


class NewPlacement(Body):
    """What becomes of a project in the plan."""

    place: Annotated[Place, Label(N_("The project"), words=PLACES)] = Field(examples=["changes"])
    reason: Annotated[Reason, WHY] = Field(examples=["Joins the shared infrastructure."])
    sections: Annotated[
        tuple[SectionKey, ...], Field(max_length=MANY), Label(N_("Sections that are about it"))
    ] = Field(default=(), description="The sections of the plan that are about it", examples=[["activities"]])
