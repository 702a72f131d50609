"""Where a programme stands, as lists show it, held against what its register comes down to."""

from collections.abc import Sequence
from datetime import UTC, datetime

from domain.every_phase.waits import Waits
from domain.reading.standings import Standing, day_by_day
from domain.register.entries import Entry
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import MISSING, Found, other
from store.register import standings

_DIFFERENT = f"""
SELECT ARRAY(
    SELECT key FROM jsonb_each(to_jsonb(s)) kept
    WHERE CASE key
        WHEN 'programme' THEN false
        WHEN 'place' THEN false -- PostgreSQL's own, from the others
        WHEN 'title' THEN s.title <> g.title
        WHEN 'bodies' THEN s.bodies <> {standings.BODIES}
        WHEN 'search' THEN s.search <> {standings.SEARCH}
        ELSE kept.value IS DISTINCT FROM to_jsonb(said) -> key
    END ORDER BY key
) FROM standings s JOIN programmes g ON g.slug = s.programme,
    jsonb_populate_record(NULL::standings, $2::jsonb) said
WHERE s.programme = $1
""".format(title="g.title", blueprint="g.blueprint", programme="g.slug", people="s.people", beside="")  # noqa: S608 - constant


async def compare(connection: Connection, found: Found, entries: Sequence[Entry]) -> None:
    """The row is what `entries` come down to, on their last day or on a later one that changes it."""
    beginning = await programmes.beginning(connection, found.programme)
    assert beginning is not None, "its register was just read"
    today = beginning.rules.calendar.day_of(datetime.now(UTC))
    # On which of these days it was written nobody knows, so any of them will do.
    days = [
        await _different(connection, found.programme, standing)
        for standing in day_by_day(Waits(beginning).after(entries), today)
    ]
    if None in days:
        found.add("standings", found.programme, MISSING)
    elif [] not in days:
        found.add("standings", found.programme, other(*(days[0] or ())))


async def _different(connection: Connection, programme: str, standing: Standing) -> list[str] | None:
    """The columns that say otherwise than `standing`; None where there is no row."""
    return await connection.fetchval(_DIFFERENT, programme, standings.row_of(standing))
