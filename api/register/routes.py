"""The register."""

import json
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.http.items import Page
from api.http.limits import LARGEST_NUMBER, PageSize, Slug
from api.http.reading import reads
from domain.register import proof
from domain.register.sealed import ShownEntry, sealed_line
from domain.sign_off.open_votes import KINDS, is_sealed, open_votes, shown_to
from service.reading import Reading
from store.register import entries as register
from store.register import heads, signed_commands

router = APIRouter(prefix="/programmes/{slug}", tags=["reading"])

ReadsRegister = Annotated[Reading, reads("register", also=("own_running_vote",))]
ExportsRegister = Annotated[Reading, reads("register")]

BATCH = 500

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
            " is sealed), each signed head",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
        }
    },
)
async def export_register(slug: Slug, read: ExportsRegister) -> StreamingResponse:
    """The whole register and its signed heads: `kwartier register verify` checks it offline.

    So does `deploy/verify_register.py`, one file that needs nothing of Kwartier's. Votes on which no decision
    has followed are sealed for everyone, so that two exports with the same head are the same.
    """
    async with read.open(slug) as sight:
        head = sight.state.head
    return StreamingResponse(_lines(read, slug, head.seq), media_type="application/jsonl")


async def _lines(read: Reading, slug: str, last: int) -> AsyncGenerator[str]:
    async with read.resources.database() as connection:
        keys, signed = await heads.keys(connection, slug), await heads.read(connection, slug, up_to=last)
        command_keys = await signed_commands.keys(connection, slug)
        voted = await register.of_kinds(connection, slug, KINDS, up_to=last)
    opened = open_votes(voted)
    sealed = {entry.seq for entry in voted if is_sealed(entry, opened)}
    yield _line(proof.header(slug, keys, command_keys))
    for after in range(0, last, BATCH):
        # The connection goes back between batches: a slow reader must not keep it.
        async with read.resources.database() as connection:
            entries = await register.stored(connection, slug, after=after, limit=min(BATCH, last - after))
        yield "".join(_line(sealed_line(e) if e["seq"] in sealed else e) for e in entries)
    yield "".join(_line(proof.signature(head)) for head in signed)


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
