"""The events in an iCalendar file (RFC 5545), each with its line, as far as they say when something is.

What it is called, who comes, time zones of its own and whatever a mail program adds is left out: it neither
matters nor may get in the way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from domain.shared.messages import N_, Message

LARGEST_FILE = 1_000_000
MOST_EVENTS = 1000
MOST_RULES = 100

KEPT = frozenset({"UID", "DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS"})
"""The properties of an event that say when it is, and whether."""

IN_AN_EVENT = ["VCALENDAR", "VEVENT"]


class CalendarProblem(NamedTuple):
    """What is wrong at a line of the file, the first being 1."""

    line: int
    message: Message


class UnreadableError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(str(message))
        self.problem = CalendarProblem(line, message)


@dataclass
class Written:
    """The lines of one event that matter, and where it begins."""

    line: int
    lines: list[str] = field(default_factory=list[str])


def written(content: bytes) -> list[Written]:
    """The events in a file. Raises `UnreadableError`."""
    events = list(_events(_text(content)))
    if not events:
        raise UnreadableError(1, N_("there is no VEVENT in it; send the calendar of the body's meetings"))
    if len(events) > MOST_EVENTS:
        message = N_("there are {events} events; send at most {most}")
        too_many = message.having(events=len(events), most=MOST_EVENTS)
        raise UnreadableError(events[MOST_EVENTS].line, too_many)
    # Counted apart: each is followed day by day, for many years.
    repeating = [event for event in events if any(_name(line) == "RRULE" for line in event.lines)]
    if len(repeating) > MOST_RULES:
        message = N_("there are {series} series; send at most {most}")
        too_many = message.having(series=len(repeating), most=MOST_RULES)
        raise UnreadableError(repeating[MOST_RULES].line, too_many)
    return events


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        message = N_("is larger than {largest} bytes; send less at a time")
        raise UnreadableError(1, message.having(largest=LARGEST_FILE))
    try:
        # Some programs put a byte order mark before UTF-8.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(line, N_("is not UTF-8; save the file as UTF-8")) from None


def _events(text: str) -> Iterator[Written]:
    """The events in `text`, without what does not say when they are: time zones, alarms, descriptions."""
    open_: list[str] = []
    event: Written | None = None
    for number, line in _unfolded(text):
        name, value = _name(line), line.rpartition(":")[2].strip().upper()
        if not open_ and (name, value) != ("BEGIN", "VCALENDAR"):
            raise UnreadableError(number, N_("is not iCalendar: BEGIN:VCALENDAR comes first"))
        if name == "BEGIN":
            open_.append(value)
            event = Written(number) if open_ == IN_AN_EVENT else event
        elif name == "END":
            if open_.pop() != value:
                message = N_("END:{name} ends what did not begin")
                raise UnreadableError(number, message.having(name=value))
            if event is not None and open_ == ["VCALENDAR"]:
                yield event
                event = None
        elif event is not None and open_ == IN_AN_EVENT and name in KEPT:
            event.lines.append(line)
        elif name == "METHOD" and value == "CANCEL":
            raise UnreadableError(number, N_("METHOD:CANCEL cancels meetings; send the calendar itself"))
    if open_:
        message = N_("ends before END:{name}")
        raise UnreadableError(text.count("\n") + 1, message.having(name=open_[-1]))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers: one that begins with a blank goes on with the line before it."""
    whole, at = "", 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line[:1] in {" ", "\t"} and whole:
            whole += line[1:]
            continue
        if whole.strip():
            yield at, whole
        whole, at = line, number
    if whole.strip():
        yield at, whole


def _name(line: str) -> str:
    return re.split("[:;]", line, maxsplit=1)[0].strip().upper()
