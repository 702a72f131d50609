"""Freezing turns holidays and meeting rules into dates, once and for all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.freezing import YEARS, freeze
from domain.blueprint.model import Blueprint
from domain.blueprint.problems import BlueprintError
from tests.domain.documents import NAMES, changed
from tests.words.pseudo import english

TODAY = date(2026, 11, 24)


def holidays(calendar: dict[str, object], today: date = TODAY) -> set[date]:
    frozen = freeze(Blueprint.of(changed("calendar", calendar)), today)
    assert frozen.calendar.holidays is not None
    return set(frozen.calendar.holidays)


def meetings(
    written: object, calendar: dict[str, object] | None = None, today: date = TODAY
) -> tuple[date, ...]:
    document = changed("calendar", calendar or {})
    document["sign_off"]["bodies"][0]["meetings"] = written
    frozen = freeze(Blueprint.of(document), today).sign_off.bodies[0].meetings
    assert isinstance(frozen, tuple)
    return frozen


class TestHolidays:
    def test_are_the_dutch_ones_of_ten_years(self) -> None:
        days = holidays({"public_holidays": "NL"})

        assert {date(2027, 1, 1), date(2027, 3, 29), date(2027, 4, 27), date(2027, 5, 6)} <= days
        assert {day.year for day in days} == set(range(2026, 2036))
        assert max(days) == date(2035, 12, 26)

    @pytest.mark.parametrize(
        ("said", "years"),
        [
            ({}, {2030, 2035}),
            ({"liberation_day": "lustrum"}, {2030, 2035}),
            ({"liberation_day": "yearly"}, set(range(2026, 2036))),
            ({"liberation_day": "never"}, set[int]()),
        ],
    )
    def test_hold_5_may_in_the_years_that_the_blueprint_says(
        self, said: dict[str, object], years: set[int]
    ) -> None:
        days = holidays({"public_holidays": "NL", **said})

        assert {day.year for day in days if (day.month, day.day) == (5, 5)} == years

    def test_keep_ascension_day_when_it_falls_on_5_may(self) -> None:
        days = holidays({"public_holidays": "NL", "liberation_day": "never"}, date(2016, 1, 1))

        assert date(2016, 5, 5) in days

    def test_hold_the_extra_ones(self) -> None:
        days = holidays({"public_holidays": "NL", "extra_holidays": ["2027-05-07"]})

        assert date(2027, 5, 7) in days

    def test_are_those_of_another_country_when_it_says_so(self) -> None:
        days = holidays({"public_holidays": "BE"})

        assert date(2027, 7, 21) in days
        assert date(2027, 4, 27) not in days

    def test_are_none_when_the_blueprint_names_none(self) -> None:
        assert holidays({}) == set()

    def test_that_are_listed_are_the_complete_list(self) -> None:
        assert holidays({"public_holidays": "NL", "holidays": ["2027-02-02"]}) == {date(2027, 2, 2)}

    def test_of_a_country_that_is_not_known_are_refused(self) -> None:
        with pytest.raises(BlueprintError) as caught:
            holidays({"public_holidays": "XX"})

        assert english(caught.value.message, "XX", *NAMES) == (
            'calendar.public_holidays: "XX" is not a country whose holidays are known;'
            ' use an ISO 3166 code such as "NL", or leave it out and list holidays'
        )


class TestMeetings:
    def test_by_rule_become_the_first_dates_after_the_start(self) -> None:
        rule = {"rule": "FREQ=MONTHLY;BYDAY=2TH", "count": 3}

        assert meetings(rule) == (date(2026, 12, 10), date(2027, 1, 14), date(2027, 2, 11))

    def test_are_never_on_the_day_of_the_start(self) -> None:
        assert meetings({"rule": "FREQ=WEEKLY", "count": 1}) == (TODAY + timedelta(days=7),)

    def test_that_fall_on_a_holiday_by_rule_are_left_out_and_made_up_for(self) -> None:
        rule = {"rule": "FREQ=MONTHLY;BYDAY=1TH", "count": 2}

        days = meetings(rule, {"public_holidays": "NL"}, date(2027, 4, 10))

        assert days == (date(2027, 6, 3), date(2027, 7, 1))

    def test_that_fall_on_a_weekend_by_rule_are_left_out(self) -> None:
        rule = {"rule": "FREQ=MONTHLY;BYMONTHDAY=15", "count": 2}

        assert meetings(rule, today=date(2027, 4, 20)) == (date(2027, 6, 15), date(2027, 7, 15))

    def test_by_rule_end_with_the_years_whose_holidays_are_known(self) -> None:
        assert meetings({"rule": "FREQ=YEARLY;BYMONTH=6;BYDAY=1MO", "count": 500})[-1] == date(2035, 6, 4)

    def test_given_as_dates_stay_as_they_are_saturdays_included(self) -> None:
        saturday = date(2027, 6, 5)

        assert meetings([str(saturday)], {"public_holidays": "NL"}) == (saturday,)

    def test_need_not_be_planned_yet(self) -> None:
        assert meetings([]) == ()

    def test_given_on_a_holiday_are_refused(self) -> None:
        with pytest.raises(BlueprintError) as caught:
            meetings(["2027-03-11", "2027-05-06"], {"public_holidays": "NL"})

        assert english(caught.value.message, *NAMES) == (
            "sign_off.bodies[0].meetings[1]: 2027-05-06 is a holiday; choose another day or take it out"
        )

    @pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=SA", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
    def test_by_a_rule_that_never_comes_true_are_refused(self, rule: str) -> None:
        with pytest.raises(BlueprintError) as caught:
            meetings({"rule": rule, "count": 3})

        assert english(caught.value.message, rule, *NAMES) == (
            f'sign_off.bodies[0].meetings.rule: "{rule}" gives no working day in 10 years;'
            " give the meetings as dates"
        )


BY_RULE = changed("calendar", {"public_holidays": "NL"})
BY_RULE["sign_off"]["bodies"][1]["meetings"] = {"rule": "FREQ=WEEKLY;BYDAY=MO,TH", "count": 40}
BY_RULE["sign_off"]["bodies"][0]["meetings"] = []


@given(st.dates(date(2020, 1, 1), date(2080, 1, 1)), st.dates(date(2020, 1, 1), date(2080, 1, 1)))
def test_what_is_frozen_stays_the_same_whenever_it_is_frozen_again(one: date, other: date) -> None:
    frozen = freeze(Blueprint.of(BY_RULE), one)

    assert frozen.is_frozen
    assert freeze(frozen, other) == frozen
    assert Blueprint.model_validate_json(frozen.model_dump_json()).hash() == frozen.hash()


@given(st.dates(date(2020, 1, 1), date(2080, 1, 1)))
def test_every_meeting_is_a_later_working_day_within_the_frozen_years(today: date) -> None:
    frozen = freeze(Blueprint.of(BY_RULE), today)
    rules = frozen.rules({"ann": "1", "bob": "2"})

    days = rules.sign_off.bodies[1].meetings

    assert len(days) == 40
    assert list(days) == sorted(set(days))
    assert all(rules.calendar.is_working_day(day) and day > today for day in days)
    assert days[-1].year < today.year + YEARS


def test_freezing_leaves_the_blueprint_itself_as_it_was() -> None:
    blueprint = Blueprint.of(BY_RULE)

    freeze(blueprint, TODAY)

    assert blueprint == Blueprint.of(BY_RULE)
    assert not blueprint.is_frozen


@pytest.mark.parametrize("odd", ["\n", "\u2028", "\u202e", "\u2069", "\x85"])
def test_a_name_that_breaks_its_line_or_turns_it_round_is_refused_where_it_stands(odd: str) -> None:
    document = changed("title", f"Common{odd}Ground")
    document["description"] = f"May have{odd}several lines."
    document["definition"]["groups"][0]["organisations"][0]["name"] = f"Gron{odd}ingen"
    blueprint = Blueprint.of(document)

    with pytest.raises(BlueprintError) as refused:
        freeze(blueprint, TODAY)

    assert [problem.key for problem in refused.value.problems] == [
        "title",
        "definition.groups[0].organisations[0].name",
    ]
    character = f"U+{ord(odd):04X}"
    assert all(character in english(problem.message, character) for problem in refused.value.problems)
