"""Reads from an iCalendar file on which days a body meets; whatever cannot be used is named with its line.

A series without an end is followed for ten years, as far as holidays are frozen. Of a meeting of several days
the first one counts. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import icalendar

from domain.blueprint.problems import quote
from domain.blueprint.sign_off import rule_problem
from domain.shared.messages import N_, SaidError, at
from files.calendar_lines import CalendarProblem, UnreadableError, Written, written
from files.recurrence import DAYS, DayOfWeek, Rule, occurrences

MEDIA_TYPE = "text/calendar"
MOST_DAYS = 1000
YEARS = 10
"""How many calendar years ahead a series is followed, the present one included."""

OLDEST = timedelta(days=20 * 366)
"""How long ago a series may have begun: every day since then is looked at."""

ENDS = ("COUNT", "UNTIL", "WKST")
"""What a rule may say besides what a blueprint's may: when it ends, and on which day weeks begin."""

Moment = date | datetime
"""A whole day, or a moment in a time zone."""


class Meetings(NamedTuple):
    """The days in a calendar, in order, each once; with any problem none may be used."""

    days: tuple[date, ...]
    problems: list[CalendarProblem]


class UnusableError(SaidError):
    """What is wrong with one event."""


@dataclass(frozen=True)
class _Event:
    """When an event is, each time: by the day that it is where it was written, the day where it is read."""

    uid: str
    start: Moment
    days: dict[date, date]
    cancelled: bool
    replaces: Moment | None


def read_meetings(content: bytes, timezone: str, today: date) -> Meetings:
    """The days from `today` on, by the clock of `timezone`, on which the meetings in `content` begin."""
    try:
        found = written(content)
    except UnreadableError as error:
        return Meetings((), [error.problem])
    reader, events, problems = _Reader(ZoneInfo(timezone), today), list[_Event](), list[CalendarProblem]()
    for one in found:
        try:
            events.append(reader.event(one))
        except UnusableError as error:
            problems.append(CalendarProblem(one.line, error.message))
    days = sorted({day for day in _held(events) if day >= today})
    if len(days) > MOST_DAYS:
        message = N_("there are {meetings} meetings to come; send at most {most}")
        problems.append(CalendarProblem(1, message.having(meetings=len(days), most=MOST_DAYS)))
    return Meetings(tuple(days), problems)


def _held(events: Iterable[_Event]) -> Iterator[date]:
    """The days that are left when single meetings of a series were moved or cancelled, or a whole one was."""
    events = list(events)
    series = [event for event in events if event.replaces is None]
    changes = [event for event in events if event.replaces is not None]
    for event in series:
        replaced = {
            _day_of(change.replaces, event.start)
            for change in changes
            if change.replaces is not None and change.uid == event.uid
        }
        if not event.cancelled:
            yield from (day for own, day in event.days.items() if own not in replaced)
    gone = {event.uid for event in series if event.cancelled}
    for change in changes:
        if not change.cancelled and change.uid not in gone:
            yield from change.days.values()


def _day_of(moment: Moment, start: Moment) -> date:
    """The day that `moment` is where the series with that `start` was written."""
    if not isinstance(moment, datetime):
        return moment
    zone = start.tzinfo if isinstance(start, datetime) else moment.tzinfo
    return moment.astimezone(zone).date()


