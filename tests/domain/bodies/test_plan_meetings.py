"""A body's own calendar: what is new in it is planned, in one entry."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bodies.meetings import meetings_of
from domain.bodies.plan_meetings import MOST_DAYS, MeetingsPlanned
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.cast import EVERY_ROLE, OFFICE, PRINCIPAL
from tests.domain.programmes import START, Programme, body, rules

THURSDAYS = (date(2026, 1, 8), date(2026, 1, 15))


def thursdays() -> Programme:
    return Programme(rules(body(meetings=THURSDAYS)))


def test_days_after_today_that_are_not_known_yet_are_planned_in_order() -> None:
    programme, new = thursdays(), (date(2026, 2, 3), date(2026, 2, 2))

    caused = programme.act(asking.plan_meetings("college", *new, *THURSDAYS, START, date(2025, 12, 4)))

    assert caused == [MeetingsPlanned(body="college", days=(date(2026, 2, 2), date(2026, 2, 3)))]
    assert meetings_of(programme.state, programme.state.rules.sign_off.bodies[0]) == {*THURSDAYS, *new}


def test_a_calendar_without_anything_new_is_refused_with_how_much_it_holds() -> None:
    refusal = thursdays().refusal(asking.plan_meetings("college", *THURSDAYS, START))
    assert (refusal.code, refusal.details) == ("no_new_meetings", {"today": "2026-01-05", "days": 3})


def test_the_same_calendar_again_holds_nothing_new() -> None:
    programme = thursdays()
    programme.act(asking.plan_meetings("college", date(2026, 2, 2)))
    assert programme.refusal(asking.plan_meetings("college", date(2026, 2, 2))).code == "no_new_meetings"


def test_there_is_an_end_to_how_much_is_planned() -> None:
    programme = thursdays()
    many = [START + timedelta(days=n + 30) for n in range(MOST_DAYS + 1)]
    refusal = programme.refusal(asking.plan_meetings("college", *many))
    assert (refusal.code, refusal.details) == ("too_many_meetings", {"most": MOST_DAYS, "new": MOST_DAYS + 1})

    programme.act(asking.plan_meetings("college", *many[1:]))
    assert programme.refusal(asking.plan_meetings("college", many[0])).code == "too_many_meetings"


def test_only_a_body_of_the_blueprint_has_a_calendar() -> None:
    refusal = thursdays().refusal(asking.plan_meetings("parliament", date(2026, 2, 2)))
    assert (refusal.code, refusal.details) == ("unknown_body", {"body": "parliament"})


@pytest.mark.parametrize("actor", [OFFICE, PRINCIPAL], ids=str)
def test_office_and_principal_plan(actor: Actor) -> None:
    assert thursdays().act(asking.plan_meetings("college", date(2026, 2, 2), by=actor))


@pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a not in (OFFICE, PRINCIPAL)], ids=str)
def test_nobody_else_does(actor: Actor) -> None:
    refusal = thursdays().refusal(asking.plan_meetings("college", date(2026, 2, 2), by=actor))
    assert isinstance(refusal, Forbidden)


@given(st.lists(st.sets(st.dates(date(2025, 12, 1), date(2026, 3, 1)), max_size=5), max_size=4))
def test_however_often_calendars_come_each_day_is_planned_once(calendars: list[set[date]]) -> None:
    programme = thursdays()
    for days in calendars:
        if {day for day in days if day > START} - meetings_of(
            programme.state, programme.state.rules.sign_off.bodies[0]
        ):
            programme.act(asking.plan_meetings("college", *days))

    planned = programme.state.sign_off.planned.get("college", ())
    wanted = {day for days in calendars for day in days if day > START} - set(THURSDAYS)
    assert sorted(planned) == sorted(wanted)
