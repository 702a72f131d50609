"""What was published, and what of it is public."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import PlainTextResponse, Response

from api import roles
from api.acting import Act, Asked
from api.http.items import Items
from api.http.limits import Slug
from api.http.problems import Problem
from api.publication.requests import NewClassification
from api.publication.views import DocumentView, document_view
from api.readers import Read, Sight
from domain.publication.classification import kind_of, without_format
from domain.publication.documents import documents_of
from domain.register.answers import Answer
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import ClassifyDocument
from store.publication import documents
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}/documents", tags=["reading"])

Name = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9.-]+$", examples=["programme.md"])]
NameOrKind = Annotated[
    str,
    Path(
        max_length=100,
        pattern=r"^[a-z0-9.-]+$",
        description="Of a document, with or without its format; or programme, cover-note, response-memo for"
        " all of that kind",
        examples=["response-memo"],
    ),
]


@router.get("", operation_id="listDocuments")
async def list_documents(slug: Slug, read: Read) -> Items[DocumentView]:
    """What was published: response memos that were settled, and the programme once it is approved."""
    async with read.of(slug) as sight:
        return Items(items=await _documents(sight))


@router.get(
    "/{name}",
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
async def show_document(slug: Slug, name: Name, read: Read) -> Response:
    """A published document, in Markdown or as PDF: its name says which."""
    async with read.of(slug) as sight:
        for entry in await _published(sight):
            if (ref := documents_of(entry.event).get(name)) is not None:
                return await _shown(sight, ref)
    raise _no_such_document(name)


@router.post("/{name}/classifications", status_code=201, operation_id="classifyDocument")
async def classify_document(slug: Slug, name: NameOrKind, body: NewClassification, act: Act) -> Answer:
    """Say whether a document is public or confidential, or all of a kind (programme office).

    Also of what is still to come: once the programme has ended nothing about it changes any more. What is
    said of one document goes before what is said of its kind, and that before the blueprint.
    """

    def check(_state: ProgrammeState) -> None:
        if kind_of(name) is None:
            raise _no_such_document(name)

    asked = Asked(
        ClassifyDocument,
        roles.office,
        lambda writing: {
            "name": without_format(name),
            "classification": body.classification,
            "reason": writing.text(body.reason),
        },
        body,
        about={"document": without_format(name)},
        check=check,
    )
    return await act(slug, asked)


def _no_such_document(name: str) -> Problem:
    return Problem("no_such_document", f"There is no document {name} here.")


async def _shown(sight: Sight, ref: TextRef) -> Response:
    if (document := await documents.find(sight.connection, ref)) is not None:
        return Response(document.content, media_type=document.media_type)
    return PlainTextResponse(await sight.text(ref.id), media_type="text/markdown")


async def _documents(sight: Sight) -> list[DocumentView]:
    return [
        document_view(name, ref, entry, sight.state)
        for entry in await _published(sight)
        for name, ref in sorted(documents_of(entry.event).items())
    ]


async def _published(sight: Sight) -> list[Entry]:
    """The entries about publishing, the last one first."""
    entries = await register.read(sight.connection, sight.slug)
    return [entry for entry in reversed(entries) if documents_of(entry.event)]
