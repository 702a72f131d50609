"""Calendar files (RFC 5545) over HTTP: what is sent, and how the OpenAPI document describes both ways."""

from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from files.meeting_calendar import MEDIA_TYPE

EXAMPLE = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//College//College//NL\r\nBEGIN:VEVENT\r\nUID:1@college.example\r\n"
    "DTSTAMP:20270101T120000Z\r\nDTSTART;VALUE=DATE:20990312\r\nRRULE:FREQ=MONTHLY;COUNT=3\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
REQUEST_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "UTF-8; every event is a meeting of the body, whatever it is called",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A calendar file, with an event of a whole day for each meeting",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE}},
    }
}


async def _must_be_a_calendar(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnsupportedMediaType(media_type=MEDIA_TYPE)


SentAsCalendar = Annotated[None, Depends(_must_be_a_calendar)]
"""A route that takes a calendar file asks for this."""
