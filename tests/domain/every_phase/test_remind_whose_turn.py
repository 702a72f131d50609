"""Reminding those whose turn it is: all of them, by their turns and in numbers, at most once a day."""

from datetime import timedelta

import pytest

from domain.every_phase.remind_whose_turn import (
    NobodysTurn,
    RemindedToday,
    RemindedTurn,
    TurnsReminded,
)
from domain.shared.refusals import Forbidden, Refusal
from tests.domain import asking
from tests.domain.arranged import appointed, approved, asked, before_the_body, drafted
from tests.domain.cast import EVERY_ROLE, OFFICE, PRINCIPAL, member
from tests.domain.programmes import START, Programme


def codes(programme: Programme) -> list[str]:
    return [turn.code for turn in programme.last(TurnsReminded).turns]


def test_the_register_says_of_what_and_how_many() -> None:
    programme = before_the_body()

    programme.act(asking.remind_whose_turn())

    assert programme.last(TurnsReminded) == TurnsReminded(
        turns=(RemindedTurn(code="vote", role="member", about="1", deadline="meeting"),), count=3
    )


def test_who_has_voted_is_not_counted() -> None:
    programme = before_the_body()
    programme.act(asking.ballot(programme.state, 1, "for"))

    programme.act(asking.remind_whose_turn())

    assert programme.last(TurnsReminded).count == 2


def test_everything_that_waits_is_reminded_of_at_once() -> None:
    programme = drafted()
    programme.act(asking.add_projects())

    programme.act(asking.remind_whose_turn())

    assert codes(programme) == ["answer_contributions", "submit_version", "place_projects"]
    # All of it is the kwartiermaker's.
    assert programme.last(TurnsReminded).count == 1


def test_organisations_are_reminded_while_some_are_silent() -> None:
    programme = appointed()

    programme.act(asking.remind_whose_turn(silent=2))

    assert codes(programme) == ["contribute"]
    assert programme.last(TurnsReminded).count == 2


def test_where_none_is_silent_it_is_nobodys_turn() -> None:
    with pytest.raises(NobodysTurn):
        appointed().act(asking.remind_whose_turn(silent=0))


def test_it_is_done_at_most_once_a_day() -> None:
    programme = asked()
    programme.act(asking.remind_whose_turn())

    with pytest.raises(RemindedToday):
        programme.act(asking.remind_whose_turn(by=PRINCIPAL))

    programme.on(START + timedelta(days=1))
    programme.act(asking.remind_whose_turn())
    assert codes(programme) == ["answer_assignment"]


def test_office_and_principal_may_ask_for_it_and_nobody_else() -> None:
    for by in (OFFICE, PRINCIPAL):
        before_the_body().act(asking.remind_whose_turn(by=by))
    for by in (*EVERY_ROLE, member("college", 1)):
        if by not in (OFFICE, PRINCIPAL):
            with pytest.raises(Forbidden):
                before_the_body().act(asking.remind_whose_turn(by=by))


def test_what_has_ended_or_stands_still_reminds_nobody() -> None:
    suspended = before_the_body()
    suspended.act(asking.suspend())

    for programme in (approved(), suspended):
        with pytest.raises(Refusal):
            programme.act(asking.remind_whose_turn())
