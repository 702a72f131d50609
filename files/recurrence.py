"""On which days something repeats by a rule of RFC 5545, for as far ahead as anybody wants to know.

`dateutil` searches for a rule that never comes true until the year 9999, whatever its end: a file from
outside could keep a server busy. Here every day of a stretch is looked at once.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from domain.shared.base import Frozen

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class DayOfWeek(NamedTuple):
    """A weekday, Monday being 0; the `nth` of its month or year (from the end below zero), or any at 0."""

    weekday: int
    nth: int = 0

    @classmethod
    def of(cls, written: str) -> "DayOfWeek":
        """From what an RRULE says, such as 2TH."""
        return cls(DAYS.index(written[-2:]), int(written[:-2] or 0))


class Rule(Frozen):
    """A recurrence rule: what it says, without its end."""

    freq: str
    interval: int = 1
    by_day: tuple[DayOfWeek, ...] = ()
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0


def occurrences(rule: Rule, start: date, last: date) -> Iterator[date]:
    """The days, in order, on which something that began on `start` repeats, up to `last`."""
    first = _period(rule, start)
    for period, days in groupby(_days(_beginning(rule, start), last), key=lambda day: _period(rule, day)):
        # Period by period, because BYSETPOS counts within one.
        if (period - first) % rule.interval == 0:
            matching = [day for day in days if _matches(rule, start, day)]
            yield from (day for day in _picked(matching, rule.by_set_pos) if day >= start)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _period(rule: Rule, day: date) -> int:
    """The number of the day, week, month or year that `day` lies in."""
    match rule.freq:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            # Ordinal 1 was a Monday.
            return (day.toordinal() - 1 - rule.week_start) // 7
        case "MONTHLY":
            return day.year * 12 + day.month
        case _:
            return day.year


def _beginning(rule: Rule, start: date) -> date:
    """The first day of the period that `start` lies in: positions are counted from there."""
    match rule.freq:
        case "DAILY":
            return start
        case "WEEKLY":
            return start - timedelta(days=(start.weekday() - rule.week_start) % 7)
        case "MONTHLY":
            return start.replace(day=1)
        case _:
            return start.replace(month=1, day=1)


def _matches(rule: Rule, start: date, day: date) -> bool:
    if rule.by_month and day.month not in rule.by_month:
        return False
    length = monthrange(day.year, day.month)[1]
    if rule.by_month_day and not {day.day, day.day - length - 1} & set(rule.by_month_day):
        return False
    if rule.by_day:
        return any(_is(named, rule, day) for named in rule.by_day)
    return bool(rule.by_month_day) or _as_it_began(rule, start, day)


def _as_it_began(rule: Rule, start: date, day: date) -> bool:
    """Whether `day` is like the `start`, where the rule does not name days."""
    match rule.freq:
        case "DAILY":
            return True
        case "WEEKLY":
            return day.weekday() == start.weekday()
        case "MONTHLY":
            return day.day == start.day
        case _:
            return day.day == start.day and (bool(rule.by_month) or day.month == start.month)


def _is(named: DayOfWeek, rule: Rule, day: date) -> bool:
    if named.weekday != day.weekday():
        return False
    if named.nth == 0:
        return True
    # With BYMONTH a yearly rule counts weekdays within the month (RFC 5545).
    in_month = rule.freq == "MONTHLY" or bool(rule.by_month)
    if in_month:
        at, length = day.day, monthrange(day.year, day.month)[1]
    else:
        at, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    return named.nth in {(at - 1) // 7 + 1, -((length - at) // 7 + 1)}


def _picked(days: Sequence[date], positions: Sequence[int]) -> Sequence[date]:
    """Those of `days` at the `positions`, counted from 1, or from the end below zero; all without any."""
    if not positions:
        return days
    found = {position - 1 if position > 0 else len(days) + position for position in positions}
    return [day for at, day in enumerate(days) if at in found]
