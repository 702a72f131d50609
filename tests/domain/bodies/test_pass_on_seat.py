"""A seat passes on: rights go with it from a day on, a vote stays with it, and work with the person."""

from datetime import timedelta

import pytest

from domain.bodies.pass_on_seat import SeatTransferred
from domain.shared.actors import Actor
from domain.state.commands import Command
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.domain.arranged import before_the_body, drafted, under_review
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, OFFICE, OTHER_PRINCIPAL, PRINCIPAL, member
from tests.domain.programmes import Programme

VERA = Actor(person="id-of-vera", role="member")
FIRST = member("college", 1)


def voted(programme: Programme, by: Actor) -> None:
    programme.act(asking.ballot(programme.state, 1, by=by))


class TestASeatOfABody:
    def test_it_is_recorded_with_who_held_it_and_from_which_day(self) -> None:
        programme = before_the_body()
        command = asking.pass_on_seat(VERA.person, programme.today)
        assert programme.act(command) == [
            SeatTransferred(
                body="college",
                seat="college-1",
                before=FIRST.person,
                person=VERA.person,
                first_day=programme.today,
                reason=command.reason,
            )
        ]

    def test_from_that_day_on_its_new_holder_votes_and_who_held_it_does_not(self) -> None:
        programme = before_the_body()
        programme.act(asking.pass_on_seat(VERA.person, programme.today))
        refusal = programme.refusal(asking.ballot(programme.state, 1, by=FIRST))
        assert refusal.code == "not_your_seat"
        voted(programme, VERA)
        assert set(programme.state.sign_off.current.votes) == {"college-1"}

    def test_on_the_day_before_it_is_the_other_way_round(self) -> None:
        programme = before_the_body()
        programme.act(asking.pass_on_seat(VERA.person, programme.today + timedelta(days=1)))
        assert programme.refusal(asking.ballot(programme.state, 1, by=VERA)).code == "not_your_seat"
        voted(programme, FIRST)

    def test_no_timer_waits_for_the_day_it_is_asked_for_when_somebody_acts(self) -> None:
        programme = before_the_body()
        before = programme.open_deadlines
        programme.act(asking.pass_on_seat(VERA.person, programme.today + timedelta(days=1)))
        assert programme.open_deadlines == before
        programme.on(programme.today + timedelta(days=1))
        voted(programme, VERA)

    def test_a_vote_in_an_open_ballot_stays_until_its_new_holder_changes_it(self) -> None:
        programme = before_the_body()
        voted(programme, FIRST)
        programme.act(asking.pass_on_seat(VERA.person, programme.today))
        assert programme.state.sign_off.current.votes["college-1"].choice == "for"
        programme.act(asking.ballot(programme.state, 1, "against", by=VERA))
        assert programme.state.sign_off.current.votes["college-1"].choice == "against"

    def test_mandates_for_it_end_and_those_for_other_seats_stay(self) -> None:
        programme = before_the_body()
        day, last = programme.today, programme.today + timedelta(days=30)
        programme.act(asking.give_mandate("id-of-vic", day, last, by=FIRST))
        second = asking.give_mandate(
            "id-of-wim", day, last, by=member("college", 2), seats={"college": "college-2"}
        )
        programme.act(second, asking.pass_on_seat(VERA.person, day))
        mandates = programme.state.sign_off.mandates
        assert (mandates[1].withdrawn_on, mandates[2].withdrawn_on) == (day, None)
        refused = asking.ballot(programme.state, 1, by=Actor(person="id-of-vic", role="substitute"))
        assert programme.refusal(refused).code == "mandate_not_valid"

    def test_whoever_prepared_the_plan_does_not_vote_on_a_seat_that_passed_to_them(self) -> None:
        programme = before_the_body()
        programme.act(asking.pass_on_seat(KWARTIERMAKER.person, programme.today))
        mine = asking.ballot(programme.state, 1, by=Actor(person=KWARTIERMAKER.person, role="member"))
        assert programme.refusal(mine).code == "own_work"

    def test_it_can_pass_on_again_and_of_two_decisions_for_one_day_the_later_holds(self) -> None:
        programme = before_the_body()
        for person in ("id-of-wim", VERA.person):
            programme.act(asking.pass_on_seat(person, programme.today))
        assert seat_of(programme.state) == VERA.person


def seat_of(state: ProgrammeState) -> str:
    return state.bodies[0].seats[0].person


