"""The register, and what was published."""

from collections.abc import AsyncGenerator
from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, StreamingResponse

from api.limits import LARGEST_NUMBER, PageSize, Slug
from api.problems import Problem
from api.readers import Read, Reading, Sight
from api.views.common import Items, Page
from api.views.sign_off import DocumentView
from domain.documents import documents_of
from domain.register import Entry
from store import register

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
            "description": "One entry as JSON on each line",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
        }
    },
)
async def export_register(slug: Slug, read: Read) -> StreamingResponse:
    """The whole register, one entry as JSON per line: `kwartier register verify` checks it offline."""
    async with read.of(slug) as sight:
        head = sight.state.head
    return StreamingResponse(_lines(read, slug, head.seq), media_type="application/jsonl")


async def _lines(read: Reading, slug: str, last: int) -> AsyncGenerator[str]:
    after = 0
    while after < last:
        # The connection goes back between batches: a slow reader must not keep it.
        async with read.resources.database() as connection:
            entries = await register.read(connection, slug, after=after, limit=min(BATCH, last - after))
        yield "".join(f"{entry.model_dump_json()}\n" for entry in entries)
        after = entries[-1].seq


# --- documents ---


@router.get("/documents", operation_id="listDocuments")
async def list_documents(slug: Slug, read: Read) -> Items[DocumentView]:
    """What was published: response memos that were settled, and the programme once it is approved."""
    async with read.of(slug) as sight:
        return Items(items=await _documents(sight))


@router.get(
    "/documents/{name}",
    operation_id="showDocument",
    response_class=PlainTextResponse,
    responses={
        200: {
            "description": "The document, in Markdown",
            "content": {"text/markdown": {"schema": {"type": "string"}}},
        }
    },
)
async def show_document(
    slug: Slug,
    name: Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9.-]+$", examples=["programme.md"])],
    read: Read,
) -> PlainTextResponse:
    """A published document, in Markdown."""
    async with read.of(slug) as sight:
        for entry in await _published(sight):
            if (ref := documents_of(entry.event).get(name)) is not None:
                return PlainTextResponse(await sight.text(ref.id), media_type="text/markdown")
    raise Problem("no_such_document", f"There is no document {name} here.")


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
