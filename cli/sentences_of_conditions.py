"""Sentences about conditions. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, day
from domain import events


@tell.register
def _(event: events.EvidenceShown, _names: Names) -> Words:
    return Words(
        f"Bewijs geleverd bij voorwaarde {event.condition}.",
        f"Evidence shown for condition {event.condition}.",
    )


@tell.register
def _(event: events.ConditionLapsed, names: Names) -> Words:
    body, due = names.body(event.body), day(event.due)
    return Words(
        f"Aan voorwaarde {event.condition} is niet voldaan tot en met {due.nl}: {body} besluit opnieuw.",
        f"Condition {event.condition} was not met by the end of {due.en}: {body} decides again.",
    )


@tell.register
def _(event: events.ConditionJudged, names: Names) -> Words:
    seat = names.seat(event.seat)
    verdict = Words("is voldaan", "is met") if event.met else Words("is niet voldaan", "is not met")
    return Words(
        f"Zetel {seat}: aan voorwaarde {event.condition} {verdict.nl}.",
        f"Seat {seat}: condition {event.condition} {verdict.en}.",
    )
