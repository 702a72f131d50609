"""The calendar (RFC 5545) of what comes in several programmes, which other calendars follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import icalendar

from documents.calendar import one_line, published, uid
from domain.reading.days import Day
from domain.shared.messages import N_
from words.days import what
from words.language import Language


@dataclass(frozen=True)
class Coming:
    """A day of a programme; its register had `seq` entries, the last of them `at` that moment."""

    programme: str
    title: str
    bodies: Mapping[str, str]
    day: Day
    seq: int
    at: datetime
    started_at: datetime
    address: str


def agenda(language: Language, title: str, of: str, days: Iterable[Coming]) -> bytes:
    """A calendar called `title`, of whatever `of` names: the same file as long as registers say nothing new.

    A day keeps its UID when it moves, so that it moves in calendars as well.
    """
    return published(language, title, f"agenda/{of}", [_event(language, day) for day in days])


def _event(language: Language, coming: Coming) -> icalendar.Event:
    day, changed = coming.day, coming.at.astimezone(UTC).replace(microsecond=0)
    # Another Kwartier may have a programme of that name, which cannot have begun at that very moment.
    origin = f"{coming.programme}/{coming.started_at.astimezone(UTC).isoformat()}"
    return icalendar.Event.new(
        uid=uid(f"{origin}/days/{day.key}"),
        stamp=changed,
        last_modified=changed,
        # Grows with whatever is entered: of what has not changed calendars take the same once more.
        sequence=coming.seq,
        start=day.on,
        # RFC 5545 names the day after the last one.
        end=day.on + timedelta(days=1),
        transparency=icalendar.TRANSP.TRANSPARENT,
        summary=one_line(
            language.say(N_("{what}: {title}", "day"), what=what(day, coming.bodies), title=coming.title)
        ),
        description=coming.address,
        url=coming.address,
    )
