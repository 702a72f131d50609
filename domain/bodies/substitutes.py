"""Standing substitutes: whom the blueprint names to vote on a seat at any time, without a mandate.

On no day has a seat two substitutes. So a mandate for it that somebody else was given goes before the
standing one, on the days that it covers; what the standing substitute cast before stays.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.shared.messages import N_
from domain.shared.refusals import Forbidden
from domain.shared.rules import BodyRules, Seat
from domain.state.programme_state import Mandate, ProgrammeState


class MandateToAnother(Forbidden):
    title = N_("Somebody else has a mandate for this seat today")
    sentence = N_("Mandate {mandate} lets somebody else vote on this seat until {last_day}.")
    advice = N_("A mandate goes before the substitute whom the blueprint names; `details` says until when.")
    mandate: int
    last_day: date


def standing_for(person: str, seats: tuple[Seat, ...]) -> Iterator[Seat]:
    """The seats, among those of a body, whose standing substitute `person` is."""
    return (seat for seat in seats if seat.substitute == person)


def standing(state: ProgrammeState, body: BodyRules, day: date) -> Iterator[Seat]:
    """The seats of `body` on which a standing substitute may vote on `day`."""
    # Of any mandate, whoever it was given to: a seat that is given away is not the standing substitute's.
    given = {m.seats.get(body.key) for m in state.sign_off.mandates.values() if m.covers(day)}
    return (seat for seat in body.seats if seat.substitute is not None and seat.key not in given)


def must_not_be_given_to_another(seat: str, body: BodyRules, given: Iterable[Mandate]) -> None:
    """Raise `MandateToAnother` when one of those `given` is for this seat, and so not the blueprint's."""
    for mandate in given:
        if mandate.seats.get(body.key) == seat:
            raise MandateToAnother(mandate=mandate.number, last_day=mandate.last_day)
