"""Calendar files (RFC 5545) over HTTP: what is sent, and how the OpenAPI document describes both ways."""

from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from files.meeting_calendar import MEDIA_TYPE, Meetings, read_meetings
from service.invalid_input import InvalidCalendar
from service.workshop import Workshop

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


class SentCalendar(BaseModel):
    """What was sent, so that the same file can be recognised on another day as well."""

    model_config = ConfigDict(frozen=True)

    file: str

    @classmethod
    def of(cls, content: bytes) -> "SentCalendar":
        return cls(file=sha256(content).hexdigest())


async def _must_be_a_calendar(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnsupportedMediaType(media_type=MEDIA_TYPE)


SentAsCalendar = Annotated[None, Depends(_must_be_a_calendar)]
"""A route that takes a calendar file asks for this."""


async def days_of(content: bytes, timezone: str, workshop: Workshop) -> tuple[date, ...]:
    """The days from today on in a calendar file. Raises `InvalidCalendar`, which names all that is wrong."""
    # Where series begin to be followed; what is past by the programme's own clock, the rule leaves out.
    today = datetime.now(UTC).date()
    # A large file takes a second or two, and others must not wait for it.
    found: Meetings = await workshop.do(read_meetings, content, timezone, today)
    if found.problems:
        raise InvalidCalendar.of(found.problems)
    return found.days
