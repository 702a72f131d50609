"""Deadlines are counted in working days and end at midnight where the programme lives."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.shared.working_days import WorkingDays

DAYS = st.dates(date(2026, 1, 1), date(2037, 12, 31))
NUMBERS = st.integers(0, 120)
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory", "posixrules"}))
CALENDARS = st.builds(
    WorkingDays, timezone=st.just("Europe/Amsterdam"), holidays=st.frozensets(DAYS, max_size=80)
)
AMSTERDAM = WorkingDays(timezone="Europe/Amsterdam", holidays=frozenset({date(2027, 3, 29)}))
GOOD_THURSDAY = date(2027, 3, 25)


def test_weekends_and_holidays_are_not_counted() -> None:
    assert AMSTERDAM.add(GOOD_THURSDAY, 1) == date(2027, 3, 26)
    assert AMSTERDAM.add(GOOD_THURSDAY, 2) == date(2027, 3, 30)
    assert AMSTERDAM.before(date(2027, 3, 30), 1) == date(2027, 3, 26)


def test_the_day_a_deadline_starts_from_is_not_counted() -> None:
    monday = date(2027, 3, 1)

    assert AMSTERDAM.add(monday, 5) == date(2027, 3, 8)
    assert AMSTERDAM.between(monday, date(2027, 3, 8)) == 5


def test_no_working_days_later_is_the_day_itself_even_on_a_sunday() -> None:
    sunday = date(2027, 3, 7)

    assert AMSTERDAM.add(sunday, 0) == sunday
    assert AMSTERDAM.before(sunday, 0) == sunday


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert AMSTERDAM.between(date(2027, 3, 8), date(2027, 3, 1)) == 0


@given(CALENDARS, DAYS, st.integers(1, 120))
def test_a_deadline_falls_on_a_working_day(calendar: WorkingDays, start: date, number: int) -> None:
    assert calendar.is_working_day(calendar.add(start, number))
    assert calendar.is_working_day(calendar.before(start, number))


@given(CALENDARS, DAYS, NUMBERS)
def test_as_many_days_lie_between_as_were_added(calendar: WorkingDays, start: date, number: int) -> None:
    assert calendar.between(start, calendar.add(start, number)) == number


@given(CALENDARS, DAYS, DAYS)
def test_adding_what_lies_between_leads_back_to_a_working_day(
    calendar: WorkingDays, start: date, end: date
) -> None:
    assume(start < end)
    assume(calendar.is_working_day(end))

    assert calendar.add(start, calendar.between(start, end)) == end


@given(CALENDARS, DAYS, NUMBERS)
def test_before_undoes_add_from_a_working_day(calendar: WorkingDays, start: date, number: int) -> None:
    assume(calendar.is_working_day(start))

    assert calendar.before(calendar.add(start, number), number) == start
    assert calendar.add(calendar.before(start, number), number) == start


@given(CALENDARS, DAYS, NUMBERS, NUMBERS)
def test_days_can_be_added_in_two_steps(calendar: WorkingDays, start: date, first: int, second: int) -> None:
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(CALENDARS, DAYS, DAYS, NUMBERS)
def test_who_starts_later_is_not_done_earlier(
    calendar: WorkingDays, one: date, other: date, number: int
) -> None:
    assert calendar.add(min(one, other), number) <= calendar.add(max(one, other), number)


@given(CALENDARS, DAYS, DAYS, DAYS)
def test_what_lies_between_adds_up(calendar: WorkingDays, one: date, two: date, three: date) -> None:
    start, middle, end = sorted((one, two, three))

    assert calendar.between(start, middle) + calendar.between(middle, end) == calendar.between(start, end)


def test_a_day_ends_at_midnight_in_amsterdam_in_winter_and_in_summer() -> None:
    assert AMSTERDAM.end_of(date(2027, 1, 15)) == datetime(2027, 1, 15, 23, tzinfo=UTC)
    assert AMSTERDAM.end_of(date(2027, 7, 15)) == datetime(2027, 7, 15, 22, tzinfo=UTC)


def test_the_days_on_which_the_clock_changes_have_23_and_25_hours() -> None:
    short, long = date(2027, 3, 28), date(2027, 10, 31)

    assert AMSTERDAM.end_of(short) - AMSTERDAM.start_of(short) == timedelta(hours=23)
    assert AMSTERDAM.end_of(long) - AMSTERDAM.start_of(long) == timedelta(hours=25)


@given(ZONES, DAYS)
def test_a_day_begins_where_the_one_before_it_ends_in_every_time_zone(zone: str, day: date) -> None:
    calendar = WorkingDays(timezone=zone)

    assert calendar.start_of(day) == calendar.end_of(day - timedelta(days=1))
    assert calendar.day_of(calendar.start_of(day)) == day
    assert calendar.day_of(calendar.end_of(day) - timedelta(microseconds=1)) == day


@given(ZONES, st.datetimes(datetime(2026, 1, 1), datetime(2037, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_moment_lies_within_its_day(zone: str, local: datetime) -> None:
    calendar = WorkingDays(timezone=zone)
    moment = local.replace(tzinfo=ZoneInfo(zone))

    day = calendar.day_of(moment)

    assert calendar.start_of(day) <= moment.astimezone(UTC) < calendar.end_of(day)


@given(CALENDARS)
def test_it_survives_being_written_as_json(calendar: WorkingDays) -> None:
    assert WorkingDays.model_validate_json(calendar.model_dump_json()) == calendar


def test_holidays_are_written_in_order() -> None:
    days = WorkingDays(
        timezone="Europe/Amsterdam",
        holidays=frozenset({date(2028, 1, 1), date(2027, 4, 27), date(2027, 1, 1)}),
    )

    written = days.model_dump(mode="json")

    assert written["holidays"] == ["2027-01-01", "2027-04-27", "2028-01-01"]
    assert WorkingDays.model_validate(written) == days
