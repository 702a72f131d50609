"""Recurrence rules: the same days as dateutil finds, without its search to the end of time."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from time import process_time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from files.recurrence import DAYS, DayOfWeek, Rule, occurrences

START = date(2026, 1, 5)
YEARS = 8

numbers = st.integers


def some(of: st.SearchStrategy[int], most: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(of, max_size=most, unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules that RFC 5545 gives a meaning, and dateutil the same one.

    Where weekdays with and without a number stand together, dateutil asks for both.
    """
    freq = draw(st.sampled_from(("DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    numbered = freq in {"MONTHLY", "YEARLY"}
    nth = st.sampled_from((1, 2, 3, 4, 5, -1, -2)) if numbered and draw(st.booleans()) else st.just(0)
    month_days = numbers(1, 31) | numbers(-31, -1)
    days = st.builds(DayOfWeek, numbers(0, 6), nth)
    return Rule(
        freq=freq,
        interval=draw(numbers(1, 4)),
        by_day=tuple(draw(st.lists(days, max_size=3, unique_by=lambda day: day.weekday))),
        by_month=draw(some(numbers(1, 12))),
        by_month_day=draw(some(month_days)) if freq != "WEEKLY" else (),
        by_set_pos=draw(some(st.sampled_from((1, 2, 3, -1, -2)))) if numbered else (),
        week_start=draw(numbers(0, 6)),
    )


def written(rule: Rule) -> str:
    """The rule as an RRULE."""
    lists: dict[str, tuple[object, ...]] = {
        "BYDAY": tuple(f"{day.nth or ''}{DAYS[day.weekday]}" for day in rule.by_day),
        "BYMONTH": rule.by_month,
        "BYMONTHDAY": rule.by_month_day,
        "BYSETPOS": rule.by_set_pos,
    }
    parts = [f"FREQ={rule.freq}", f"INTERVAL={rule.interval}", f"WKST={DAYS[rule.week_start]}"]
    return ";".join([*parts, *(f"{name}={','.join(map(str, of))}" for name, of in lists.items() if of)])


@given(rule=rules(), start=st.dates(date(2026, 1, 1), date(2028, 12, 31)))
@example(rule=Rule(freq="MONTHLY", by_day=(DayOfWeek(3, 2),)), start=START)
@example(rule=Rule(freq="WEEKLY", interval=2, by_day=(DayOfWeek(6), DayOfWeek(0)), week_start=6), start=START)
@example(rule=Rule(freq="YEARLY", by_month=(2,), by_month_day=(29,)), start=START)
@example(rule=Rule(freq="MONTHLY", by_day=(DayOfWeek(0), DayOfWeek(4)), by_set_pos=(-1,)), start=START)
def test_they_give_the_days_that_dateutil_finds(rule: Rule, start: date) -> None:
    last = date(start.year + YEARS, 12, 31)
    mine = list(occurrences(rule, start, last))

    # One more than there are might never be found.
    found = islice(rrulestr(written(rule), dtstart=datetime.combine(start, time())), len(mine))
    assert mine == [moment.date() for moment in found]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(freq="DAILY", by_month=(2,), by_month_day=(30,)),
        Rule(freq="DAILY", interval=7, by_day=(DayOfWeek(3),)),
        Rule(freq="MONTHLY", by_day=(DayOfWeek(0, 5),), by_month_day=(1,)),
    ],
    ids=written,
)
def test_a_rule_that_never_comes_true_takes_no_time(rule: Rule) -> None:
    began = process_time()

    assert list(occurrences(rule, START, START + timedelta(days=4000))) == []
    assert process_time() - began < 2


def test_weekdays_with_and_without_a_number_stand_side_by_side() -> None:
    rule = Rule(freq="MONTHLY", by_day=(DayOfWeek(0, 1), DayOfWeek(4)), by_month=(1,))

    assert list(occurrences(rule, START, date(2026, 12, 31))) == [
        date(2026, 1, day) for day in (5, 9, 16, 23, 30)
    ]
