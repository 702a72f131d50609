"""What the office takes along: its selection as a table for spreadsheets, and as a calendar to follow."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from documents.gathering.agenda import agenda_of
from domain.shared.messages import N_, Message
from files.meeting_calendar import MEDIA_TYPE
from files.programmes_table import table_csv, table_xlsx
from files.spreadsheet import CSV, XLSX
from service.every_phase import exports
from service.reading import Reading
from store.every_phase.agenda import Coming
from web.every_phase.programmes import wanted_as_listed
from web.http.page import Page, Shows
from web.sign_in.session import reads

router = APIRouter()

ReadsStanding = Annotated[Reading, reads("standing")]


@router.get("/programmes.csv", operation_id="exportProgrammesCsv")
async def as_csv(page: Shows, read: ReadsStanding) -> Response:
    """All that is selected, however many pages the list has."""
    rows = await exports.rows(read, wanted_as_listed(page))
    return file(page, await read.resources.workshop.do(table_csv, rows, page.language), CSV, "programmes.csv")


@router.get("/programmes.xlsx", operation_id="exportProgrammesXlsx")
async def as_xlsx(page: Shows, read: ReadsStanding) -> Response:
    """The same as a workbook."""
    rows = await exports.rows(read, wanted_as_listed(page))
    return file(
        page, await read.resources.workshop.do(table_xlsx, rows, page.language), XLSX, "programmes.xlsx"
    )


@router.get("/programmes.ics", operation_id="exportProgrammesIcs")
async def as_calendar(page: Shows, read: ReadsStanding) -> Response:
    """The deadlines and meetings of what is selected."""
    days = await exports.days(read, wanted_as_listed(page))
    return await calendar(page, read, N_("Programmes"), days, "programmes.ics")


async def calendar(page: Page, read: Reading, title: Message, days: Sequence[Coming], name: str) -> Response:
    """A calendar file of `days`, known by what was asked for."""
    pages, of = exports.pages(read.resources.settings, str(page.request.base_url)), page.here
    language = page.language
    content = await read.resources.workshop.do(agenda_of, language, language.say(title), of, days, pages)
    return file(page, content, MEDIA_TYPE, name)


def file(page: Page, content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, media_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Language"] = page.language.code
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer
