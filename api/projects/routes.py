"""The inventory of projects that already run: added, imported, and given their place in the plan."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request

from api.http import csv_upload
from api.http.acting import Doing, does
from api.http.items import Page
from api.http.limits import Number, PageSize, Slug
from api.http.reading import reads
from api.projects.views import ProjectView, WholeProjectView, project_view, whole_project_view
from domain.projects.inventory import NoSuchProject
from domain.register.answers import Answer
from files.csv_rows import Columns, models
from service.asking.acts import OfProgramme
from service.asking.values import LARGEST_NUMBER
from service.invalid_input import InvalidCsv
from service.projects import acts
from service.projects.acts import OfProject
from service.projects.forms import MOST_PROJECTS, NewPlacement, NewProject
from service.reading import ReadContext, Reading, looked_up
from store.projects import projects

router = APIRouter(prefix="/programmes/{slug}/projects", tags=["participation"])

ReadsProjects = Annotated[Reading, reads("projects", "published_projects")]
Adds = Annotated[Doing[OfProgramme, NewProject], does(acts.AddAProject)]
Imports = Annotated[Doing[OfProgramme, NewProject], does(acts.AddAProject, another_way=True)]
Places = Annotated[Doing[OfProject, NewPlacement], does(acts.PlaceAProject)]

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
async def add_project(slug: Slug, request: NewProject, act: Adds) -> Answer:
    """Add a running project to the inventory (office)."""
    return await act(slug, OfProgramme(), request)


@router.post("/imports", status_code=201, operation_id="importProjects", openapi_extra=CSV_BODY)
async def import_projects(slug: Slug, request: Request, act: Imports, _sent: csv_upload.SentAsCsv) -> Answer:
    """Add the projects of a CSV file: columns title, owner and description (office).

    When any row is wrong nothing is imported, and every bad row is named with its line.
    """
    await act.must(slug)
    file = await csv_upload.received(request, MOST_PROJECTS)
    projects_ = await act.resources.workshop.do(_projects, file)
    async with looked_up(act.resources, slug) as sight:
        added = await acts.added(projects_, sight)
    return await act.send(slug, added)


def _projects(file: bytes) -> list[NewProject]:
    rows, problems = models(file, COLUMNS, NewProject)
    if problems:
        raise InvalidCsv.of(problems)
    return rows


@router.post("/{number}/placements", status_code=201, operation_id="placeProject")
async def place_project(slug: Slug, number: Number, request: NewPlacement, act: Places) -> Answer:
    """Say what becomes of a project in the plan, and why; the last time holds (kwartiermaker)."""
    return await act(slug, OfProject(project=number), request)
