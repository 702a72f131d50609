"""The calendar (RFC 5545) of a programme's meetings, which other calendars follow."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message
from domain.sign_off.agenda import Item, Meeting
from words.language import Language
from words.vocabulary import OUTCOMES


def calendar_of(language: Language, meetings: Iterable[Meeting], blueprint: Blueprint, origin: str) -> bytes:
    """A calendar of `meetings`: the same file as long as the register says nothing new of them.

    `origin` is what no other programme has; events keep their UID by it, so that calendars can follow them.
    """
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    events = [_event(language, meeting, titles, blueprint.title, origin) for meeting in meetings]
    return published(language, blueprint.title, origin, events, {"X-WR-TIMEZONE": blueprint.timezone})


def published(
    language: Language,
    title: str,
    origin: str,
    events: Sequence[icalendar.Event],
    more: Mapping[str, str] | None = None,
) -> bytes:
    """A calendar for others to follow, with what many programs read instead of its NAME, and `more` of it."""
    whole = icalendar.Calendar.new(
        prodid=f"-//Kwartier//Kwartier//{language.code.upper()}",
        method="PUBLISH",
        name=one_line(title),
        uid=uid(origin),
        subcomponents=list(events),
    )
    for name, value in {"X-WR-CALNAME": one_line(title), **(more or {})}.items():
        whole.add(name, value)  # pyright: ignore[reportUnknownMemberType] - icalendar's
    return whole.to_ical()


def _event(
    language: Language, meeting: Meeting, titles: Mapping[str, str], programme: str, origin: str
) -> icalendar.Event:
    assert meeting.changed_at is not None, "a meeting has an entry, or is older than the first one"
    changed = meeting.changed_at.astimezone(UTC).replace(microsecond=0)
    return icalendar.Event.new(
        uid=uid(f"{origin}/{meeting.body}/{meeting.day}"),
        # Not now: the file stays the same, byte for byte, until something changes.
        stamp=changed,
        last_modified=changed,
        sequence=meeting.changes,
        start=meeting.day,
        # RFC 5545 names the day after the last one.
        end=meeting.day + timedelta(days=1),
        # Whoever follows the calendar is not busy because a body meets.
        transparency=icalendar.TRANSP.TRANSPARENT,
        summary=one_line(f"{titles[meeting.body]}: {programme}"),
        description="\n".join(_described(language, meeting)),
    )


def uid(of: str) -> str:
    """The name by which calendars know an event, made of what it is."""
    return str(uuid5(NAMESPACE_URL, f"urn:kwartier:{of}"))


def _described(language: Language, meeting: Meeting) -> list[str]:
    due = language.say(N_("Papers in by {day}"), day=meeting.papers_due)
    return [due, *(language.say(_item(item)) for item in meeting.items)]


def _item(item: Item) -> Message:
    on_it = N_("Agenda: submission {submission}, version {version}")
    if item.outcome:
        on_it = N_("Agenda: submission {submission}, version {version}: {outcome}").having(
            outcome=OUTCOMES[item.outcome]
        )
    submission = item.submission
    return on_it.having(submission=str(submission.submission), version=str(submission.version))


def one_line(text: str) -> str:
    """`text` as a property has it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
