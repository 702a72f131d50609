"""Standing substitutes: whom the blueprint names to vote on a seat at any time, without a mandate.

On no day has a seat two substitutes. So a mandate for it that somebody else was given goes before the
standing one, on the days that it covers; what the standing substitute cast before stays.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.shared.actors import Actor
from domain.shared.errors import Forbidden
from domain.shared.rules import BodyRules, Seat
from domain.state.programme_state import Mandate, ProgrammeState


class Represents(NamedTuple):
    """In whose place somebody votes, and by which mandate: none for whom the blueprint names."""

    holder: str
    mandate: int | None = None


def standing_for(person: str, seats: tuple[Seat, ...]) -> Iterator[Seat]:
    """The seats, among those of a body, whose standing substitute `person` is."""
    return (seat for seat in seats if seat.substitute == person)


def standing(state: ProgrammeState, body: BodyRules, day: date) -> Iterator[Seat]:
    """The seats of `body` on which a standing substitute may vote on `day`."""
    given = {m.seats.get(body.key) for m in state.sign_off.mandates.values() if m.covers(day)}
    return (seat for seat in body.seats if seat.substitute is not None and seat.key not in given)


def by_the_blueprint(actor: Actor, key: str, body: BodyRules, given: Iterator[Mandate]) -> Represents | None:
    """Whom `actor` represents on the seat `key` without a mandate; those that are `given` hold today."""
    mine = [seat for seat in standing_for(actor.person, body.seats) if seat.key == key]
    if not mine:
        return None
    for mandate in given:
        if mandate.seats.get(body.key) == key:
            raise Forbidden(
                "mandate_to_another",
                f"Mandate {mandate.number} lets somebody else vote on this seat until {mandate.last_day}.",
                {"mandate": mandate.number, "last_day": mandate.last_day.isoformat()},
            )
    return Represents(mine[0].person)
