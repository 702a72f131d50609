"""Organisations that are added or withdrawn while the programme is being defined."""

import pytest

from domain.consultation.close_consultation import ConsultationClosed
from domain.every_phase.waiting import waiting
from domain.organisations.add_organisations import OrganisationsAdded
from domain.organisations.withdraw_organisations import OrganisationsWithdrawn
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.arranged import appointed, drafted
from tests.domain.cast import EVERY_ROLE, OFFICE
from tests.domain.programmes import Programme


def test_whoever_is_added_is_counted_in_its_group() -> None:
    programme = appointed()

    programme.act(asking.add_organisations("X1", "X2", group="marktpartij"))

    assert programme.last(OrganisationsAdded) == OrganisationsAdded(
        groups={"marktpartij": 2}, codes=("X1", "X2")
    )
    assert programme.state.stakeholders == {"gemeente": 3, "marktpartij": 4}
    assert programme.state.rules.definition.groups == {"gemeente": 3, "marktpartij": 2}
    assert str(waiting(programme.state).sentence).startswith("7 invited organisations,")


def test_whoever_is_withdrawn_is_counted_no_more() -> None:
    programme = appointed()

    programme.act(asking.withdraw_organisations("G1", "G2"))

    assert programme.last(OrganisationsWithdrawn).groups == {"gemeente": 2}
    assert programme.state.stakeholders == {"gemeente": 1, "marktpartij": 2}


def test_a_round_waits_for_whoever_was_added_and_not_for_whoever_was_withdrawn() -> None:
    programme = appointed()
    programme.act(asking.add_organisations("X1"), asking.withdraw_organisations("M1", group="marktpartij"))
    for group in ("gemeente", "gemeente", "gemeente", "marktpartij"):
        programme.contribute(group)
    assert programme.state.definition.consultation is not None
    assert programme.state.definition.consultation.is_open

    programme.contribute("gemeente")

    assert programme.last(ConsultationClosed).invited == {"gemeente": 4, "marktpartij": 1}


def test_who_was_withdrawn_may_come_back_and_the_other_way_round() -> None:
    programme = appointed()

    programme.act(
        asking.withdraw_organisations("G1"),
        asking.add_organisations("G1"),
        asking.withdraw_organisations("G1"),
    )

    assert programme.state.stakeholders["gemeente"] == 2


def test_nobody_is_added_or_withdrawn_twice() -> None:
    programme = appointed()
    programme.act(asking.add_organisations("X1"), asking.withdraw_organisations("G1"))

    added = programme.refusal(asking.add_organisations("X1", "X2"))
    withdrawn = programme.refusal(asking.withdraw_organisations("G1", "G2"))

    assert (added.code, added.details) == ("organisation_takes_part", {"organisations": ["X1"]})
    assert (withdrawn.code, withdrawn.details) == ("no_such_organisation", {"organisations": ["G1"]})


def test_only_groups_of_the_blueprint_have_organisations() -> None:
    refusal = appointed().refusal(asking.add_organisations("X1", group="provincie"))

    assert refusal.code == "unknown_group"
    assert refusal.details == {"unknown": ["provincie"], "groups": ["gemeente", "marktpartij"]}


def test_before_the_first_invitations_are_out_nobody_falls_between_two_lists() -> None:
    programme = Programme()
    programme.act(asking.nominate(), asking.choose("id-of-anna"))
    programme.by_itself = False
    programme.act(asking.accept())

    assert programme.refusal(asking.add_organisations("X1")).code == "no_consultation_yet"
    assert programme.refusal(asking.withdraw_organisations("G1")).code == "no_consultation_yet"


def test_after_a_round_it_is_possible_too() -> None:
    programme = drafted()

    programme.act(asking.add_organisations("X1"))

    assert programme.state.stakeholders["gemeente"] == 4


@pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != OFFICE], ids=lambda actor: actor.role)
def test_only_the_office_does_so(actor: Actor) -> None:
    programme = appointed()

    for command in (
        asking.add_organisations("X1", by=actor),
        asking.withdraw_organisations("G1", by=actor),
    ):
        assert isinstance(programme.refusal(command), Forbidden)
