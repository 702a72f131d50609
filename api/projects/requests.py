"""What people send about projects that already run."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
)

from api.http.limits import LONGEST_REASON, Reason, Short, storable
from api.http.requests import MANY, Body, SectionKey
from domain.projects.place_project import Place


class NewProject(Body):
    """A project that already runs."""

    title: Short = Field(examples=["Shared address register"])
    owner: Short = Field(description="An organisation's code, or whose it is in words", examples=["GM0014"])
    # A title says enough of most projects, and a reason is asked when they get a place.
    description: Annotated[str, Field(max_length=LONGEST_REASON), AfterValidator(storable)] = Field(
        default="", examples=["One register of addresses for three municipalities."]
    )


MOST_PROJECTS = 200
"""In one import: a command must stay small enough for Temporal."""


class NewProjects(Body):
    projects: Annotated[tuple[NewProject, ...], Field(min_length=1, max_length=MOST_PROJECTS)]


class NewPlacement(Body):
    """What becomes of a project in the plan."""

    place: Place = Field(examples=["changes"])
    reason: Reason = Field(examples=["Joins the shared infrastructure."])
    sections: Annotated[tuple[SectionKey, ...], Field(max_length=MANY)] = Field(
        default=(), description="The sections of the plan that are about it", examples=[["activities"]]
    )
