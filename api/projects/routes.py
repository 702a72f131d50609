"""The inventory of projects that already run: added, imported, and given their place in the plan."""

from collections.abc import Collection, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from api.http import csv_upload
from api.http.acting import Act, Acting
from api.http.items import Page
from api.http.limits import LARGEST_NUMBER, Number, PageSize, Slug
from api.http.reading import reads
from api.projects.requests import MOST_PROJECTS, NewPlacement, NewProject, NewProjects
from api.projects.views import ProjectView, WholeProjectView, project_view, whole_project_view
from domain.projects.add_project import AddProject, RunningProject
from domain.projects.inventory import NoSuchProject
from domain.projects.place_project import PlaceProject
from domain.register.answers import Answer
from domain.state.sections import must_be_sections
from files.csv_rows import Columns, models
from service.commands import CommandRequest, Writing
from service.invalid_input import InvalidCsv
from service.reading import ReadContext, Reading, looked_up
from store.organisations import organisations
from store.projects import projects

router = APIRouter(prefix="/programmes/{slug}/projects", tags=["participation"])

ReadsProjects = Annotated[Reading, reads("projects", "published_projects")]

COLUMNS = Columns(
    required=("title", "owner"),
    optional=("description",),
    key=("title", "owner"),
    # Inventories are kept in Dutch spreadsheets, too.
    also={"titel": "title", "eigenaar": "owner", "omschrijving": "description"},
    most=MOST_PROJECTS,
)
EXAMPLE = "title,owner,description\nShared address register,GM0014,One register for three municipalities\n"
CSV_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"UTF-8, with a first line that names the columns; at most {MOST_PROJECTS} rows",
        "content": {csv_upload.MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}
AfterProject = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only projects after this number")]


@router.get("", operation_id="listProjects")
async def list_projects(
    slug: Slug, read: ReadsProjects, after: AfterProject = 0, limit: PageSize = 100
) -> Page[ProjectView]:
    """The projects that already run, each with its place in the plan, a page at a time.

    Until the programme is published for the office, the principal and the kwartiermaker only.
    """
    async with read.open(slug) as sight:
        _must_read(sight)
        found = await projects.page(sight.connection, slug, after=after, limit=limit)
        bodies = await sight.texts(*(ref.id for project in found for ref in project.texts))
    items = [project_view(project, bodies) for project in found]
    return Page(items=items, next=str(items[-1].number) if len(items) == limit else None)


@router.get("/{number}", operation_id="showProject")
async def show_project(slug: Slug, number: Number, read: ReadsProjects) -> WholeProjectView:
    """A project with every place that it was given.

    Until the programme is published for the office, the principal and the kwartiermaker only.
    """
    async with read.open(slug) as sight:
        _must_read(sight)
        project = await projects.find(sight.connection, slug, number)
        if project is None:
            raise NoSuchProject(project=number)
        placements = await projects.placements(sight.connection, slug, number)
        refs = [*project.texts, *(placement.reason for placement in placements)]
        bodies = await sight.texts(*(ref.id for ref in refs))
    return whole_project_view(project, placements, bodies)


def _must_read(sight: ReadContext) -> None:
    sight.reader.must("published_projects" if sight.state.published else "projects")


@router.post("", status_code=201, operation_id="addProject")
async def add_project(slug: Slug, request: NewProject, act: Act) -> Answer:
    """Add a running project to the inventory (office)."""
    return await _add(slug, [request], act)


@router.post("/imports", status_code=201, operation_id="importProjects", openapi_extra=CSV_BODY)
async def import_projects(slug: Slug, request: Request, act: Act, _sent: csv_upload.SentAsCsv) -> Answer:
    """Add the projects of a CSV file: columns title, owner and description (office).

    When any row is wrong nothing is imported, and every bad row is named with its line.
    """
    await act.must(slug, AddProject)
    file = await csv_upload.received(request, MOST_PROJECTS)
    return await _add(slug, await act.resources.workshop.do(_projects, file), act)


def _projects(file: bytes) -> list[NewProject]:
    rows, problems = models(file, COLUMNS, NewProject)
    if problems:
        raise InvalidCsv.of(problems)
    return rows


async def _add(slug: str, added: Sequence[NewProject], act: Acting) -> Answer:
    async with looked_up(act.resources, slug) as sight:
        owners = {project.owner for project in added}
        # Before anything is written: an owner that is a code is referred to, any other is a text to store.
        strangers = await organisations.unknown(sight.connection, slug, owners)

    def make(writing: Writing) -> AddProject:
        projects_ = tuple(_written(project, writing, strangers) for project in added)
        return AddProject(**writing.stamp, projects=projects_)

    # By its rows: the same file in another separator or order of columns is the same request.
    return await act(slug, CommandRequest(AddProject, make, NewProjects(projects=tuple(added))))


def _written(project: NewProject, writing: Writing, strangers: Collection[str]) -> RunningProject:
    """A project as the command carries it; an owner that is no code is a text."""
    is_text = project.owner in strangers
    return RunningProject(
        title=writing.text(project.title),
        description=writing.text(project.description),
        organisation=None if is_text else project.owner,
        owner=writing.text(project.owner) if is_text else None,
    )


@router.post("/{number}/placements", status_code=201, operation_id="placeProject")
async def place_project(slug: Slug, number: Number, request: NewPlacement, act: Act) -> Answer:
    """Say what becomes of a project in the plan, and why; the last time holds (kwartiermaker)."""

    def make(writing: Writing) -> PlaceProject:
        # Before anything is sent: a key that is none may be a text, which no history may hold.
        must_be_sections(request.sections, writing.state)
        return PlaceProject(
            **writing.stamp,
            project=number,
            place=request.place,
            reason=writing.text(request.reason),
            sections=request.sections,
        )

    return await act(slug, CommandRequest(PlaceProject, make, request, about={"project": number}))