class _Reader:
    """Reads events by the clock of one zone, as far as they matter on one day."""

    def __init__(self, zone: ZoneInfo, today: date) -> None:
        self._zone = zone
        self._first = today - OLDEST
        self.last = date(today.year + YEARS - 1, 12, 31)

    def event(self, one: Written) -> _Event:
        """What an event comes down to. Raises `UnusableError`."""
        parsed = _parsed(one)
        starts = self._moments(parsed, "DTSTART")
        if len(starts) != 1:
            raise UnusableError(N_("DTSTART must be there once: it says when the meeting is"))
        replaced = self._moments(parsed, "RECURRENCE-ID")
        if any("RANGE" in value.params for value in _values(parsed, "RECURRENCE-ID")):
            raise UnusableError(
                N_("RECURRENCE-ID with RANGE is not taken; write what follows as a series of its own")
            )
        return _Event(
            uid=str(parsed.get("UID", "")),
            start=starts[0],
            days=self._days(parsed, starts[0]),
            cancelled=str(parsed.get("STATUS", "")).strip().upper() == "CANCELLED",
            replaces=replaced[0] if replaced else None,
        )

    def _days(self, parsed: icalendar.Event, start: Moment) -> dict[date, date]:
        moments = [*self._repeated(parsed, start), *self._moments(parsed, "RDATE")]
        without = {_day_of(moment, start) for moment in self._moments(parsed, "EXDATE")}
        days = {_day_of(moment, start): self._here(moment) for moment in moments}
        return {own: day for own, day in days.items() if own not in without}

    def _repeated(self, parsed: icalendar.Event, start: Moment) -> Iterator[Moment]:
        """The start, which is the first time whatever the rule says, and when it repeats."""
        rules = _values(parsed, "RRULE")
        if not rules:
            return iter([start])
        if len(rules) > 1:
            raise UnusableError(N_("RRULE is there twice; write two series"))
        rule = cast("dict[str, list[Any]]", rules[0])
        if not self._first <= _date(start):
            early = N_("this series began on {began}: let it begin after {first}")
            # As they would be written there.
            raise UnusableError(early.having(began=str(_date(start)), first=str(self._first)))
        later = (
            _at(day, start)
            for day in occurrences(_rule(rules[0]), _date(start), self.last)
            if day > _date(start)
        )
        times = (moment for some in ([start], later) for moment in some)
        for end in rule.get("UNTIL", []):
            times = takewhile(lambda moment, end=end: self._is_in_time(moment, end), times)
        return islice(times, *rule.get("COUNT", [None])[:1])

    def _is_in_time(self, moment: Moment, end: Moment) -> bool:
        if not (isinstance(moment, datetime) and isinstance(end, datetime)):
            return _date(moment) <= (self._here(end) if isinstance(end, datetime) else end)
        # RFC 5545 wants UTC here; many calendars write the time of the meeting's own zone.
        return moment <= (end if end.tzinfo else end.replace(tzinfo=moment.tzinfo))

    def _here(self, moment: Moment) -> date:
        """The day that it is in this zone; a moment without a zone is in this one."""
        if not isinstance(moment, datetime):
            return moment
        return moment.astimezone(self._zone).date() if moment.tzinfo else moment.date()

    def _moments(self, parsed: icalendar.Event, name: str) -> list[Moment]:
        """The moments that a property names. Raises `UnusableError`."""
        return [
            self._moment(name, dated, value.params)
            for value in _values(parsed, name)
            for dated in (value.dts if hasattr(value, "dts") else [value])
        ]

    def _moment(self, name: str, dated: Any, params: Any) -> Moment:  # noqa: ANN401 - what icalendar makes of it
        moment = getattr(dated, "dt", None)
        if isinstance(moment, tuple):
            moment = cast("tuple[object, object]", moment)[0]
        if not isinstance(moment, date) or isinstance(dated, icalendar.vPeriod):
            odd = N_("{name} must be a day such as 20270311, or a moment such as 20270311T140000")
            raise UnusableError(odd.having(name=name))
        if not FIRST_YEAR < moment.year < LAST_YEAR:
            never = N_("the year {year} is no year in which a body meets")
            raise UnusableError(at(name, never.having(year=str(moment.year))))
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is None and "TZID" in params:
            unknown = N_(
                "{value} is not a time zone that is known; use an IANA name such as Europe/Amsterdam"
            )
            raise UnusableError(at(name, unknown.having(value=quote(str(params["TZID"])))))
        return moment if moment.tzinfo else moment.replace(tzinfo=self._zone)


FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Between which a day is no mistake."""


def _parsed(one: Written) -> icalendar.Event:
    # Of the lines that matter: nothing else in an event can make it unreadable.
    text = "\r\n".join(["BEGIN:VEVENT", *one.lines, "END:VEVENT", ""])
    try:
        parsed = icalendar.Event.from_ical(text)
    # What icalendar raises about malformed text is of many kinds.
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise UnusableError(N_("cannot be read: {error}").having(error=str(error))) from None
    assert isinstance(parsed, icalendar.Event)
    # It leaves out what it cannot read, and only notes it: a meeting would be lost in silence.
    for name, error in parsed.errors:
        unread = N_("{name} cannot be read: {error}")
        raise UnusableError(unread.having(name=name or N_("a property"), error=error))
    return parsed


def _values(parsed: icalendar.Event, name: str) -> list[Any]:
    """Every value of a property, however often it is there."""
    found = parsed.get(name)
    if found is None:
        return []
    return cast("list[Any]", found) if isinstance(found, list) else [found]


def _date(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _at(day: date, start: Moment) -> Moment:
    """The moment on `day` at the time of the `start`."""
    return datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day


def _rule(recur: icalendar.vRecur) -> Rule:
    """What a blueprint's meeting rule may say, and no more. Raises `UnusableError`."""
    parts = [part for part in recur.to_ical().decode().split(";") if part.partition("=")[0] not in ENDS]
    if problem := rule_problem(";".join(parts)):
        raise UnusableError(at("RRULE", problem))
    said = dict(part.split("=", 1) for part in parts)
    numbers = {name: tuple(map(int, said[name].split(","))) for name in said if name not in {"FREQ", "BYDAY"}}
    by_day = tuple(map(DayOfWeek.of, said["BYDAY"].split(","))) if "BYDAY" in said else ()
    if said["FREQ"] in {"DAILY", "WEEKLY"} and any(day.nth for day in by_day):
        numbered = N_("a number before a weekday goes with FREQ=MONTHLY or FREQ=YEARLY only")
        raise UnusableError(at("RRULE", numbered))
    week_start = str(recur.get("WKST", ["MO"])[0])
    return Rule(
        freq=said["FREQ"],
        interval=numbers.get("INTERVAL", (1,))[0],
        by_day=by_day,
        by_month=numbers.get("BYMONTH", ()),
        by_month_day=numbers.get("BYMONTHDAY", ()),
        by_set_pos=numbers.get("BYSETPOS", ()),
        week_start=DAYS.index(week_start) if week_start in DAYS else 0,
    )
