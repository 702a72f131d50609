"""Sentences about what follows from decisions. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words
from domain import events


@tell.register
def _(event: events.SentBackPointAnswered, _names: Names) -> Words:
    return Words(
        f"Punt {event.point} uit het besluit tot terugsturen is beantwoord.",
        f"Point {event.point} of the sending back was answered.",
    )
