"""Starting programmes, and seeing where they stand."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.requests import Request

from api import PREFIX
from api.every_phase.views import ProgrammeView, programme_view
from api.http.acting import Act
from api.http.bodies import sent_as, takes
from api.http.items import Page
from api.http.language import Spoken
from api.http.limits import Slug
from api.http.reading import reads
from domain.blueprint.model import Blueprint
from service.every_phase.forms import NewProgramme
from service.every_phase.list_programmes import WantedProgrammes, written_place
from service.every_phase.start_programme import first_entry, must_be_let, start
from service.reading import Reading, Sight, looked_up
from store.every_phase import programmes, standings
from words.language import Language

router = APIRouter(tags=["programmes"])

ReadsStanding = Annotated[Reading, reads("standing")]
ReadsBlueprint = Annotated[Reading, reads("blueprint", also=("addresses",))]


@router.post("/programmes", status_code=201, operation_id="startProgramme", openapi_extra=takes(NewProgramme))
async def start_programme(sent: Request, act: Act, language: Spoken, response: Response) -> ProgrammeView:
    """Start a programme from a blueprint (whoever the identity provider lets).

    The blueprint is checked and frozen: all holidays and meetings become dates, and the programme keeps it.
    """
    must_be_let(act.caller)
    request = await sent_as(NewProgramme, sent, act.resources)
    await start(act.resources, act.caller, act.key, request.slug, request.blueprint)
    # So that the answer shows the agreement; the programme has started without it, too.
    await first_entry(act.resources, request.slug)
    response.headers["Location"] = f"{PREFIX}/programmes/{request.slug}"
    # Whoever starts a programme need not have a part in it.
    async with looked_up(act.resources, request.slug) as sight:
        return await _view(sight, language)


@router.get("/programmes", operation_id="listProgrammes")
async def list_programmes(
    read: ReadsStanding, language: Spoken, wanted: Annotated[WantedProgrammes, Query()]
) -> Page[ProgrammeView]:
    """The programmes in which you have a part, a page at a time: all of them, or those that are so."""
    async with read.resources.listing() as connection:
        found = await read.listed(connection, wanted.filter, wanted.sort, wanted.place, wanted.limit)
    items = [programme_view(one, language) for one in found]
    more = written_place(found[-1].place(wanted.sort), wanted.sort) if len(items) == wanted.limit else None
    return Page(items=items, next=more)


@router.get("/programmes/{slug}", operation_id="showProgramme")
async def show_programme(slug: Slug, read: ReadsStanding, language: Spoken) -> ProgrammeView:
    """Where a programme stands, and what it waits for."""
    async with read.open(slug) as sight:
        return await _view(sight, language)


async def _view(sight: Sight, language: Language) -> ProgrammeView:
    return programme_view(await standings.one(sight.connection, sight.slug), language)


@router.get("/programmes/{slug}/blueprint", operation_id="showBlueprint")
async def show_blueprint(slug: Slug, read: ReadsBlueprint) -> dict[str, Any]:
    """The frozen blueprint that a programme was started with.

    Everyone but the office and the principal sees people's names without their addresses and subjects.
    """
    async with read.open(slug) as sight:
        blueprint = await programmes.blueprint(sight.connection, slug)
        return _shown(blueprint, whole=sight.reader.may("addresses"))


def _shown(blueprint: Blueprint, *, whole: bool) -> dict[str, Any]:
    shown = blueprint.model_dump(mode="json")
    if not whole:
        # Names stay: without them nobody could tell who stands behind a seat.
        shown["people"] = [{"key": person.key, "name": person.name} for person in blueprint.people]
    return shown
