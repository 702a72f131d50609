"""What comes in all programmes of whoever asks, day by day."""

from collections.abc import Sequence
from datetime import date

from service.reading import Reading
from store.database import ForLists
from store.every_phase import agenda
from store.every_phase.agenda import Coming, Place
from store.every_phase.standings import OPEN, Filter

ALL_THAT_GO_ON = Filter(situations=OPEN)


def from_the(day: date) -> Place:
    """Before everything of `day`."""
    return Place(day, "", "")


async def coming(
    connection: ForLists,
    read: Reading,
    after: Place,
    limit: int,
    *,
    which: Filter = ALL_THAT_GO_ON,
    mine: bool = False,
) -> Sequence[Coming]:
    """The days after a place in programmes of which they may read them; with `mine` those that are theirs."""
    found: list[Coming] = []
    while len(found) < limit:
        page = await agenda.coming(connection, read.lists, which, mine=mine, after=after, limit=limit)
        found += await read.still_theirs(connection, page)
        if len(page) < limit:
            break
        after = page[-1].place
    return found[:limit]
