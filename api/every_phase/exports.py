"""Selections of programmes as files: a table for spreadsheets, and a calendar to follow.

Each has an address that ends as its file does: spreadsheets and calendars go by that, and send no Accept.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api.bodies.calendars import ANSWER as CALENDAR
from api.http.language import language_of, note
from api.http.reading import reads
from documents.gathering.agenda import agenda_of
from domain.shared.messages import N_
from files.meeting_calendar import MEDIA_TYPE
from files.programmes_table import table_csv, table_xlsx
from files.spreadsheet import CSV, XLSX
from service.every_phase import exports
from service.every_phase.list_programmes import Selected
from service.reading import Reading

router = APIRouter(tags=["programmes"])

ReadsStanding = Annotated[Reading, reads("standing")]
Wanted = Annotated[Selected, Query()]

TABLE_CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "UTF-8 with a byte order mark; a row for each programme, in the language asked for",
        "content": {
            CSV: {"schema": {"type": "string"}, "example": "\ufeffProgramme\r\nCommon Ground\r\n"},
        },
    }
}
TABLE_XLSX: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The same table as a workbook of one sheet",
        "content": {XLSX: {"schema": {"type": "string", "contentMediaType": XLSX}}},
    }
}


@router.get("/programmes.csv", operation_id="exportProgrammes", response_class=Response, responses=TABLE_CSV)
async def export_programmes(request: Request, read: ReadsStanding, wanted: Wanted) -> Response:
    """All programmes of a selection as a CSV file: those that `GET /programmes` lists page by page."""
    rows, language = await exports.rows(read, wanted), language_of(request)
    return _file(request, await read.resources.workshop.do(table_csv, rows, language), CSV, "csv")


@router.get(
    "/programmes.xlsx", operation_id="exportProgrammesWorkbook", response_class=Response, responses=TABLE_XLSX
)
async def export_programmes_workbook(request: Request, read: ReadsStanding, wanted: Wanted) -> Response:
    """All programmes of a selection as an xlsx file."""
    rows, language = await exports.rows(read, wanted), language_of(request)
    return _file(request, await read.resources.workshop.do(table_xlsx, rows, language), XLSX, "xlsx")


@router.get(
    "/programmes.ics", operation_id="exportProgrammesCalendar", response_class=Response, responses=CALENDAR
)
async def export_programmes_calendar(request: Request, read: ReadsStanding, wanted: Wanted) -> Response:
    """The meetings, rounds and deadlines of a selection as a calendar file, from a month ago on."""
    days, language = await exports.days(read, wanted), language_of(request)
    title, pages = (
        language.say(N_("Programmes")),
        exports.pages(read.resources.settings, str(request.base_url)),
    )
    of = f"selection?{request.url.query}"
    content = await read.resources.workshop.do(agenda_of, language, title, of, days, pages)
    return _file(request, content, MEDIA_TYPE, "ics")


def _file(request: Request, content: bytes, media_type: str, ending: str) -> Response:
    answer = Response(content, media_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="programmes.{ending}"'
    note(answer.headers, language_of(request))
    return answer