class TestOtherPlaces:
    def test_a_seat_of_the_panel_passes_on(self) -> None:
        programme = under_review()
        programme.act(asking.pass_on_seat(VERA.person, programme.today, body=None, seat="panel-1"))
        assert programme.refusal(asking.review("panel-1", programme.state)).code == "no_seat"
        programme.act(asking.review("panel-1", programme.state, by=Actor(person=VERA.person, role="panel")))

    def test_the_principals_place_passes_on(self) -> None:
        programme = drafted()
        programme.act(
            asking.pass_on_seat(OTHER_PRINCIPAL.person, programme.today, body=None, seat=None, by=PRINCIPAL)
        )
        assert programme.refusal(asking.withdraw(by=PRINCIPAL)).code == "not_the_principal"
        programme.act(asking.withdraw(by=OTHER_PRINCIPAL))

    def test_it_can_be_done_while_the_programme_is_suspended_for_the_want_of_somebody(self) -> None:
        programme = before_the_body()
        programme.act(asking.suspend(), asking.pass_on_seat(VERA.person, programme.today))
        assert seat_of(programme.state) == VERA.person


class TestWhoeverWillBeThePrincipal:
    """From the day of the promise on, not only from the day it comes true: nobody is both, even then."""

    def test_is_no_candidate(self) -> None:
        programme = Programme()
        programme.act(promise(programme, VERA.person))
        assert programme.refusal(asking.nominate(VERA.person)).code == "own_work"

    def test_does_not_become_the_kwartiermaker(self) -> None:
        programme = drafted()
        programme.act(promise(programme, VERA.person))
        assert programme.refusal(asking.replace_kwartiermaker(VERA.person)).code == "not_another_person"

    def test_may_when_a_later_decision_names_somebody_else_for_that_day(self) -> None:
        programme = Programme()
        programme.act(promise(programme, VERA.person), promise(programme, OTHER_PRINCIPAL.person))
        programme.act(asking.nominate(VERA.person))


def promise(programme: Programme, person: str) -> Command:
    return asking.pass_on_seat(person, programme.today + timedelta(days=30), body=None, seat=None)


class TestWhatIsRefused:
    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a not in (OFFICE, PRINCIPAL)], ids=str)
    def test_anybody_else_but_the_office_and_the_principal(self, actor: Actor) -> None:
        programme = before_the_body()
        asked = asking.pass_on_seat(VERA.person, programme.today, by=actor)
        assert programme.refusal(asked).code == "not_the_office"

    @pytest.mark.parametrize(
        ("body", "seat", "code"),
        [
            ("college", "college-9", "no_such_seat"),
            ("parliament", "college-1", "unknown_body"),
            (None, "panel-9", "no_such_seat"),
        ],
    )
    def test_a_place_that_is_not_there(self, body: str | None, seat: str, code: str) -> None:
        programme = before_the_body()
        asked = asking.pass_on_seat(VERA.person, programme.today, body=body, seat=seat)
        assert (programme.refusal(asked).code, programme.refusal(asked).status) == (code, 404)

    def test_whoever_has_a_seat_there_already(self) -> None:
        programme = before_the_body()
        for holder in (FIRST, member("college", 2)):
            asked = asking.pass_on_seat(holder.person, programme.today)
            assert programme.refusal(asked).code == "holds_it_already"

    def test_whoever_gets_another_seat_there_on_a_later_day(self) -> None:
        programme = before_the_body()
        later = programme.today + timedelta(days=30)
        programme.act(asking.pass_on_seat(VERA.person, later))
        asked = asking.pass_on_seat(VERA.person, later, body="college", seat="college-2")
        assert programme.refusal(asked).code == "holds_it_already"

    @pytest.mark.parametrize("person", [PRINCIPAL.person, KWARTIERMAKER.person])
    def test_a_principal_who_is_it_already_or_prepares_the_programme(self, person: str) -> None:
        programme = before_the_body()
        asked = asking.pass_on_seat(person, programme.today, body=None, seat=None)
        assert programme.refusal(asked).code == "holds_it_already"

    def test_a_principal_who_is_a_candidate(self) -> None:
        programme = Programme()
        programme.act(asking.nominate(VERA.person))
        asked = asking.pass_on_seat(VERA.person, programme.today, body=None, seat=None)
        assert programme.refusal(asked).code == "holds_it_already"

    def test_a_day_that_is_over(self) -> None:
        programme = before_the_body()
        asked = asking.pass_on_seat(VERA.person, programme.today - timedelta(days=1))
        assert programme.refusal(asked).code == "day_is_over"
