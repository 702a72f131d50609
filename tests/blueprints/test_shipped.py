"""The shipped blueprints work, on whatever day they are started."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprints import SHIPPED
from blueprints.freezing import freeze
from blueprints.loading import load, shipped

LOADED = {path.stem: load(path) for path in sorted(SHIPPED.glob("*.toml"))}
COMMON_GROUND = LOADED["common-ground"]
DECIDING = ("principal", "office")


def test_there_are_three() -> None:
    assert set(LOADED) == {"common-ground", "small", "water-board"}
    assert load(shipped("small")) == LOADED["small"]


@pytest.mark.parametrize("name", LOADED)
@settings(max_examples=20, deadline=None)
@given(today=st.dates(date(2026, 1, 1), date(2046, 12, 31)))
def test_it_can_start_on_any_day_with_a_year_of_meetings_ahead(name: str, today: date) -> None:
    blueprint = freeze(LOADED[name], today)
    rules = blueprint.rules({person.key: f"id-{person.key}" for person in blueprint.people})

    for body in rules.sign_off.bodies:
        assert (body.meetings[-1] - today).days > 330


@pytest.mark.parametrize("name", LOADED)
def test_nobody_in_it_can_get_mail(name: str) -> None:
    assert all(person.email.endswith(".example") for person in LOADED[name].people)


@pytest.mark.parametrize("name", LOADED)
def test_somebody_is_left_who_can_be_a_candidate(name: str) -> None:
    blueprint = LOADED[name]
    seats = [
        *blueprint.definition.panel,
        *(seat for body in blueprint.sign_off.bodies for seat in body.seats),
    ]
    taken = {blueprint.principal, *blueprint.office, *(seat.person for seat in seats)}

    assert {person.key for person in blueprint.people} - taken


class TestCommonGround:
    def test_asks_all_municipalities_and_their_partners(self) -> None:
        sizes = {group.key: len(group.organisations) for group in COMMON_GROUND.definition.groups}

        assert sizes == {"gemeenten": 342, "ketenpartners": 14, "marktpartijen": 8}

    def test_knows_municipalities_by_their_official_code(self) -> None:
        gemeenten = {
            organisation.code: organisation.name
            for organisation in COMMON_GROUND.definition.groups[0].organisations
        }

        assert gemeenten["GM0014"] == "Groningen"
        assert gemeenten["GM1900"] == "Súdwest-Fryslân"

    def test_says_which_silence_is_too_much_and_what_so_few_say_is_not_shown(self) -> None:
        definition = COMMON_GROUND.definition

        quorums = {group.key: group.quorum_percent for group in definition.groups}
        assert quorums == {"gemeenten": 10, "ketenpartners": 60, "marktpartijen": 60}
        assert definition.smallest_shown == 5

    def test_has_no_bar_that_a_group_could_not_pass_because_it_is_small(self) -> None:
        definition = COMMON_GROUND.definition

        for group in definition.groups:
            needed = len(group.organisations) * (group.response_percent or 0) / 100
            if group.can_percent or group.will_percent:
                assert needed >= definition.smallest_shown

    def test_holds_the_plan_against_the_six_principles(self) -> None:
        assert [principle.key for principle in COMMON_GROUND.definition.principles] == [
            "component-based",
            "open",
            "trusted",
            "recorded-once",
            "control-over-data",
            "standard",
        ]

    def test_has_a_baseline_for_every_section(self) -> None:
        assert all(section.baseline for section in COMMON_GROUND.definition.sections)

    def test_gives_the_kwartiermaker_about_three_months(self) -> None:
        rules = freeze(COMMON_GROUND, date(2027, 1, 4)).rules({p.key: p.key for p in COMMON_GROUND.people})

        end = rules.calendar.add(date(2027, 1, 4), rules.appointment.term_working_days)

        assert end == date(2027, 4, 7)

    def test_has_two_candidates_so_that_one_can_decline(self) -> None:
        assert {"kandidaat-een", "kandidaat-twee"} <= {person.key for person in COMMON_GROUND.people}

    def test_is_decided_by_a_college_of_five_and_then_the_board(self) -> None:
        assert [(body.key, len(body.seats)) for body in COMMON_GROUND.sign_off.bodies] == [
            ("college", 5),
            ("bestuur", 3),
        ]


class TestWaterBoard:
    def test_is_quite_different(self) -> None:
        other = LOADED["water-board"]

        assert [body.majority for body in other.sign_off.bodies] == ["unanimous", "simple", "two_thirds"]
        assert not {g.key for g in other.definition.groups} & {g.key for g in COMMON_GROUND.definition.groups}
        assert other.timezone != COMMON_GROUND.timezone
        assert {"land", "monitoring"} <= {section.key for section in other.definition.sections}
