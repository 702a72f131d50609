"""Working days, and when a day ends: the arithmetic under every deadline."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import field_serializer

from domain.shared.base import Tolerant

SATURDAY = 5


class WorkingDays(Tolerant):
    """The working days of one programme, frozen when it starts.

    `holidays` are dates in `timezone` on which nobody works; weekends never are working days. After the
    last holiday listed only weekends are skipped.
    """

    timezone: str
    holidays: frozenset[date] = frozenset()

    @field_serializer("holidays")
    def _in_order(self, holidays: frozenset[date]) -> list[date]:
        # Operators read them in Temporal.
        return sorted(holidays)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays

    def add(self, start: date, working_days: int) -> date:
        """The date `working_days` (>= 0) after `start`; the day it starts from is not counted."""
        day = start
        for _ in range(working_days):
            day = self._next(day)
        return day

    def before(self, end: date, working_days: int) -> date:
        """The working day `working_days` (>= 0) before `end`, the mirror of `add`."""
        day = end
        for _ in range(working_days):
            day -= timedelta(days=1)
            while not self.is_working_day(day):
                day -= timedelta(days=1)
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`; 0 when `end` is not later."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def day_of(self, moment: datetime) -> date:
        """The calendar day, in this time zone, on which `moment` (aware) falls."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    def end_of(self, day: date) -> datetime:
        """The moment (UTC) at which `day` ends: 24:00 in this time zone."""
        return self.start_of(day + timedelta(days=1))

    def start_of(self, day: date) -> datetime:
        """The moment (UTC) at which `day` begins: 00:00 in this time zone."""
        # Through the zone, not by adding hours: the day on which clocks change has 23 or 25.
        return datetime.combine(day, time(0), ZoneInfo(self.timezone)).astimezone(UTC)

    def _next(self, day: date) -> date:
        day += timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
