"""What stands in a calendar file, read as whoever follows one would find it."""

from typing import Any, cast

import icalendar


def events(content: bytes) -> list[dict[str, Any]]:
    """The properties of its events."""
    whole = cast("Any", icalendar.Calendar.from_ical(content))
    return [dict(event) for event in whole.walk("VEVENT")]


def titles(content: bytes) -> list[str]:
    """What its events are called."""
    return [str(event["SUMMARY"]) for event in events(content)]
