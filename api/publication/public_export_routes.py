"""What of a programme is public, in one file: for everyone, once it is approved."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api.http.dependencies import Here, WhoIfAnyone
from api.http.limits import Slug
from api.http.refusals import NotPublic
from documents import public_export
from documents.public_export import RegisterFacts
from domain.publication.classification import classification_of
from domain.register.entries import Entry
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events_of_sign_off import ProgrammePublished
from service.callers import Caller
from service.current_state import NoSuchProgramme
from service.resources import Resources
from store.database import Connection
from store.every_phase import programmes
from store.publication import published
from store.register import entries as register
from store.register import heads

router = APIRouter(prefix="/programmes/{slug}/public-export", tags=["reading"])

ZIP = "application/zip"
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A ZIP with the public documents, index.json and README.md",
        "content": {ZIP: {"schema": {"type": "string", "contentMediaType": ZIP}}},
    }
}


@router.get(
    "",
    operation_id="exportPublicDocuments",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra={"security": [{}, {"token": []}]},
)
async def export_public_documents(slug: Slug, resources: Here, caller: WhoIfAnyone) -> Response:
    """What is public of a programme, and nothing else, as a ZIP that is the same byte for byte each time.

    Everyone can read that of an approved programme; before, a token is needed, and it holds the response
    memos that are settled and public. `index.json` has the hash of each document as the register has it.
    """
    async with resources.database() as connection:
        state = await _standing(resources, connection, slug, caller)
        blueprint = await programmes.blueprint(connection, slug)
        entries = await register.read(connection, slug, limit=state.head.seq)
        shown = [d for d in published.newest(entries) if classification_of(d.name, state) == "public"]
        documents = await published.originals(connection, shown)
        facts = await _facts(connection, state, entries)
    content = public_export.archive(blueprint, state, documents, facts)
    return Response(
        content, media_type=ZIP, headers={"Content-Disposition": f'attachment; filename="{slug}.zip"'}
    )


async def _standing(
    resources: Resources, connection: Connection, slug: str, caller: Caller | None
) -> ProgrammeState:
    """Where the programme stands; who does not say who they are learns only of approved ones."""
    try:
        state = await resources.states.of(connection, slug)
    except NoSuchProgramme:
        if caller is not None:
            raise
        state = None
    if state is None or (caller is None and state.ending != "approved"):
        raise NotPublic
    return state


async def _facts(connection: Connection, state: ProgrammeState, entries: list[Entry]) -> RegisterFacts:
    last = [entry.seq for entry in entries if isinstance(entry.event, ProgrammePublished)]
    [entry] = await register.stored(connection, state.slug, after=last[-1] - 1, limit=1) if last else [None]
    return RegisterFacts(
        head=state.head,
        keys=await heads.keys(connection, state.slug),
        signed=await heads.read(connection, state.slug, up_to=state.head.seq),
        published=entry,
    )
