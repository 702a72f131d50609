"""Answering contributions: points, responses, coverage, the response memo, and settling them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import PlainTextResponse, Response
from pydantic import AfterValidator

from api.http import word
from api.http.acting import Doing, IdempotencyKey, does
from api.http.dependencies import Here, Who
from api.http.items import Page
from api.http.limits import Number, PageSize, Slug
from api.http.reading import reads
from api.responses.views import (
    CoverageView,
    OnePointView,
    PointsView,
    PointView,
    ResponseReceiptView,
    coverage_view,
    point_view,
    refs_of,
    response_receipt_view,
)
from documents.gathering import response_memo
from documents.in_word import Origin, paper_document
from domain.publication.documents import documents_of
from domain.reading.documents import material_of_document
from domain.register.answers import Answer
from domain.responses.points import NoSuchPoint
from service.asking.forms import Nothing, plain
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.limits import LONGEST_NAME, storable
from service.reading import ReadContext, Reading
from service.responses import acts
from service.responses.acts import OfConsultation
from service.responses.forms import NewMerge, NewParts, NewResponse
from service.responses.respond import Responding, must_exist
from store.register import entries
from store.responses import answerings, points, responses
from store.responses.points import Filter
from words.languages import language_of
from words.vocabulary import DOCUMENTS

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}", tags=["responses"])

Settles = Annotated[Doing[OfConsultation, Nothing], does(acts.SettleTheResponses)]
ReadsResponses = Annotated[Reading, reads("responses", "own_responses")]
ReadsCoverage = Annotated[Reading, reads("standing", also=("responses",))]
ReadsMemo = Annotated[Reading, reads("unsettled_memo", "settled_memos", "public_documents")]

PointPath = Annotated[int, Path(ge=1, le=LARGEST_NUMBER, description="Of the point", examples=[3])]
AfterPoint = Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Only points after this number")]
AfterOrganisation = Annotated[
    str, Query(max_length=100, pattern=r"^[A-Za-z0-9._-]*$", description="Only organisations after this code")
]


async def _like(
    section: Annotated[
        str | None, Query(max_length=60, pattern=KEY_PATTERN, description="Only about it")
    ] = None,
    group: Annotated[str | None, Query(max_length=60, pattern=KEY_PATTERN, description="Only of it")] = None,
    answered: Annotated[
        bool | None, Query(description="Only points that stand, and have a response or have none")
    ] = None,
    text: Annotated[
        str,
        Query(max_length=LONGEST_NAME, description="Only where this is said, or who says it is called so"),
        AfterValidator(storable),
    ] = "",
) -> Filter:
    return Filter(section, group, answered, text)


Like = Annotated[Filter, Depends(_like)]
MARKDOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "In Markdown", "content": {"text/markdown": {"schema": {"type": "string"}}}}
}


async def _answering(
    slug: Slug, number: Number, resources: Here, caller: Who, idempotency_key: IdempotencyKey
) -> Responding:
    return Responding(resources, caller, idempotency_key, (slug, number))


Answers = Annotated[Responding, Depends(_answering)]
"""A route that lets people answer points asks for this."""


@router.get("/responses", operation_id="listResponses")
async def list_responses(
    slug: Slug, number: Number, read: ReadsResponses, like: Like, after: AfterPoint = 0, limit: PageSize = 100
) -> Page[PointView]:
    """What was done with what was contributed, point by point, a page at a time.

    With `answered=false` and a `limit` of 1 it is the next open point.

    All of it only for the office, the principal, the kwartiermaker and drafters; a representative gets the
    points that their organisation has a part in.
    """
    async with read.open(slug) as sight:
        only = None if sight.reader.may("responses") else sight.reader.speaks_for
        await must_exist(sight.connection, (slug, number))
        found = await points.read(
            sight.connection, (slug, number), organisations=only, like=like, after=after, limit=limit
        )
        bodies = await sight.texts(*refs_of(found))
    items = [point_view(point, bodies, only) for point in found]
    return Page(items=items, next=str(found[-1].number) if len(found) == limit else None)


@router.get("/points/{point}", operation_id="showPoint")
async def show_point(slug: Slug, number: Number, point: PointPath, read: ReadsResponses) -> OnePointView:
    """One point, what was done with it, and which others say the same and are still open.

    For whom the responses are; a representative gets one that their organisation has a part in.
    """
    async with read.open(slug) as sight:
        of, everything = (slug, number), sight.reader.may("responses")
        only = None if everything else sight.reader.speaks_for
        await must_exist(sight.connection, of)
        found = await points.read(sight.connection, of, numbers=[point], organisations=only)
        if not found:
            raise NoSuchPoint(point=point)
        same = await points.same_words(sight.connection, of, point) if everything else []
        bodies = await sight.texts(*refs_of(found))
    return OnePointView(**point_view(found[0], bodies, only).model_dump(), same=same)


@router.post("/points/{point}/responses", status_code=201, operation_id="respond")
async def respond(point: PointPath, request: NewResponse, answers: Answers) -> ResponseReceiptView:
    """Say what was done with a point, and why (kwartiermaker, or whom they allow to draft).

    What was taken over, or partly, names a section and a version in which its text has changed. Until the
    responses are settled it may be done again: the last time counts.
    """
    return response_receipt_view(await answers.respond(point, request.as_response))


@router.post("/points/{point}/splits", status_code=201, operation_id="splitPoint")
async def split_point(point: PointPath, request: NewParts, answers: Answers) -> PointsView:
    """Let a point fall into several, each an excerpt of what was said (kwartiermaker or drafter)."""
    made = await answers.split(point, request.excerpts, plain(request))
    return PointsView(points=[*made.points])


@router.post("/merges", status_code=201, operation_id="mergePoints")
async def merge_points(request: NewMerge, answers: Answers) -> PointsView:
    """Let points about one section become one that keeps all their origins (kwartiermaker or drafter)."""
    made = await answers.merge(request.points, plain(request))
    return PointsView(points=[*made.points])


@router.get("/coverage", operation_id="showCoverage")
async def show_coverage(
    slug: Slug, number: Number, read: ReadsCoverage, after: AfterOrganisation = "", limit: PageSize = 50
) -> CoverageView:
    """How many points are answered, per kind and per group, and whose points are not."""
    async with read.open(slug) as sight:
        of, connection = (slug, number), sight.connection
        await must_exist(connection, of)
        # Counts are for everyone; whose points still wait is for those who answer them.
        missing = (
            await responses.unanswered(connection, of, after=after, limit=limit)
            if sight.reader.may("responses")
            else []
        )
        return coverage_view(
            await responses.coverage(connection, of),
            await responses.by_group(connection, of),
            await responses.by_section(connection, of),
            await answerings.status(connection, *of),
            missing,
            more=len(missing) == limit,
        )


@router.get(
    "/response-memo",
    operation_id="showResponseMemo",
    response_class=PlainTextResponse,
    responses=MARKDOWN,
)
async def show_response_memo(slug: Slug, number: Number, read: ReadsMemo) -> PlainTextResponse:
    """The response memo (reactienota), as it is now or was settled, in Markdown.

    Before it is settled only for the office, the principal, the kwartiermaker and drafters; afterwards for
    everyone, and among the documents. One that was revised before a body reads as it was revised.
    """
    async with read.open(slug) as sight:
        memo = await _memo(sight, number)
    return PlainTextResponse(memo, media_type="text/markdown")


@router.get(
    "/response-memo/docx",
    operation_id="exportResponseMemoInWord",
    response_class=Response,
    responses=word.RESPONSES,
)
async def export_response_memo_in_word(slug: Slug, number: Number, read: ReadsMemo) -> Response:
    """The response memo (reactienota) as .docx, for whoever reads it in Markdown."""
    async with read.open(slug) as sight:
        memo = await _memo(sight, number)
        blueprint = await sight.blueprint()
        at = sight.state.at
    assert at is not None, "a programme with a consultation has a register"
    kind, language, origin = DOCUMENTS["response_memo"], language_of(blueprint), Origin(slug, at)
    content = await read.resources.workshop.do(paper_document, language, blueprint, origin, kind, memo)
    return word.answer(f"{slug}-response-memo-{number}", content)


async def _memo(sight: ReadContext, number: int) -> str:
    """The memo for whoever may read it. Raises `NotReadable`."""
    await must_exist(sight.connection, (sight.slug, number))
    settled = number in sight.state.definition.settled
    document = material_of_document(f"response-memo-{number}", sight.state)
    sight.reader.must(document if settled else "unsettled_memo")
    if settled:
        return await _settled_memo(sight, number)
    # Unsettled, it changes with every response, and is written when somebody asks.
    return await response_memo.write(sight.connection, (sight.slug, number))


async def _settled_memo(sight: ReadContext, consultation: int) -> str:
    """The memo as it was settled, or revised before a body since; not as it would be written now."""
    name = f"response-memo-{consultation}.md"
    for entry in reversed(await entries.read(sight.connection, sight.slug)):
        if (ref := documents_of(entry.event).get(name)) is not None:
            return await sight.document(ref)
    raise AssertionError("what is settled has a memo")


@router.post("/settlements", status_code=201, operation_id="settleResponses")
async def settle_responses(slug: Slug, number: Number, request: Nothing, act: Settles) -> Answer:
    """Settle the responses, for good, once every point has one (kwartiermaker).

    The register then holds their counts, and the Merkle root of their receipts; the response memo becomes a
    document, and every organisation that contributed hears of it.
    """
    return await act(slug, OfConsultation(consultation=number), request)
