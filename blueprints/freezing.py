"""Freezing a blueprint: every holiday and every meeting becomes a date, so that no library is asked later."""

from datetime import date, datetime, time
from itertools import islice
from typing import cast

import holidays
from dateutil.rrule import rrulestr

from blueprints.languages import language_problems
from blueprints.lines import line_problems
from domain.blueprint.model import Blueprint
from domain.blueprint.problems import BlueprintError, Problem, quote
from domain.blueprint.sign_off import Body, Recurrence
from domain.blueprint.time import Calendar
from domain.shared.messages import N_
from domain.shared.working_days import WorkingDays

YEARS = 10
"""How many calendar years of holidays are frozen, the first one included."""

LIBERATION_DAY = (5, 5)


def freeze(blueprint: Blueprint, today: date) -> Blueprint:
    """`blueprint` with its holidays and meetings as dates, for a programme that starts `today`.

    Meetings by rule: the first `count` after `today`, within the ten years that holidays are known for;
    a day on which nobody works is left out, and another meeting takes its place in the count. Meetings
    given as dates stay as they are, weekends included (some assemblies meet on Saturdays); one on a
    holiday is refused, because it is almost certainly a mistake. Freezing what is frozen changes nothing.
    Raises BlueprintError.
    """
    if problems := intake_problems(blueprint):
        raise BlueprintError(problems)
    years = range(today.year, today.year + YEARS)
    calendar = blueprint.calendar.model_copy(update={"holidays": _holidays(blueprint.calendar, years)})
    working_days = WorkingDays(timezone=blueprint.timezone, holidays=frozenset(calendar.holidays or ()))
    bodies = tuple(_dated(body, today, working_days) for body in blueprint.sign_off.bodies)
    problems = [
        problem
        for at, (body, planned) in enumerate(zip(bodies, blueprint.sign_off.bodies, strict=True))
        for problem in (_on_holidays(at, body, working_days) if body.meetings else _never_met(at, planned))
    ]
    if problems:
        raise BlueprintError(problems)
    sign_off = blueprint.sign_off.model_copy(update={"bodies": bodies})
    return blueprint.model_copy(update={"calendar": calendar, "sign_off": sign_off})


def intake_problems(blueprint: Blueprint) -> list[Problem]:
    """What is wrong with a blueprint that comes in, besides what its types say."""
    return [
        *country_problems(blueprint.calendar),
        *language_problems(blueprint),
        *line_problems(blueprint),
    ]


def country_problems(calendar: Calendar) -> list[Problem]:
    """A problem when the holidays of `calendar`'s country are not known."""
    country = calendar.public_holidays
    if country is None or country in holidays.list_supported_countries():
        return []
    message = N_(
        "{country} is not a country whose holidays are known;"
        ' use an ISO 3166 code such as "NL", or leave it out and list holidays'
    )
    return [Problem(("calendar", "public_holidays"), message.having(country=quote(country)))]


def _holidays(calendar: Calendar, years: range) -> tuple[date, ...]:
    if calendar.holidays is not None:
        return calendar.holidays
    return tuple(sorted({*_public_holidays(calendar, years), *calendar.extra_holidays}))


def _public_holidays(calendar: Calendar, years: range) -> set[date]:
    if calendar.public_holidays is None:
        return set()
    if calendar.public_holidays != "NL":
        return set(holidays.country_holidays(calendar.public_holidays, years=years))
    dutch = holidays.country_holidays("NL", years=years, language="nl")
    # Ascension Day may fall on 5 May as well; then the day stays free whatever is said of Liberation Day.
    without = {day for day in dutch if dutch.get_list(day) != ["Bevrijdingsdag"]}
    return without | {date(year, *LIBERATION_DAY) for year in years if _is_liberated(calendar, year)}


def _is_liberated(calendar: Calendar, year: int) -> bool:
    match calendar.liberation_day:
        case "yearly":
            return True
        case "never":
            return False
        case "lustrum" | None:
            return year % 5 == 0


def _dated(body: Body, today: date, working_days: WorkingDays) -> Body:
    if not isinstance(body.meetings, Recurrence):
        return body
    # Without an end, a rule that never comes true would be searched for until the year 9999.
    rule = f"{body.meetings.rule};UNTIL={today.year + YEARS - 1}1231"
    # From today: which weeks or months an interval means depends on where it begins.
    days = (moment.date() for moment in rrulestr(rule, dtstart=datetime.combine(today, time())))
    held = (day for day in days if day > today and working_days.is_working_day(day))
    return body.model_copy(update={"meetings": tuple(islice(held, body.meetings.count))})


def _on_holidays(at: int, body: Body, working_days: WorkingDays) -> list[Problem]:
    path = ("sign_off", "bodies", at, "meetings")
    message = N_("{day} is a holiday; choose another day or take it out")
    return [
        # As it is written there, to be found again.
        Problem((*path, position), message.having(day=str(day)))
        for position, day in enumerate(cast("tuple[date, ...]", body.meetings))
        if day in working_days.holidays
    ]


def _never_met(at: int, body: Body) -> list[Problem]:
    if not isinstance(body.meetings, Recurrence):
        return []
    message = N_('"{rule}" gives no working day in {years} years; give the meetings as dates')
    path = ("sign_off", "bodies", at, "meetings", "rule")
    return [Problem(path, message.having(rule=body.meetings.rule, years=YEARS))]
