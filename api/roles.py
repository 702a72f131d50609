"""In which role somebody acts: found from where the programme stands, and only then from the token.

The domain judges again with the state of that moment; here it is settled who is not even let in.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from api.http.identity import Caller
from domain.shared.actors import Actor, Role
from domain.shared.errors import Forbidden
from domain.shared.rules import Seat
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Part


class Person(NamedTuple):
    """Who calls, and the id by which programmes know them."""

    id: str
    caller: Caller


Casting = Callable[[Person, ProgrammeState], Part]
"""Finds the part that somebody takes, or raises `Forbidden`."""

Check = Callable[[ProgrammeState], None]
"""Raises a `Problem` when what a command is about does not exist."""


def _part(person: Person, role: Role, seat: str = "") -> Part:
    return Part(Actor(person=person.id, role=role), seat)


def office(person: Person, _state: ProgrammeState) -> Part:
    if "office" not in person.caller.roles:
        raise Forbidden("not_the_office", "Only the programme office can do this.")
    return _part(person, "office")


def principal(person: Person, state: ProgrammeState) -> Part:
    if person.id != state.rules.principal:
        raise Forbidden("not_the_principal", "Only the principal of this programme can do this.")
    return _part(person, "principal")


def office_or_principal(person: Person, state: ProgrammeState) -> Part:
    if person.id == state.rules.principal:
        return _part(person, "principal")
    if "office" not in person.caller.roles:
        raise Forbidden("not_the_office", "Only the programme office or the principal can do this.")
    return _part(person, "office")


def office_or_kwartiermaker(person: Person, state: ProgrammeState) -> Part:
    if person.id == state.kwartiermaker:
        return _part(person, "kwartiermaker")
    if "office" not in person.caller.roles:
        raise Forbidden("not_the_office", "Only the programme office or the kwartiermaker can do this.")
    return _part(person, "office")


def candidate(person: Person, state: ProgrammeState) -> Part:
    # Before anybody is nominated the rules have something better to say: that nobody is being asked.
    if state.appointment.candidates and person.id not in state.appointment.candidates:
        raise Forbidden("not_asked", "Only the candidate who is being asked can answer.")
    return _part(person, "candidate")


def kwartiermaker(person: Person, state: ProgrammeState) -> Part:
    if state.kwartiermaker not in {None, person.id}:
        raise Forbidden("not_the_kwartiermaker", "Only the kwartiermaker of this programme can do this.")
    return _part(person, "kwartiermaker")


def drafter(person: Person, state: ProgrammeState) -> Part:
    """The kwartiermaker, or whom they allow to draft."""
    if person.id in state.definition.drafters:
        return _part(person, "drafter")
    return kwartiermaker(person, state)


def panellist(wanted: str | None) -> Casting:
    """Whoever holds the `wanted` seat of the review panel, or any when none is named."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        return _part(person, "panel", _seat_of(person, state.rules.definition.panel, wanted))

    return cast


def member(wanted: str | None) -> Casting:
    """Whoever holds the `wanted` seat of a deciding body, first of the one whose turn it is."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        bodies = [*([state.body] if state.body else []), *state.rules.sign_off.bodies]
        seats = [seat for body in bodies for seat in body.seats]
        return _part(person, "member", _seat_of(person, seats, wanted))

    return cast


def _seat_of(person: Person, seats: Iterable[Seat], wanted: str | None) -> str:
    """The key of the seat that `person` uses."""
    known = list(seats)
    if wanted is not None and wanted not in {seat.key for seat in known}:
        raise Forbidden("no_such_seat", f"There is no seat {wanted} here.")
    held = [seat.key for seat in known if seat.person == person.id]
    if not held:
        raise Forbidden("no_seat", "Only who holds a seat here can do this.")
    if wanted is not None and wanted not in held:
        raise Forbidden("not_your_seat", f"Only the holder of seat {wanted} can use it.")
    return wanted or held[0]
