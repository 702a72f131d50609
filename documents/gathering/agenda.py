"""What comes in several programmes, as their standings have it, for a calendar that others follow."""

from collections.abc import Iterable

from documents import agenda
from store.every_phase.agenda import Coming
from words.language import Language


def agenda_of(language: Language, title: str, of: str, days: Iterable[Coming], pages: str) -> bytes:
    """A calendar of `days`, each with its programme's page below the address `pages`."""
    found = [
        agenda.Coming(
            programme=day.programme,
            title=day.title,
            bodies=day.bodies,
            day=day.day,
            seq=day.seq,
            at=day.at or day.started_at,
            started_at=day.started_at,
            address=f"{pages.rstrip('/')}/programmes/{day.programme}",
        )
        for day in days
    ]
    return agenda.agenda(language, title, of, found)
