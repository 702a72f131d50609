"""The register, and what was published."""

import json
from collections.abc import AsyncGenerator
from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from api.limits import LARGEST_NUMBER, PageSize, Slug
from api.problems import Problem
from api.readers import Read, Reading, Sight
from api.views.common import Items, Page
from api.views.sign_off import DocumentView
from domain import proof
from domain.documents import documents_of
from domain.register import Entry
from domain.texts import TextRef
from store import documents, heads, register

router = APIRouter(prefix="/programmes/{slug}", tags=["reading"])

BATCH = 500

AfterEntry = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only entries after this number")]


@router.get("/register", operation_id="readRegister")
async def read_register(slug: Slug, read: Read, after: AfterEntry = 0, limit: PageSize = 100) -> Page[Entry]:
    """Everything that happened to a programme, oldest first, a page at a time."""
    async with read.of(slug) as sight:
        entries = await register.read(sight.connection, slug, after=after, limit=limit)
    return Page(items=entries, next=str(entries[-1].seq) if len(entries) == limit else None)


@router.get(
    "/register-export",
    operation_id="exportRegister",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "JSON on each line: a header with the keys, each entry, each signed head",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
        }
    },
)
async def export_register(slug: Slug, read: Read) -> StreamingResponse:
    """The whole register and its signed heads: `kwartier register verify` checks it offline.

    So does `deploy/verify_register.py`, one file that needs nothing of Kwartier's.
    """
    async with read.of(slug) as sight:
        head = sight.state.head
    return StreamingResponse(_lines(read, slug, head.seq), media_type="application/jsonl")


async def _lines(read: Reading, slug: str, last: int) -> AsyncGenerator[str]:
    async with read.resources.database() as connection:
        keys, signed = await heads.keys(connection, slug), await heads.read(connection, slug, up_to=last)
    yield _line(proof.header(slug, keys))
    for after in range(0, last, BATCH):
        # The connection goes back between batches: a slow reader must not keep it.
        async with read.resources.database() as connection:
            entries = await register.stored(connection, slug, after=after, limit=min(BATCH, last - after))
        yield "".join(map(_line, entries))
    yield "".join(_line(proof.signature(head)) for head in signed)


def _line(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


# --- documents ---


@router.get("/documents", operation_id="listDocuments")
async def list_documents(slug: Slug, read: Read) -> Items[DocumentView]:
    """What was published: response memos that were settled, and the programme once it is approved."""
    async with read.of(slug) as sight:
        return Items(items=await _documents(sight))


@router.get(
    "/documents/{name}",
    operation_id="showDocument",
    response_class=Response,
    responses={
        200: {
            "description": "The document: in Markdown, or as PDF (PDF/A-2a and PDF/UA-1)",
            "content": {
                "text/markdown": {"schema": {"type": "string"}},
                "application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}},
            },
        }
    },
)
async def show_document(
    slug: Slug,
    name: Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9.-]+$", examples=["programme.md"])],
    read: Read,
) -> Response:
    """A published document, in Markdown or as PDF: its name says which."""
    async with read.of(slug) as sight:
        for entry in await _published(sight):
            if (ref := documents_of(entry.event).get(name)) is not None:
                return await _shown(sight, ref)
    raise Problem("no_such_document", f"There is no document {name} here.")


async def _shown(sight: Sight, ref: TextRef) -> Response:
    if (document := await documents.find(sight.connection, ref)) is not None:
        return Response(document.content, media_type=document.media_type)
    return PlainTextResponse(await sight.text(ref.id), media_type="text/markdown")


async def _documents(sight: Sight) -> list[DocumentView]:
    return [
        DocumentView(name=name, hash=ref.hash, length=ref.length, published_at=entry.at.astimezone(UTC))
        for entry in await _published(sight)
        for name, ref in sorted(documents_of(entry.event).items())
    ]


async def _published(sight: Sight) -> list[Entry]:
    """The entries about publishing, the last one first."""
    entries = await register.read(sight.connection, sight.slug)
    return [entry for entry in reversed(entries) if documents_of(entry.event)]
