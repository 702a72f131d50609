"""In which parts somebody reads is found from where the programme stands; a stranger has none."""

from datetime import timedelta

import pytest

from domain.reading.parts import KnownReader, ReadingPart, parts_of
from domain.shared.rules import Seat
from tests.domain import asking
from tests.domain.arranged import appointed, approved, asked, before_the_body, withdrawn
from tests.domain.cast import ANNA, BRAM, OFFICE, PANEL, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules

VERA = "id-of-vera"


def parts(programme: Programme, id_: str | None) -> set[ReadingPart]:
    return set(parts_of(KnownReader(id_), programme.state, programme.today))


def test_a_stranger_has_none_not_even_before_there_is_a_kwartiermaker() -> None:
    for programme in (asked(), appointed(), withdrawn()):
        assert parts(programme, None) == parts(programme, VERA) == set()


def test_everyone_has_one_once_the_programme_is_approved() -> None:
    assert parts(approved(), None) == {"everyone"}


def test_whoever_is_asked_is_a_candidate_until_somebody_accepts() -> None:
    programme = asked(None, ANNA.person, BRAM.person)
    assert parts(programme, ANNA.person) == parts(programme, BRAM.person) == {"candidate"}

    programme.act(asking.decline())
    assert parts(programme, ANNA.person) == set()

    programme.act(asking.accept(by=BRAM))
    assert parts(programme, BRAM.person) == {"kwartiermaker"}


def test_seats_are_those_of_bodies_and_panel() -> None:
    seats = (
        Seat(key="college-1", person=member("college", 1).person),
        Seat(key="college-2", person=member("college", 2).person, substitute=VERA),
    )
    programme = before_the_body(rules(body(seats=seats, chair="college-1", judge=BRAM.person)))

    assert parts(programme, member("college", 1).person) == {"member", "chair"}
    assert parts(programme, member("college", 2).person) == {"member"}
    assert parts(programme, VERA) == {"substitute"}
    assert parts(programme, BRAM.person) == {"judge"}
    assert parts(programme, PANEL["panel-1"].person) == {"panel"}
    assert parts(programme, PRINCIPAL.person) == {"principal"}


def test_a_mandate_makes_a_substitute_until_its_last_day_or_until_it_is_withdrawn() -> None:
    holder = member("college", 1)
    programme = before_the_body()
    tomorrow = programme.today + timedelta(days=1)
    programme.act(asking.give_mandate(VERA, tomorrow, tomorrow, by=holder))

    assert parts(programme, VERA) == {"substitute"}
    programme.on(tomorrow + timedelta(days=1))
    assert parts(programme, VERA) == set()

    programme.act(asking.give_mandate(VERA, programme.today, programme.today, by=holder))
    programme.act(asking.withdraw_mandate(2, by=holder))
    assert parts(programme, VERA) == set()


def test_the_office_is_whom_the_programme_names_and_those_who_came_to_it() -> None:
    programme = appointed()
    assert parts(programme, OFFICE.person) == {"office"}

    programme.act(asking.give_part(VERA))
    programme.act(asking.take_part(OFFICE.person, by=PRINCIPAL))

    assert parts(programme, VERA) == {"office"}
    assert parts(programme, OFFICE.person) == set()


def test_whoever_speaks_for_an_organisation_is_a_representative() -> None:
    reader = KnownReader(organisations=frozenset({"G1"}))

    assert parts_of(reader, asked().state, asked().today) == {"representative"}


@pytest.mark.parametrize("claim", ["operator", "auditor"])
def test_what_a_token_says_counts_in_every_programme(claim: ReadingPart) -> None:
    reader = KnownReader(claims=frozenset({claim}))  # pyright: ignore[reportArgumentType] - each is one

    assert parts_of(reader, asked().state, asked().today) == {claim}
