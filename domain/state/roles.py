"""Who may act in which part: found from where the programme stands, never from a token.

Each kind of actor has one resolver. A command names its own (`Command.part`): the API asks it before anything
is written, and the rules ask the same one again with the state of that moment.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

from domain.shared.actors import Actor, Role
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Missing
from domain.shared.rules import Seat
from domain.state.programme_state import ProgrammeState


class Asker(NamedTuple):
    """Somebody who asks: the id by which the programme knows them.

    `operates` is whether their token says that they run Kwartier, `let_in_as` the role in which a command of
    theirs was let in before: both count only where the programme itself cannot tell.
    """

    id: str
    operates: bool = False
    let_in_as: Role | None = None

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """Whoever asked a command that was let in."""
        return cls(actor.person, actor.role == "administrator", actor.role)


class Part(NamedTuple):
    """The part somebody takes in a programme: their role, and the seat they use."""

    actor: Actor
    seat: str = ""


def part(asker: Asker, role: Role, seat: str = "") -> Part:
    """The part of `asker` in a role, with the seat they use where it is one."""
    return Part(Actor(person=asker.id, role=role), seat)


class NotTheOffice(Forbidden):
    title = N_("Only the programme office can do this")
    sentence = N_("Only the office of this programme can do this.")
    advice = N_("Ask the programme office; `kwartier parts list` says who they are.")


class NotForYourself(Forbidden):
    title = N_("Nobody gives themselves a part in a decision")
    sentence = N_("Nobody gives themselves a seat, a mandate or the programme office.")
    advice = N_("Name somebody else, or let another one who may do this name you.")


class NotThePrincipal(Forbidden):
    title = N_("Only the principal of this programme can do this")
    sentence = N_("Only the principal of this programme can do this.")
    advice = N_("Ask the principal.")


class NotTheKwartiermaker(Forbidden):
    title = N_("Only the kwartiermaker can do this")
    sentence = N_("Only the kwartiermaker of this programme can do this.")
    advice = N_("Ask the kwartiermaker.")


class NotADrafter(NotTheKwartiermaker):
    sentence = N_("Only the kwartiermaker, and whoever they allow to draft, can write the plan.")


class NoSeat(Forbidden):
    title = N_("This takes a seat that you do not hold")
    sentence = N_("Only the holder of a seat here can do this.")
    advice = N_("Ask the programme office whose seat it is.")


class NotYourSeat(Forbidden):
    title = N_("Somebody else holds this seat")
    sentence = N_("Only the holder of seat {seat} can use it.")
    advice = N_("Leave the seat out, or name one that you hold.")
    seat: str


class NoSuchSeat(Missing):
    title = N_("There is no such seat")
    sentence = N_("There is no seat {seat} here.")
    advice = N_("Leave the seat out, or name one that you hold.")
    seat: str


def is_of_the_office(asker: Asker, state: ProgrammeState) -> bool:
    """Whether `asker` is of the programme office."""
    if not state.knows_its_office:
        # A workflow from before the programme knew: the API has asked the blueprint that was kept.
        return asker.let_in_as == "office"
    return asker.id in state.office


def office(asker: Asker, state: ProgrammeState) -> Part:
    if not is_of_the_office(asker, state):
        raise NotTheOffice
    return part(asker, "office")


def must_be_for_another(asker: Asker, person: str, state: ProgrammeState) -> None:
    """Raise `NotForYourself` where `asker` would give a part in the decision to `person`, and is that."""
    # Workflows of before let it in: what they accepted replays as accepted. The API asks for them as well.
    if state.knows_its_office and asker.id == person:
        raise NotForYourself


def principal(asker: Asker, state: ProgrammeState) -> Part:
    if asker.id != state.principal:
        raise NotThePrincipal
    return part(asker, "principal")


def office_or_principal(asker: Asker, state: ProgrammeState) -> Part:
    """Whoever runs the programme; the principal acts as such, whatever else they are."""
    if asker.id == state.principal:
        return part(asker, "principal")
    return office(asker, state)


def office_or_kwartiermaker(asker: Asker, state: ProgrammeState) -> Part:
    if asker.id == state.kwartiermaker:
        return part(asker, "kwartiermaker")
    return office(asker, state)


def kwartiermaker(asker: Asker, state: ProgrammeState) -> Part:
    # While there is none the rules have something better to say: in which phase the programme is.
    if state.kwartiermaker not in {None, asker.id}:
        raise NotTheKwartiermaker
    return part(asker, "kwartiermaker")


def drafter(asker: Asker, state: ProgrammeState) -> Part:
    """The kwartiermaker, or somebody whom they allow to draft."""
    if asker.id in state.definition.drafters:
        return part(asker, "drafter")
    if state.kwartiermaker not in {None, asker.id}:
        raise NotADrafter
    return kwartiermaker(asker, state)


def panellist(asker: Asker, state: ProgrammeState, seat: str = "") -> Part:
    """Whoever holds a seat of the review panel: that one, or any when none is named."""
    return part(asker, "panel", seat_of(asker, state.panel, seat))


def member(asker: Asker, state: ProgrammeState, seat: str = "") -> Part:
    """Whoever holds a seat of a deciding body, first of the one whose turn it is."""
    bodies = [*([state.body] if state.body else []), *state.bodies]
    return part(asker, "member", seat_of(asker, (seat for body in bodies for seat in body.seats), seat))


def seat_of(asker: Asker, seats: Iterable[Seat], wanted: str = "") -> str:
    """The key of the seat that `asker` uses: the wanted one of `seats`, or the first that they hold."""
    known = list(seats)
    if wanted and wanted not in {seat.key for seat in known}:
        raise NoSuchSeat(seat=wanted)
    held = [seat.key for seat in known if seat.person == asker.id]
    if not held:
        raise NoSeat
    if wanted and wanted not in held:
        raise NotYourSeat(seat=wanted)
    return wanted or held[0]
