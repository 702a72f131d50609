"""In which role somebody acts: found from where the programme stands, and only then from the token.

The domain judges again with the state of that moment; here it is settled who is not even let in.
"""

from collections.abc import Callable, Iterable, Mapping

from domain.conditions import judging
from domain.shared.actors import Actor, Role
from domain.shared.errors import Forbidden
from domain.shared.rules import Seat
from domain.sign_off.corrections import chair_of, decision_at
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Part
from service.callers import Person

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


def voter(wanted: str | None) -> Casting:
    """Whoever votes on the `wanted` seat, or any: its holder, its substitute, or who has a mandate for it.

    Whether a mandate holds today is judged where the programme's clock is.
    """

    def cast(person: Person, state: ProgrammeState) -> Part:
        bodies = [*([state.body] if state.body else []), *state.rules.sign_off.bodies]
        given = [m.seats for m in state.sign_off.mandates.values() if m.person == person.id]
        for body in bodies:
            for seat in body.seats:
                if wanted not in {None, seat.key}:
                    continue
                if seat.person == person.id:
                    return _part(person, "member", seat.key)
                if seat.substitute == person.id or any(s.get(body.key) == seat.key for s in given):
                    return _part(person, "substitute", seat.key)
        return member(wanted)(person, state)

    return cast


def holder_or_office(seats: Mapping[str, str]) -> Casting:
    """Whoever holds `seats` (by body), or the office on their behalf; who is both acts as the holder."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        bodies = {body.key: body.seats for body in state.rules.sign_off.bodies}
        named = [seat for body, key in seats.items() for seat in bodies.get(body, ()) if seat.key == key]
        if "office" in person.caller.roles and any(seat.person != person.id for seat in named):
            return _part(person, "office")
        if any(seat.person == person.id for body in bodies.values() for seat in body):
            return _part(person, "member")
        return office(person, state)

    return cast


def giver_of(mandate: int) -> Casting:
    """Whoever's seat a mandate is for, or the office."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        found = state.sign_off.mandates.get(mandate)
        if found is not None and found.holder == person.id:
            return _part(person, "member")
        if "office" not in person.caller.roles:
            raise Forbidden("not_your_mandate", "Only who gave a mandate, or the office, withdraws it.")
        return _part(person, "office")

    return cast


def corrector_of(decision: int) -> Casting:
    """The chair of the body that took a decision, or the office where it has none."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        found = decision_at(state, decision)
        chair = chair_of(state, found) if found is not None else None
        if chair is None:
            return office(person, state)
        if chair.person != person.id:
            raise Forbidden("not_the_chair", "Only the chair corrects what this body decided.")
        return _part(person, "member", chair.key)

    return cast


def owner_of(condition: str) -> Casting:
    """Whoever must show that a condition is met."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        found = state.conditions.get(condition)
        owners: dict[str, Casting] = {"office": office, "principal": principal}
        return owners.get(found.set.owner if found else "", kwartiermaker)(person, state)

    return cast


def judge_of(condition: str) -> Casting:
    """Whoever judges a condition, as the body that set it says."""

    def cast(person: Person, state: ProgrammeState) -> Part:
        found = state.conditions.get(condition)
        if found is None:
            return member(None)(person, state)
        body = judging.body_of(found, state)
        if body.conditions_judged_by == "person":
            if person.id != body.judge:
                raise Forbidden("not_the_judge", "Only whom the body named judges its conditions.")
            return _part(person, "judge")
        seats = judging.seats_that_judge(found, body)
        wanted = seats[0].key if len(seats) == 1 else None
        return _part(person, "member", _seat_of(person, body.seats, wanted))

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
