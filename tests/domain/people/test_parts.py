"""The office of a programme: who is of it is in its register, and nobody comes into it by themselves."""

import pytest

from domain.people.give_part import HasPartAlready, PartGiven, giver_of_parts
from domain.people.take_part import HasNoSuchPart, LastOfTheOffice, PartTaken
from domain.shared.actors import Actor
from domain.state import roles
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, NotForYourself, NotTheOffice
from tests.domain import asking
from tests.domain.arranged import appointed, before_the_body
from tests.domain.cast import ADMINISTRATOR, ANNA, KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import Programme

VERA = "id-of-vera"


def without_office(programme: Programme) -> ProgrammeState:
    """The programme as its blueprint named nobody who is there."""
    state = programme.state
    return state.model_copy(update={"rules": state.rules.model_copy(update={"office": ()})})


def before_it_could_be_asked(programme: Programme) -> ProgrammeState:
    """The programme as a workflow has it that began before rules named the office."""
    state = programme.state
    return state.model_copy(update={"rules": state.rules.model_copy(update={"office": None})})


def test_the_office_is_whom_the_programme_began_with_whatever_somebody_says_of_themselves() -> None:
    programme = Programme()

    assert roles.office(Asker(OFFICE.person), programme.state).actor == OFFICE
    with pytest.raises(NotTheOffice):
        roles.office(Asker(VERA, let_in_as="office"), programme.state)


@pytest.mark.parametrize("giver", [OFFICE, PRINCIPAL], ids=lambda actor: actor.role)
def test_somebody_is_given_the_part_and_acts_for_the_programme_from_then_on(giver: Actor) -> None:
    programme = appointed()

    given = programme.act(asking.give_part(VERA, by=giver))

    assert next(event for event in given if isinstance(event, PartGiven)).office == (OFFICE.person, VERA)
    assert roles.office(Asker(VERA), programme.state).actor.person == VERA


def test_whose_part_is_taken_acts_no_longer() -> None:
    programme = appointed()
    programme.act(asking.give_part(VERA))

    taken = programme.act(asking.take_part(OFFICE.person, by=PRINCIPAL))

    assert next(event for event in taken if isinstance(event, PartTaken)).office == (VERA,)
    assert programme.refusal(asking.plan_meeting("college", programme.today)).code == "not_the_office"


def test_a_part_is_given_and_taken_once_and_the_last_of_the_office_stays() -> None:
    programme = appointed()

    assert programme.refusal(asking.give_part(OFFICE.person, by=PRINCIPAL)).code == HasPartAlready.code
    assert programme.refusal(asking.take_part(VERA)).code == HasNoSuchPart.code
    assert programme.refusal(asking.take_part(OFFICE.person)).code == LastOfTheOffice.code


def test_it_is_given_while_the_programme_is_suspended_too() -> None:
    programme = appointed()
    programme.act(asking.suspend())

    programme.act(asking.give_part(VERA))

    assert VERA in programme.state.office


@pytest.mark.parametrize("by", [KWARTIERMAKER, ADMINISTRATOR, member("college", 1)], ids=lambda a: a.role)
def test_nobody_else_gives_it(by: Actor) -> None:
    programme = appointed()

    assert programme.refusal(asking.give_part(VERA, by=by)).code == "not_the_office"


def test_whoever_runs_kwartier_gives_it_only_where_there_is_no_office() -> None:
    nobody, somebody = without_office(appointed()), appointed().state

    assert giver_of_parts(Asker(ADMINISTRATOR.person, operates=True), nobody).actor == ADMINISTRATOR
    with pytest.raises(NotTheOffice):
        giver_of_parts(Asker(ADMINISTRATOR.person, operates=True), somebody)
    with pytest.raises(NotTheOffice):
        giver_of_parts(Asker(VERA), nobody)


def test_nobody_gives_themselves_a_part_a_seat_or_a_mandate() -> None:
    programme = before_the_body()
    day = programme.today

    assert programme.refusal(asking.give_part(PRINCIPAL.person, by=PRINCIPAL)).code == NotForYourself.code
    assert programme.refusal(asking.pass_on_seat(OFFICE.person, day)).code == NotForYourself.code
    assert (
        programme.refusal(asking.give_mandate(OFFICE.person, day, day, by=OFFICE)).code == NotForYourself.code
    )


def test_a_workflow_from_before_takes_the_word_of_the_api_until_the_office_changes() -> None:
    state = before_it_could_be_asked(appointed())
    asked_as_office = Asker.of(OFFICE)

    assert roles.office(asked_as_office, state).actor == OFFICE
    with pytest.raises(NotTheOffice):
        roles.office(Asker.of(ANNA), state)
    changed = state.with_office((VERA,))
    with pytest.raises(NotTheOffice):
        roles.office(asked_as_office, changed)
