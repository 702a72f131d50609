"""Whose account is whom: bound once, by nobody else's, and undone by who runs the programme."""

import pytest

from domain.people.bind_identity import AnotherAccountIsBound, IdentityBound, IsAnotherPerson
from domain.people.identities import identity_of
from domain.people.undo_identity import NoAccountIsBound
from domain.shared.actors import Actor
from tests.domain import asking
from tests.domain.arranged import appointed
from tests.domain.cast import ANNA, OFFICE, PRINCIPAL, VERA, member

HERS, OTHER = "of her account", "of another account"


def test_an_account_is_bound_to_whoever_showed_the_link() -> None:
    programme = appointed()

    (bound,) = programme.act(asking.bind_identity(HERS))

    assert bound == IdentityBound(person=VERA.person, identity=HERS)
    assert programme.state.identities == {VERA.person: HERS}


def test_nobody_binds_a_second_account_and_no_account_is_two_people() -> None:
    programme = appointed()
    programme.act(asking.bind_identity(HERS))

    assert programme.refusal(asking.bind_identity(OTHER)).code == AnotherAccountIsBound.code
    assert programme.refusal(asking.bind_identity(HERS, by=ANNA)).code == IsAnotherPerson.code


@pytest.mark.parametrize("by", [OFFICE, PRINCIPAL], ids=lambda actor: actor.role)
def test_what_is_undone_can_be_bound_anew_by_either_account(by: Actor) -> None:
    programme = appointed()
    programme.act(asking.bind_identity(OTHER))
    programme.act(asking.suspend())

    programme.act(asking.undo_identity(VERA.person, by=by))
    programme.act(asking.bind_identity(HERS))
    programme.act(asking.bind_identity(OTHER, by=ANNA))

    assert programme.state.identities == {VERA.person: HERS, ANNA.person: OTHER}


def test_only_who_runs_the_programme_undoes_and_only_what_was_bound() -> None:
    programme = appointed()
    programme.act(asking.bind_identity(HERS))

    assert programme.refusal(asking.undo_identity(VERA.person, by=VERA)).code == "not_the_office"
    by_member = asking.undo_identity(VERA.person, by=member("college", 1))
    assert programme.refusal(by_member).code == "not_the_office"
    assert programme.refusal(asking.undo_identity(ANNA.person)).code == NoAccountIsBound.code


def test_an_identity_is_of_one_issuer_one_subject_and_one_programme() -> None:
    there = identity_of("https://id.example", "anna", b"secret")

    assert there == identity_of("https://id.example", "anna", b"secret")
    others = {
        identity_of("https://id.example", "bram", b"secret"),
        identity_of("https://other.example", "anna", b"secret"),
        identity_of("https://id.example", "anna", b"another"),
    }
    assert len(others - {there}) == len(others) == 3
