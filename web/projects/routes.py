"""The projects that already run, and what becomes of each in the plan."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query
from starlette.responses import Response

from service.asking.values import LARGEST_NUMBER
from service.reading import Reading
from store.projects import projects
from store.projects.projects import Project
from web.every_phase.doable import doable
from web.every_phase.heading import OfProgramme, projects_of
from web.every_phase.programme import Slug
from web.http.page import Shows
from web.sign_in.session import reads
from words.language import Language
from words.languages import OF_PAPERS
from words.vocabulary import PLACES

router = APIRouter()

ReadsProjects = Annotated[Reading, reads("projects", "published_projects")]
After = Annotated[int, Query(ge=0, le=LARGEST_NUMBER)]

ON_A_PAGE = 100


class Shown(NamedTuple):
    """A project in words; its place is empty until it was given one."""

    number: int
    title: str
    owner: str
    description: str
    place: str
    reason: str


@router.get("/programmes/{slug}/projects", operation_id="pageProjects")
async def inventory(slug: Slug, page: Shows, read: ReadsProjects, after: After = 0) -> Response:
    """The inventory, a page at a time; until the programme is published for few."""
    async with read.open(slug) as sight:
        sight.reader.must(projects_of(sight.state))
        blueprint = await sight.blueprint()
        found = await projects.page(sight.connection, slug, after=after, limit=ON_A_PAGE)
        texts = await sight.texts(*(ref.id for project in found for ref in project.texts))
        acts = doable(sight, page.language, "projects")
        heading = OfProgramme.of(sight, blueprint.title)
        may_place = any(one.address.endswith("place-project") for one in acts)
    return page.show(
        "projects/projects.html",
        programme=heading,
        projects=[_shown(one, texts, page.language) for one in found],
        waiting=sum(one.placement is None for one in found),
        may_place=may_place,
        written_in=blueprint.language or OF_PAPERS,
        more=f"/programmes/{slug}/projects?after={found[-1].number}" if len(found) == ON_A_PAGE else None,
        acts=acts,
    )


def _shown(one: Project, texts: Mapping[str, str], language: Language) -> Shown:
    owner = texts[one.owner.id] if one.owner else one.name
    place = one.placement
    return Shown(
        one.number,
        texts[one.title.id],
        owner or "",
        texts[one.description.id],
        "" if place is None else language.say(PLACES[place.place]),
        "" if place is None else texts[place.reason.id],
    )
