"""Sentences about what follows from decisions. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, day
from domain.plan.answer_sent_back_point import SentBackPointAnswered
from domain.vocabulary.events_of_decisions import DecisionCorrected
from domain.vocabulary.events_of_sign_off import DecisionEstablished


def held_over_to(event: DecisionEstablished) -> Words:
    """To which meeting, as the end of "held over", where the calendar held one."""
    if event.held_over_to is None:
        return Words("", "")
    to = day(event.held_over_to)
    return Words(f" tot {to.nl}", f" to {to.en}")


@tell.register
def _(event: DecisionCorrected, names: Names) -> Words:
    body, held = names.body(event.body), day(event.meeting)
    return Words(
        f"Correctie bij het besluit van {body} van {held.nl}; uitslag en stemmen blijven zoals ze zijn.",
        f"Correction to the decision of {body} of {held.en}; outcome and votes stay as they are.",
    )


@tell.register
def _(event: SentBackPointAnswered, _names: Names) -> Words:
    return Words(
        f"Punt {event.point} uit het besluit tot terugsturen is beantwoord.",
        f"Point {event.point} of the sending back was answered.",
    )
