"""The register."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.http.items import Page
from api.http.limits import PageSize, Slug
from api.http.reading import reads
from api.register import exporting
from domain.register.sealed import ShownEntry
from domain.sign_off.open_votes import KINDS, open_votes, shown_to
from service.asking.values import LARGEST_NUMBER
from service.reading import Reading
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}", tags=["reading"])

ReadsRegister = Annotated[Reading, reads("register", also=("own_running_vote",))]
ExportsRegister = Annotated[Reading, reads("register")]

AfterEntry = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only entries after this number")]


@router.get("/register", operation_id="readRegister")
async def read_register(
    slug: Slug, read: ReadsRegister, after: AfterEntry = 0, limit: PageSize = 100
) -> Page[ShownEntry]:
    """Everything that happened to a programme, oldest first, a page at a time.

    A vote on which no decision has followed is sealed: of its entry you find the place and the hash, unless
    it is your own.
    """
    async with read.open(slug) as sight:
        entries = await register.read(sight.connection, slug, after=after, limit=limit)
        opened = open_votes(await register.of_kinds(sight.connection, slug, KINDS))
        own = sight.reader.id if sight.reader.may("own_running_vote") else None
    shown = [shown_to(entry, opened, own) for entry in entries]
    return Page(items=shown, next=str(entries[-1].seq) if len(entries) == limit else None)


@router.get(
    "/register-export",
    operation_id="exportRegister",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "JSON on each line: a header with the keys, each entry (a vote that is not decided"
            " is sealed), each signed head, each time stamp",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
        }
    },
)
async def export_register(slug: Slug, read: ExportsRegister) -> StreamingResponse:
    """The whole register, signed heads and time stamps: `kwartier register verify` checks it offline.

    So does `deploy/verify_register.py`, one file that needs nothing of Kwartier's. Votes on which no decision
    has followed are sealed for everyone, so that two exports with the same head are the same, but for time
    stamps that were waited for.
    """
    async with read.open(slug) as sight:
        head = sight.state.head
    return StreamingResponse(exporting.lines(read, slug, head.seq), media_type="application/jsonl")
