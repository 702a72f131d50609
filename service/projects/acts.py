"""The acts about projects that already run: added, and given their place in the plan."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from domain.projects.add_project import AddProject, RunningProject
from domain.projects.place_project import PlaceProject
from domain.shared.messages import N_
from domain.state.sections import must_be_sections
from service.asking import options
from service.asking.acts import (
    About,
    Act,
    AnyRequest,
    Asked,
    Choices,
    LookingAct,
    OfProgramme,
    Possible,
    Where,
)
from service.asking.labels import Label
from service.asking.naming import called
from service.asking.values import LARGEST_NUMBER
from service.commands import CommandRequest, Writing
from service.projects.forms import NewPlacement, NewProject, NewProjects
from service.reading import Sight
from store.organisations import organisations


class OfProject(About):
    project: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Project"))]


class AddAProject(LookingAct[OfProgramme, NewProject]):
    """Adding one; a file of many comes another way, and is the same act (`added`)."""

    commands = (AddProject,)
    title = N_("Add a running project")
    button = N_("Add")

    async def look(self, asked: Asked[OfProgramme, NewProject], sight: Sight) -> AnyRequest:
        return await added([asked.form], sight)


async def added(projects: Sequence[NewProject], sight: Sight) -> AnyRequest:
    """What asks for these projects to be added."""
    owners = {project.owner for project in projects}
    # Before anything is written: an owner that is a code is referred to, any other is a text to store.
    strangers = await organisations.unknown(sight.connection, sight.slug, owners)

    def make(writing: Writing) -> AddProject:
        projects_ = tuple(_written(project, writing, strangers) for project in projects)
        return AddProject(**writing.stamp, projects=projects_)

    # By its rows: the same file in another separator or order of columns is the same request.
    return CommandRequest(AddProject, make, NewProjects(projects=tuple(projects)))


def _written(project: NewProject, writing: Writing, strangers: Collection[str]) -> RunningProject:
    """A project as the command carries it; an owner that is no code is a text."""
    is_text = project.owner in strangers
    return RunningProject(
        title=writing.text(project.title),
        description=writing.text(project.description),
        organisation=None if is_text else project.owner,
        owner=writing.text(project.owner) if is_text else None,
    )


class PlaceAProject(Act[OfProject, NewPlacement]):
    commands = (PlaceProject,)
    title = N_("Give a project its place in the plan")
    button = N_("Give it this place")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        waiting = where.state.definition.unplaced
        every = range(1, where.state.definition.projects + 1)
        # Those that wait first; one that has its place may get another.
        for number in (*waiting, *(number for number in every if number not in waiting)):
            yield Possible(OfProject(project=number), called("project", str(number)))

    def choices(self) -> Mapping[str, Choices[OfProject]]:
        return {"sections": options.sections}

    def make(self, asked: Asked[OfProject, NewPlacement]) -> AnyRequest:
        number, form = asked.about.project, asked.form

        def make(writing: Writing) -> PlaceProject:
            # Before anything is sent: a key that is none may be a text, which no history may hold.
            must_be_sections(form.sections, writing.state)
            return PlaceProject(
                **writing.stamp,
                project=number,
                place=form.place,
                reason=writing.text(form.reason),
                sections=form.sections,
            )

        return CommandRequest(PlaceProject, make, form, about={"project": number})
