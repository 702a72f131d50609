"""What was published, and what of it is public."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import PlainTextResponse, Response

from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads, reads_without_token
from api.http.refusals import NotPublic
from api.publication.views import DocumentView, document_view
from documents import public_export
from documents.public_export import RegisterFacts
from domain.blueprint.model import Blueprint
from domain.publication.classify_document import NoSuchDocument
from domain.publication.documents import PublicDocument, documents_of
from domain.publication.publish_programme import ProgrammePublished
from domain.reading.documents import OF_DOCUMENTS, material_of_document
from domain.reading.rights import NotReadable
from domain.register.answers import Answer
from domain.register.entries import Entry
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from service.current_state import NoSuchProgramme
from service.publication import acts
from service.publication.acts import OfDocument
from service.publication.forms import NewClassification
from service.publication.public import public_of
from service.reading import ReadContext, Reading
from store.database import Connection
from store.every_phase import programmes
from store.publication import documents, published
from store.register import entries as register
from store.register import heads
from words.language import Language
from words.languages import language_of

router = APIRouter(prefix="/programmes/{slug}", tags=["reading"])

ReadsDocuments = Annotated[Reading, reads(*OF_DOCUMENTS)]
Classifies = Annotated[Doing[OfDocument, NewClassification], does(acts.ClassifyADocument)]
ReadsPublicDocuments = Annotated[Reading, reads_without_token("public_documents")]

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


@router.get("/documents", operation_id="listDocuments")
async def list_documents(slug: Slug, read: ReadsDocuments) -> Items[DocumentView]:
    """What was published: response memos that were settled, and the programme once it is approved.

    Those that are confidential only as far as they are yours to read.
    """
    async with read.open(slug) as sight:
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
async def show_document(slug: Slug, name: Name, read: ReadsDocuments) -> Response:
    """A published document, in Markdown or as PDF: its name says which."""
    async with read.open(slug) as sight:
        for entry in await _published(sight):
            if (ref := documents_of(entry.event).get(name)) is not None:
                sight.reader.must(material_of_document(name, sight.state))
                return await _shown(sight, ref)
    raise NoSuchDocument(name=name)


@router.post("/documents/{name}/classifications", status_code=201, operation_id="classifyDocument")
async def classify_document(
    slug: Slug, name: NameOrKind, request: NewClassification, act: Classifies
) -> Answer:
    """Say whether a document is public or confidential, or all of a kind (programme office).

    Also of what is still to come: once the programme has ended nothing about it changes any more. What is
    said of one document goes before what is said of its kind, and that before the blueprint.
    """
    return await act(slug, OfDocument(document=name), request)


async def _shown(sight: ReadContext, ref: TextRef) -> Response:
    if (document := await documents.find(sight.connection, ref)) is not None:
        return Response(document.content, media_type=document.media_type)
    return PlainTextResponse(await sight.document(ref), media_type="text/markdown")


async def _documents(sight: ReadContext) -> list[DocumentView]:
    return [
        document_view(name, ref, entry, sight.state)
        for entry in await _published(sight)
        for name, ref in sorted(documents_of(entry.event).items())
        if sight.reader.may(material_of_document(name, sight.state))
    ]


async def _published(sight: ReadContext) -> list[Entry]:
    """The entries about publishing, the last one first."""
    entries = await register.read(sight.connection, sight.slug)
    return [entry for entry in reversed(entries) if documents_of(entry.event)]


# --- what is public, in one file ---

ZIP = "application/zip"
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A ZIP with the public documents, index.json and README.md",
        "content": {ZIP: {"schema": {"type": "string", "contentMediaType": ZIP}}},
    }
}


@router.get(
    "/public-export",
    operation_id="exportPublicDocuments",
    response_class=Response,
    responses=RESPONSES,
    openapi_extra={"security": [{}, {"token": []}]},
)
async def export_public_documents(slug: Slug, read: ReadsPublicDocuments) -> Response:
    """What is public of a programme, and nothing else, as a ZIP that is the same byte for byte each time.

    Everyone can read that of an approved programme, without a token; before, whoever takes part in it, and it
    holds the response memos that are settled and public. `index.json` has the hash of each document as the
    register has it.
    """
    try:
        async with read.open(slug) as sight:
            gathered = await _gathered(sight)
    except (NoSuchProgramme, NotReadable) as refusal:
        # One answer to both: nobody without a token finds out by guessing which programmes there are.
        raise (refusal if read.has_token else NotPublic()) from None
    headers = {"Content-Disposition": f'attachment; filename="{slug}.zip"'}
    return Response(public_export.archive(*gathered), media_type=ZIP, headers=headers)


async def _gathered(
    sight: ReadContext,
) -> tuple[Language, Blueprint, ProgrammeState, list[PublicDocument], RegisterFacts]:
    connection, state = sight.connection, sight.state
    blueprint = await programmes.blueprint(connection, sight.slug)
    # No further than the state: what came in between is not below the head that goes with it.
    entries = await register.read(connection, sight.slug, limit=state.head.seq)
    documents = await published.originals(connection, public_of(entries, state))
    facts = await _facts(connection, state, entries)
    return language_of(blueprint), blueprint, state, documents, facts


async def _facts(connection: Connection, state: ProgrammeState, entries: list[Entry]) -> RegisterFacts:
    last = [entry.seq for entry in entries if isinstance(entry.event, ProgrammePublished)]
    [entry] = await register.stored(connection, state.slug, after=last[-1] - 1, limit=1) if last else [None]
    return RegisterFacts(
        head=state.head,
        keys=await heads.keys(connection, state.slug),
        signed=await heads.read(connection, state.slug, up_to=state.head.seq),
        published=entry,
    )
