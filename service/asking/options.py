"""What several acts choose from: sections, bodies, groups, seats, people."""

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from domain.shared.rules import Seat
from service.asking.acts import Option, Possible, Where
from service.asking.naming import Named, called

Anywhere: TypeAlias = Where[Any]
"""Wherever it is: what is chosen from does not depend on what the act is about."""


def sections(where: Anywhere) -> Iterable[Option]:
    """The sections of the plan."""
    return (Option(key, called("section", key)) for key in where.state.rules.definition.sections)


def groups(where: Anywhere) -> Iterable[Option]:
    """The groups of organisations."""
    return (Option(key, called("group", key)) for key in where.state.rules.definition.groups)


def bodies(where: Anywhere) -> Iterable[Option]:
    """The bodies, in the order of the chain."""
    return (Option(body.key, called("body", body.key)) for body in where.state.bodies)


def seats_of_bodies(where: Anywhere) -> Iterable[Option]:
    """The seats of all bodies."""
    return (Option(seat.key, seat_in(body.key, seat)) for body in where.state.bodies for seat in body.seats)


def panel_seats(where: Anywhere) -> Iterable[Option]:
    """The seats of the review panel that are the asker's."""
    mine = (seat for seat in where.state.panel if seat.person == where.asker.id)
    return (Option(seat.key, called("panel", seat.key)) for seat in mine)


def people(ids: Collection[str]) -> Iterable[Option]:
    """People of the programme."""
    return (Option(id_, called("person", id_)) for id_ in ids)


def seat_in(body: str, seat: Seat) -> Named:
    """What a seat is called in its body."""
    return called("seat", f"{body}/{seat.key}")


def only_if(holds: bool, *possible: Possible) -> Iterable[Possible]:  # noqa: FBT001 - what it is about
    """These, as long as something holds."""
    return possible if holds else ()
