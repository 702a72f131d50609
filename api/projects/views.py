"""The inventory of projects that already run."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from pydantic import Field

from api.http.items import View
from domain.projects.place_project import Place
from store.projects.projects import Placement, Project


class PlacementView(View):
    """What becomes of a project, why, and which sections of the plan are about it."""

    revision: int = Field(description="The last one holds", examples=[1])
    place: Place = Field(examples=["changes"])
    reason: str = Field(examples=["Joins the shared infrastructure."])
    sections: list[str] = Field(examples=[["activities"]])
    placed_at: datetime


class ProjectView(View):
    """A project that already runs."""

    number: int = Field(examples=[1])
    title: str = Field(examples=["Shared address register"])
    owner: str = Field(description="The organisation's name, or what was typed", examples=["Groningen"])
    organisation: str | None = Field(description="The owner's code, where it has one", examples=["GM0014"])
    description: str = Field(examples=["One register of addresses for three municipalities."])
    placement: PlacementView | None = Field(description="null until the kwartiermaker has given it a place")


class WholeProjectView(ProjectView):
    """A project with every place that it was given."""

    placements: list[PlacementView]


def project_view(project: Project, bodies: Mapping[str, str]) -> ProjectView:
    """`project`; `bodies` holds its texts by id."""
    # An organisation's name may change, what was typed stays: only the latter is a text.
    owner = bodies[project.owner.id] if project.owner else project.name
    return ProjectView(
        number=project.number,
        title=bodies[project.title.id],
        owner=owner or "",
        organisation=project.organisation,
        description=bodies[project.description.id],
        placement=_placement(project.placement, bodies) if project.placement else None,
    )


def whole_project_view(
    project: Project, placements: Sequence[Placement], bodies: Mapping[str, str]
) -> WholeProjectView:
    given = [_placement(placement, bodies) for placement in placements]
    return WholeProjectView(**project_view(project, bodies).model_dump(), placements=given)


def _placement(placement: Placement, bodies: Mapping[str, str]) -> PlacementView:
    return PlacementView(
        revision=placement.revision,
        place=placement.place,
        reason=bodies[placement.reason.id],
        sections=list(placement.sections),
        placed_at=placement.placed_at.astimezone(UTC),
    )
