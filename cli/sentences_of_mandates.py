"""Sentences about mandates. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, day
from domain.bodies.give_mandate import MandateGiven
from domain.bodies.withdraw_mandate import MandateWithdrawn


@tell.register
def _(event: MandateGiven, names: Names) -> Words:
    who, first, last = names.person(event.person), day(event.first_day), day(event.last_day)
    seats = ", ".join(f"{names.seat(seat)} ({names.body(body)})" for body, seat in event.seats.items())
    on_behalf = event.given_by == "office"
    nl = " Gegeven door het programmabureau, namens het lid." if on_behalf else ""
    en = " Given by the programme office, on the member's behalf." if on_behalf else ""
    return Words(
        f"Mandaat {event.mandate}: {who} mag van {first.nl} tot en met {last.nl} stemmen voor {seats}.{nl}",
        f"Mandate {event.mandate}: {who} may vote for {seats} from {first.en} to {last.en}.{en}",
    )


@tell.register
def _(event: MandateWithdrawn, _names: Names) -> Words:
    return Words(f"Mandaat {event.mandate} is ingetrokken.", f"Mandate {event.mandate} was withdrawn.")
