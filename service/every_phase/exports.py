"""Selections of programmes as files: all that is selected, however many pages a list of it has."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from files.programmes_table import Row
from service.every_phase import agenda
from service.every_phase.list_programmes import Selected
from service.reading import Reading
from settings import Settings
from store.every_phase.agenda import Coming
from store.every_phase.standings import FIRST

MOST_ROWS = 20_000
"""Programmes in a file; far more than anybody has."""
MOST_DAYS = 5_000
"""Days in a calendar: programs that follow one ask for it again and again."""
AT_ONCE = 1_000
BEFORE = timedelta(days=31)
"""How long a day that is over stays in a calendar."""


async def rows(read: Reading, selected: Selected) -> Sequence[Row]:
    """The programmes that are selected, as lists have them; at most `MOST_ROWS`."""
    after, found = FIRST, list[Row]()
    async with read.resources.listing() as connection:
        while len(found) < MOST_ROWS:
            page = await read.listed(connection, selected.filter, selected.sort, after, AT_ONCE)
            found += [
                Row(
                    slug=one.slug,
                    title=one.title,
                    bodies=one.bodies,
                    names=one.names,
                    standing=one.standing,
                    started_on=one.created_at.date(),
                )
                for one in page
            ]
            if len(page) < AT_ONCE:
                break
            after = page[-1].place(selected.sort)
    return found


async def days(read: Reading, selected: Selected, *, mine: bool = False) -> Sequence[Coming]:
    """What comes in the programmes that are selected, and came lately; at most `MOST_DAYS`."""
    first = agenda.from_the(datetime.now(UTC).date() - BEFORE)
    async with read.resources.listing() as connection:
        return await agenda.coming(connection, read, first, MOST_DAYS, which=selected.filter, mine=mine)


def pages(settings: Settings, asked: str) -> str:
    """The address below which the pages are: the public one, or where somebody `asked`."""
    return settings.public_url or asked
