"""Answers in Word: the points as a table to fill in, and what a filled in one changes, before it is saved."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from documents.in_word import Origin, answers_document
from documents.word import MEDIA_TYPE
from domain.shared.messages import N_, Message
from files import answers_word, word
from files.answers_csv import MOST_ANSWERS
from files.answers_word import PointRow
from files.word import UnreadableWordError, Word
from store.responses import points as stored
from store.responses.points import Point
from web.http.forms import FilledWithFile
from web.http.page import Page, Shows
from web.plan.looked import by_whom
from web.responses.bench import Bench, Wanted, common
from web.responses.file import Seeks, preview
from web.responses.routes import Sought
from web.sign_in.session import Who
from words.languages import language_of

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}")


@router.get("/answers/docx", operation_id="pageAnswersInWord")
async def show(sought: Seeks, page: Shows) -> Response:
    """The table to take along, and where it is given back."""
    return await _page(page, sought)


@router.get("/answers.docx", operation_id="downloadAnswersInWord")
async def download(sought: Seeks, page: Shows) -> Response:
    """Every point that stands, with what was said and its answer."""
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
        found = [one for one in await stored.read(sight.connection, sought.of) if one.status == "stands"]
        texts = await sight.texts(
            *(origin.said.id for point in found for origin in point.origins),
            *(point.response.reason.id for point in found if point.response is not None),
        )
        at = sight.state.at
    assert at is not None, "a programme with points has a register"
    if len(found) > MOST_ANSWERS:
        # No more are taken at a time when it comes back.
        found = [point for point in found if point.response is None][:MOST_ANSWERS]
    # What is written down for all is in the programme's language, whatever the page speaks.
    blueprint = bench.looked.blueprint
    language = language_of(blueprint)
    rows = [_row(point, language.say(by_whom(point.origins)), texts) for point in found]
    table = answers_word.table(rows, dutch=language.code == "nl")
    about = N_("Points of consultation {number}, to be answered").having(number=str(sought.number))
    content = await sought.read.resources.workshop.do(
        answers_document, language, blueprint, Origin(sought.slug, at), about, table
    )
    headers = {
        "Content-Disposition": f'attachment; filename="{sought.slug}-consultation-{sought.number}.docx"'
    }
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


@router.post("/answers/docx", operation_id="previewAnswersInWord")
async def look_ahead(sought: Seeks, page: Shows, _who: Who, sent: FilledWithFile) -> Response:
    """What the file changes; nothing is saved by this."""
    if not sent.content:
        return await _page(page, sought, [N_("Choose a file first.")])
    try:
        given, content = await sought.read.resources.workshop.do(_read, sent.content)
    except UnreadableWordError as error:
        return await _page(page, sought, [error.message])
    if given.programme not in {"", sought.slug}:
        return await _page(page, sought, [word.OF_ANOTHER.having(programme=given.programme)])
    return await preview(page, sought, content, in_word=given)


def _read(content: bytes) -> tuple[Word, bytes]:
    given = word.read(content)
    return given, answers_word.as_csv(given)


def _row(point: Point, by: str, texts: dict[str, str]) -> PointRow:
    said = "\n\n".join(texts[origin.said.id] for origin in point.origins)
    if (last := point.response) is None:
        return PointRow(point.number, by, said, None, "", "", "")
    version = "" if last.version is None else str(last.version)
    return PointRow(point.number, by, said, last.kind, last.section or "", version, texts[last.reason.id])


async def _page(page: Page, sought: Sought, problems: Sequence[Message] = ()) -> Response:
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
    return page.show(
        "responses/word.html",
        common(bench, Wanted()),
        status=400 if problems else 200,
        problems=[page.language.say(problem) for problem in problems],
    )
