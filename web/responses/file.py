"""Answers in a spreadsheet: open points as a file, and what a filled in one changes, before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.responses import Response

from domain.responses.points import NoSuchPoint
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from files import answers_csv
from files.answers_csv import OpenPoint, Row
from files.csv_rows import CsvProblem, in_order
from files.word import Word
from service.asking.mistakes import said as mistake_said
from service.responses.forms import NewResponse
from service.responses.respond import respond_to_several
from store.responses import points as stored
from store.responses.points import Filter, Point
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import FilledWithFile, key_of
from web.http.page import Here, Page, Shows
from web.plan.looked import by_whom
from web.responses.bench import Bench, Wanted, common
from web.responses.routes import Number, ReadsPoints
from web.responses.routes import Sought as OfPoints
from web.sign_in.session import Who
from words.refusals import said as in_words
from words.vocabulary import RESPONSES

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}")


async def _sought(slug: Slug, number: Number, read: ReadsPoints) -> OfPoints:
    return OfPoints(slug, number, read)


Seeks = Annotated[OfPoints, Depends(_sought)]
"""What a route asks for that is about the points of a round."""


@dataclass(frozen=True)
class Compared:
    """An answer in the file beside the one that there is; empty where there is none."""

    number: int
    by: str
    before: str
    after: str
    where: str
    reason: str


@dataclass(frozen=True)
class Read:
    """What a file changes, and what is wrong with it; what says the same as before is counted only."""

    changes: Sequence[tuple[int, NewResponse]]
    compared: Sequence[Compared]
    same: int
    problems: Sequence[CsvProblem]


@router.get("/answers.csv", operation_id="exportOpenPoints")
async def export(sought: Seeks, page: Shows) -> Response:
    """The open points, to be filled in."""
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
        found = await stored.read(sight.connection, sought.of, like=Filter(answered=False))
        texts = await sight.texts(*(origin.said.id for point in found for origin in point.origins))
    places = {place.partition("/")[0]: place.partition("/")[2] for place, _ in bench.places}
    rows = [
        OpenPoint(
            point.number,
            point.section,
            page.language.say(by_whom(point.origins)),
            "\n\n".join(texts[origin.said.id] for origin in point.origins),
            point.section if point.section in places else "",
            places.get(point.section, ""),
        )
        for point in found
    ]
    # With a byte order mark: without one, spreadsheets take it for another encoding.
    content = "\ufeff" + answers_csv.write(rows, dutch=page.language.code == "nl")
    name = f"{sought.slug}-consultation-{sought.number}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@router.post("/answers", operation_id="previewAnswers")
async def look_ahead(sought: Seeks, page: Shows, _who: Who, sent: FilledWithFile) -> Response:
    """What the file changes; nothing is saved by this."""
    return await preview(page, sought, sent.content)


@router.post("/answers/taken-over", operation_id="takeOverAnswers")
async def take_over(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Save what the file changes, once, however often the button is pressed."""
    content, key = form.get("content").encode(), key_of(form)
    found = await _read(page, sought, content)
    if found.problems:
        return await preview(page, sought, content)
    new = [(number, one.as_response) for number, one in found.changes]
    refused = await respond_to_several(resources, who, key, sought.of, new)
    return await preview(page, sought, content, refused) if refused else page.go(sought.at)


async def preview(
    page: Page,
    sought: OfPoints,
    content: bytes,
    refused: Mapping[int, Refusal] | None = None,
    in_word: Word | None = None,
) -> Response:
    """The page of what a file changes; `in_word` is the document that it was read from, if it was."""
    found = await _read(page, sought, content)
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
    status = 400 if found.problems else 200
    say = page.language.say
    return page.show(
        "responses/file.html",
        common(bench, Wanted()),
        status=next(iter(refused.values())).status if refused else status,
        found=found,
        problems=[(problem.line, say(problem.message)) for problem in found.problems],
        content=content.decode(errors="replace"),
        in_word=in_word is not None,
        lost=[(say(what), n) for what, n in in_word.named] if in_word is not None else [],
        key=str(uuid4()),
        refusals=[(number, say(in_words(one))) for number, one in (refused or {}).items()],
    )


async def _read(page: Page, sought: OfPoints, content: bytes) -> Read:
    """What the file says, beside what there is."""
    rows, problems = await sought.read.resources.workshop.do(answers_csv.read, content)
    async with sought.read.open(sought.slug) as sight:
        found = await stored.read(sight.connection, sought.of, numbers=[row.point for row in rows])
        reasons = [point.response.reason.id for point in found if point.response is not None]
        texts = await sight.texts(*reasons)
        bench = await Bench.at(sight, page.language, sought.number)
    points = {point.number: point for point in found if point.status == "stands"}
    changes: list[tuple[int, NewResponse]] = []
    compared: list[Compared] = []
    for row in rows:
        if (point := points.get(row.point)) is None:
            missing = NoSuchPoint(point=row.point)
            problems.append(CsvProblem(row.line, in_words(missing)))
        elif isinstance(new := _new(row), CsvProblem):
            problems.append(new)
        elif not _says_the_same(point, new, texts):
            changes.append((point.number, new))
            compared.append(_compared(page, bench, point, new))
    return Read(changes, compared, len(rows) - len(changes), in_order(problems))


def _new(row: Row) -> NewResponse | CsvProblem:
    try:
        return NewResponse(kind=row.kind, section=row.section, version=row.version, reason=row.reason)
    except ValidationError as error:
        return CsvProblem(row.line, mistake_said(error.errors()[0]))


def _says_the_same(point: Point, new: NewResponse, texts: Mapping[str, str]) -> bool:
    last = point.response
    return last is not None and (last.kind, last.section, last.version, texts[last.reason.id]) == (
        new.kind,
        new.section,
        new.version,
        new.reason,
    )


def _compared(page: Page, bench: Bench, point: Point, new: NewResponse) -> Compared:
    say, last = page.language.say, point.response
    title = bench.looked.titles.get(new.section or "", new.section or "")
    in_version = N_("{section}, version {version}")
    return Compared(
        point.number,
        say(by_whom(point.origins)),
        say(RESPONSES[last.kind]) if last is not None else "",
        say(RESPONSES[new.kind]),
        say(in_version, section=title, version=str(new.version)) if new.section is not None else "",
        new.reason,
    )
