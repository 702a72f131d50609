"""The inventory of projects that already run: added, imported, and given their place in the plan."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Query

from api import roles
from api.acting import Act, Asked, Writing
from api.http import csv_upload
from api.http.items import Page
from api.http.limits import LARGEST_NUMBER, Number, PageSize, Slug
from api.http.problems import Problem
from api.projects.requests import MOST_PROJECTS, NewPlacement, NewProject, NewProjects
from api.projects.views import ProjectView, WholeProjectView, project_view, whole_project_view
from api.readers import Read, Sight
from domain.register.answers import Answer
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import AddProject, PlaceProject
from domain.vocabulary.events_of_participation import RunningProject
from files.csv_rows import Columns
from store.database import Connection
from store.organisations import organisations
from store.projects import projects

router = APIRouter(prefix="/programmes/{slug}/projects", tags=["participation"])

COLUMNS = Columns(
    required=("title", "owner"),
    optional=("description",),
    key=("title", "owner"),
    also={"titel": "title", "eigenaar": "owner", "omschrijving": "description"},
    most=MOST_PROJECTS,
)
EXAMPLE = "title,owner,description\nShared address register,GM0014,One register for three municipalities\n"
File = Annotated[
    bytes,
    Body(
        media_type=csv_upload.MEDIA_TYPE,
        description=f"UTF-8, with a first line that names the columns; at most {MOST_PROJECTS} rows",
        examples=[EXAMPLE],
    ),
]
AfterProject = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only projects after this number")]


@router.get("", operation_id="listProjects")
async def list_projects(
    slug: Slug, read: Read, after: AfterProject = 0, limit: PageSize = 100
) -> Page[ProjectView]:
    """The projects that already run, each with its place in the plan, a page at a time.

    Until the programme is published for the office, the principal and the kwartiermaker only.
    """
    async with read.of(slug) as sight:
        _must_read(sight)
        found = await projects.page(sight.connection, slug, after=after, limit=limit)
        bodies = await sight.texts(*(ref.id for project in found for ref in project.texts))
    items = [project_view(project, bodies) for project in found]
    return Page(items=items, next=str(items[-1].number) if len(items) == limit else None)


@router.get("/{number}", operation_id="showProject")
async def show_project(slug: Slug, number: Number, read: Read) -> WholeProjectView:
    """A project with every place that it was given.

    Until the programme is published for the office, the principal and the kwartiermaker only.
    """
    async with read.of(slug) as sight:
        _must_read(sight)
        project = await projects.find(sight.connection, slug, number)
        if project is None:
            raise Problem("no_such_project", f"There is no project {number} here.")
        placements = await projects.placements(sight.connection, slug, number)
        refs = [*project.texts, *(placement.reason for placement in placements)]
        bodies = await sight.texts(*(ref.id for ref in refs))
    return whole_project_view(project, placements, bodies)


def _must_read(sight: Sight) -> None:
    sight.reader.must(sight.reader.prepares or sight.state.published, "projects")


@router.post("", status_code=201, operation_id="addProject")
async def add_project(slug: Slug, body: NewProject, act: Act) -> Answer:
    """Add a running project to the inventory (office)."""
    return await _add(slug, [body], act)


@router.post("/imports", status_code=201, operation_id="importProjects")
async def import_projects(slug: Slug, act: Act, _sent: csv_upload.SentAsCsv, file: File) -> Answer:
    """Add the projects of a CSV file: columns title, owner and description (office).

    When any row is wrong nothing is imported, and every bad row is named with its line.
    """
    return await _add(slug, csv_upload.rows_of(file, COLUMNS, NewProject), act)


async def _add(slug: str, added: Sequence[NewProject], act: Act) -> Answer:
    owners = {project.owner for project in added}
    strangers: set[str] = set()

    async def look(connection: Connection) -> None:
        strangers.update(await organisations.unknown(connection, slug, owners))

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"projects": [_written(project, writing, strangers) for project in added]}

    payload = NewProjects(projects=tuple(added))
    return await act(slug, Asked(AddProject, roles.office, fields, payload, look=look))


def _written(project: NewProject, writing: Writing, strangers: set[str]) -> RunningProject:
    """A project as the command carries it; an owner that is no code is a text."""
    is_text = project.owner in strangers
    return RunningProject(
        title=writing.text(project.title),
        description=writing.text(project.description),
        organisation=None if is_text else project.owner,
        owner=writing.text(project.owner) if is_text else None,
    )


@router.post("/{number}/placements", status_code=201, operation_id="placeProject")
async def place_project(slug: Slug, number: Number, body: NewPlacement, act: Act) -> Answer:
    """Say what becomes of a project in the plan, and why; the last time holds (kwartiermaker)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {
            "project": number,
            "place": body.place,
            "reason": writing.text(body.reason),
            "sections": body.sections,
        }

    by, about = roles.kwartiermaker, {"project": number}
    return await act(slug, Asked(PlaceProject, by, fields, body, about=about, check=_exists(number)))


def _exists(number: int) -> roles.Check:
    def check(state: ProgrammeState) -> None:
        if not 1 <= number <= state.definition.projects:
            raise Problem("no_such_project", f"There is no project {number} here.")

    return check
