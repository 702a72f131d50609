"""A body's own calendar as a file (RFC 5545): the days on which it meets."""

from datetime import UTC, date, datetime

from files.meeting_calendar import Meetings, read_meetings
from service.invalid_input import InvalidCalendar
from service.workshop import Workshop


async def days_of(content: bytes, timezone: str, workshop: Workshop) -> tuple[date, ...]:
    """The days from today on in a calendar file. Raises `InvalidCalendar`, which names all that is wrong."""
    # Where series begin to be followed; what is past by the programme's own clock, the rule leaves out.
    today = datetime.now(UTC).date()
    # A large file takes a second or two, and others must not wait for it.
    found: Meetings = await workshop.do(read_meetings, content, timezone, today)
    if found.problems:
        raise InvalidCalendar.of(found.problems)
    return found.days
