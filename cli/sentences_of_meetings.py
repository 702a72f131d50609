"""Sentences about meetings of bodies. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, count, day
from domain.bodies.file_reference import ReferenceFiled, ReferenceKind
from domain.bodies.plan_meetings import MeetingsPlanned
from domain.bodies.report_missed_notice import NoticeMissed

REFERENCES: dict[ReferenceKind, Words] = {
    "agenda": Words("agenda", "agenda"),
    "papers": Words("stukken", "papers"),
    "minutes": Words("notulen", "minutes"),
}


@tell.register
def _(event: MeetingsPlanned, names: Names) -> Words:
    body, first, last = names.body(event.body), day(event.days[0]), day(event.days[-1])
    meetings = count(len(event.days), Words("vergadering", "meeting"), Words("vergaderingen", "meetings"))
    return Words(
        f"Kalender van {body}: {meetings.nl} gepland, van {first.nl} tot en met {last.nl}.",
        f"Calendar of {body}: {meetings.en} planned, from {first.en} to {last.en}.",
    )


@tell.register
def _(event: NoticeMissed, names: Names) -> Words:
    body, missed = names.body(event.body), day(event.missed)
    told = Words(
        f"{body}: voor de vergadering van {missed.nl} is de termijn te kort",
        f"{body}: the notice for the meeting of {missed.en} is missed",
    )
    if event.next is None:
        return Words(
            f"{told.nl}; er is nog geen volgende gepland.", f"{told.en}; no next one is planned yet."
        )
    following = day(event.next)
    return Words(
        f"{told.nl}; het wordt die van {following.nl}.", f"{told.en}; it goes to that of {following.en}."
    )


@tell.register
def _(event: ReferenceFiled, names: Names) -> Words:
    body, when, of = names.body(event.body), day(event.day), REFERENCES[event.of]
    return Words(
        f"Verwijzing naar de {of.nl} van {body} van {when.nl}.",
        f"Reference to the {of.en} of {body} of {when.en}.",
    )
