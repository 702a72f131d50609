"""Benchmarks are not run with the tests; what they are made of is."""

from bench import ballots


def test_a_hundred_members_hold_the_seats_of_a_body_that_can_decide() -> None:
    blueprint = ballots.of_a_hundred()

    (body,) = blueprint.rules({person.key: person.key for person in blueprint.people}).sign_off.bodies

    assert len({seat.person for seat in body.seats}) == ballots.MEMBERS
    assert {seat.weight for seat in body.seats} == {1}
