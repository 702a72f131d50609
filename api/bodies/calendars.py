"""Calendar files (RFC 5545): a body's own comes in, and that of a programme's meetings goes out."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Annotated, Any
from uuid import NAMESPACE_URL, uuid5

import icalendar
from fastapi import Depends
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from documents.passages import OUTCOMES
from domain.blueprint.model import Blueprint
from domain.bodies.agenda import Item, Meeting
from files.meeting_calendar import MEDIA_TYPE, Meetings, read_meetings
from service.invalid_input import InvalidCalendar

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

# --- in ---


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


async def days_of(content: bytes, timezone: str) -> tuple[date, ...]:
    """The days from today on in a calendar file. Raises `InvalidCalendar`, which names all that is wrong."""
    today = datetime.now(UTC).date()
    # A large file takes a second or two, and others must not wait for it.
    found: Meetings = await asyncio.to_thread(read_meetings, content, timezone, today)
    if found.problems:
        raise InvalidCalendar.of((problem.line, problem.message) for problem in found.problems)
    return found.days


# --- out ---


def calendar_of(meetings: Iterable[Meeting], blueprint: Blueprint, origin: str) -> bytes:
    """A calendar of `meetings`: the same file as long as the register tells nothing new of them.

    `origin` is what no other programme has; events keep their UID by it, so that calendars can follow them.
    """
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    whole = icalendar.Calendar.new(
        prodid="-//Kwartier//Kwartier//NL",
        method="PUBLISH",
        name=_one_line(blueprint.title),
        uid=_uid(origin),
        subcomponents=[_event(meeting, titles, blueprint.title, origin) for meeting in meetings],
    )
    # What many programs read instead of NAME and TIMEZONE-ID.
    for name, value in (("X-WR-CALNAME", _one_line(blueprint.title)), ("X-WR-TIMEZONE", blueprint.timezone)):
        whole.add(name, value)  # pyright: ignore[reportUnknownMemberType] - icalendar's
    return whole.to_ical()


def _event(meeting: Meeting, titles: Mapping[str, str], programme: str, origin: str) -> icalendar.Event:
    assert meeting.changed_at is not None, "a meeting has an entry, or is older than the first one"
    changed = meeting.changed_at.astimezone(UTC).replace(microsecond=0)
    return icalendar.Event.new(
        uid=_uid(f"{origin}/{meeting.body}/{meeting.day}"),
        stamp=changed,
        last_modified=changed,
        sequence=meeting.changes,
        start=meeting.day,
        end=meeting.day + timedelta(days=1),
        transparency=icalendar.TRANSP.TRANSPARENT,
        summary=_one_line(f"{titles[meeting.body]}: {programme}"),
        description="\n".join(_described(meeting)),
    )


def _uid(of: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:kwartier:{of}"))


def _described(meeting: Meeting) -> list[str]:
    due = meeting.papers_due.isoformat()
    lines = [f"Stukken uiterlijk / papers in by: {due}"]
    return lines + [_told(item) for item in meeting.items]


def _told(item: Item) -> str:
    number, version = item.submission.submission, item.submission.version
    outcome = f": {OUTCOMES[item.outcome]}" if item.outcome else ""
    return f"Agenda: voorlegger / submission {number}, versie / version {version}{outcome}"


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
