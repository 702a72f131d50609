"""Voters: who votes on a seat, and what they hear who do not."""

from datetime import timedelta

import pytest

from domain.bodies.voters import NoSeatInTheBody, voter
from domain.shared.actors import Actor
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, NoSuchSeat, NotYourSeat, Part
from tests.domain import asking
from tests.domain.arranged import before_the_body
from tests.domain.cast import OFFICE, member
from tests.domain.programmes import Programme, body, rules

COLLEGE = member("college", 1)
BOARD = member("board", 1)
VERA = Actor(person="id-of-vera", role="substitute")


def two_bodies() -> Programme:
    return before_the_body(rules(body(), body("board")))


def who(actor: Actor, state: ProgrammeState, seat: str = "") -> Part:
    return voter(Asker(actor.person), state, seat)


def test_a_member_votes_on_their_own_seat_without_naming_it() -> None:
    assert who(COLLEGE, two_bodies().state) == Part(COLLEGE, "college-1")


def test_whoever_has_a_mandate_votes_as_a_substitute_also_when_it_may_not_hold_today() -> None:
    programme = two_bodies()
    later = programme.today + timedelta(days=90)
    programme.act(asking.give_mandate(VERA.person, later, later, by=COLLEGE))

    assert who(VERA, programme.state) == Part(VERA, "college-1")


def test_whom_the_blueprint_names_votes_as_a_substitute() -> None:
    college = body()
    seats = (college.seats[0].model_copy(update={"substitute": VERA.person}), *college.seats[1:])
    programme = before_the_body(rules(college.model_copy(update={"seats": seats})))

    assert who(VERA, programme.state) == Part(VERA, "college-1")


def test_whoever_names_no_seat_hears_of_the_body_and_not_of_their_seat_in_another() -> None:
    with pytest.raises(NoSeatInTheBody) as refused:
        who(BOARD, two_bodies().state)

    assert (refused.value.code, refused.value.details) == ("no_seat", {"body": "college"})
    assert "board-1" not in str(refused.value)


def test_a_seat_that_is_named_is_looked_for_in_every_body() -> None:
    assert who(BOARD, two_bodies().state, "board-1") == Part(BOARD, "board-1")


def test_before_anything_lies_before_a_body_any_seat_will_do() -> None:
    state = Programme(rules(body(), body("board"))).state

    assert who(BOARD, state) == Part(BOARD, "board-1")


@pytest.mark.parametrize(
    ("actor", "seat", "refusal"),
    [
        (COLLEGE, "college-2", NotYourSeat),
        (OFFICE, "college-1", NotYourSeat),
        (COLLEGE, "mayor", NoSuchSeat),
    ],
)
def test_a_seat_that_is_named_must_exist_and_be_theirs(
    actor: Actor, seat: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        who(actor, two_bodies().state, seat)
