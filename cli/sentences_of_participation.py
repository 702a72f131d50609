"""Sentences about the active part: working sessions, projects and silence. Importing it registers them."""

from cli.telling import Names, tell
from cli.words import Words, count, day
from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.escalate_silence import QuorumReached, SilenceEscalated
from domain.consultation.nudge_silent import SilentNudged
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.vocabulary.events_of_participation import ProjectAdded, ProjectPlaced

ORGANISATION = Words("organisatie", "organisation")
ORGANISATIONS = Words("organisaties", "organisations")


@tell.register
def _(event: SessionPlanned, _names: Names) -> Words:
    when, invited = day(event.day), count(len(event.organisations), ORGANISATION, ORGANISATIONS)
    return Words(
        f"Werksessie {event.session} gepland op {when.nl}, met {invited.nl}.",
        f"Working session {event.session} planned on {when.en}, with {invited.en}.",
    )


@tell.register
def _(event: SessionHeld, _names: Names) -> Words:
    present = count(len(event.present), ORGANISATION, ORGANISATIONS)
    return Words(
        f"Werksessie {event.session} gehouden, met {present.nl}; de uitkomst telt als zij die bevestigen.",
        f"Working session {event.session} held, with {present.en}; it counts for who confirms it.",
    )


@tell.register
def _(event: SessionCancelled, _names: Names) -> Words:
    return Words(
        f"Werksessie {event.session} gaat niet door.", f"Working session {event.session} is cancelled."
    )


@tell.register
def _(event: ProjectAdded, _names: Names) -> Words:
    return Words(
        f"Lopend project {event.project} staat in de inventaris.",
        f"Running project {event.project} is in the inventory.",
    )


@tell.register
def _(event: ProjectPlaced, _names: Names) -> Words:
    place = PLACES[event.place]
    return Words(
        f"De kwartiermaker geeft project {event.project} zijn plaats: {place.nl}.",
        f"The kwartiermaker gives project {event.project} its place: {place.en}.",
    )


PLACES = {
    "continues": Words("gaat door", "continues"),
    "changes": Words("verandert", "changes"),
    "stops": Words("stopt", "stops"),
}


@tell.register
def _(event: SilentNudged, names: Names) -> Words:
    number = count(event.count, ORGANISATION, ORGANISATIONS)
    group = f" ({names.group(event.group)})" if event.group is not None else ""
    return Words(
        f"Het bureau stoot {number.nl}{group} aan: consultatie {event.consultation}.",
        f"The office nudges {number.en}{group}: consultation {event.consultation}.",
    )


@tell.register
def _(event: SilenceEscalated, names: Names) -> Words:
    groups = [(names.group(key), f"{share.answered}/{share.invited}") for key, share in event.groups.items()]
    shares = ", ".join(f"{name} {share}" for name, share in groups)
    return Words(
        f"Onder het quorum in consultatie {event.consultation}: {shares}. Gemeld aan de opdrachtgever.",
        f"Below the quorum in consultation {event.consultation}: {shares}. Escalated to the principal.",
    )


@tell.register
def _(event: QuorumReached, _names: Names) -> Words:
    return Words(
        f"In consultatie {event.consultation} halen alle groepen hun quorum.",
        f"Every group has its quorum in consultation {event.consultation}.",
    )
