"""A seat passes on: from a day on somebody else holds a seat of a body or the panel, or is the principal."""

from datetime import date

from domain.appointment.candidates import kwartiermaker_or_candidates
from domain.bodies.known_bodies import known_body
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import Seat
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState, SeatTransfer
from domain.state.roles import Asker, NoSuchSeat, Part


class PassOnSeat(Command):
    """Let `person` take a place over from `first_day` on.

    It is a seat of a body, without one a seat of the panel, and without both the place of the principal.
    """

    # A programme may be suspended for the very want of somebody in this place.
    while_suspended = True
    body_key: str | None = None
    seat: str | None = None
    person: str
    first_day: date
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        found = roles.office_or_principal(asker, state)
        roles.must_be_for_another(asker, self.person, state)
        return found


class SeatTransferred(Event):
    """From `first_day` on `person` holds what `before` held when it was decided.

    It is a seat of `body`, without one a seat of the panel, and without both the place of the principal.
    """

    body: str | None = None
    seat: str | None = None
    before: str
    person: str
    first_day: date
    reason: TextRef


class HoldsItAlready(Refusal):
    title = N_("They hold this place already")
    sentence = N_("Whoever is named holds this place already, or another seat there; name somebody else.")
    advice = N_("Name another person.")


class PrincipalAndKwartiermaker(HoldsItAlready):
    sentence = N_(
        "The principal commissions the kwartiermaker: name somebody who is neither of them, nor a candidate."
    )


class SeatPassedOnInThePast(DayIsOver):
    sentence = N_("A seat passes on today or later; what was done before was done by who held it then.")


@decide.register
def _(command: PassOnSeat, state: ProgrammeState, today: date) -> list[Event]:
    if command.first_day < today:
        raise SeatPassedOnInThePast(today=today)
    before = _holder(command, state)
    return [
        SeatTransferred(
            body=command.body_key,
            seat=command.seat,
            before=before,
            person=command.person,
            first_day=command.first_day,
            reason=command.reason,
        )
    ]


def _holder(command: PassOnSeat, state: ProgrammeState) -> str:
    """Who holds the place now, after looking that the person named may take it."""
    if command.body_key is None and command.seat is None:
        if command.person in {state.principal, *kwartiermaker_or_candidates(state)}:
            raise PrincipalAndKwartiermaker
        return state.principal
    seats = state.panel if command.body_key is None else known_body(command.body_key, state).seats
    seat = _seat_at(command.seat or "", seats)
    others = (state.promised(command.body_key, other.key) for other in seats if other != seat)
    # Nobody has two voices in one body, nor comes to have them on a later day.
    if command.person in {held.person for held in seats}.union(*others):
        raise HoldsItAlready
    return seat.person


def _seat_at(key: str, seats: tuple[Seat, ...]) -> Seat:
    for seat in seats:
        if seat.key == key:
            return seat
    raise NoSuchSeat(seat=key)


@apply.register
def _(event: SeatTransferred, state: ProgrammeState, today: date) -> ProgrammeState:
    transfer = SeatTransfer(body=event.body, seat=event.seat, person=event.person, first_day=event.first_day)
    # A vote that was cast stays with the seat, by whose key it is kept: its new holder may change it.
    return state.with_transfer(transfer).on(today)
