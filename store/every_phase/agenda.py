"""What comes when in the programmes that somebody has a part in: their days, as their standings have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from domain.reading.days import Day
from store.database import ForLists
from store.every_phase.standings import FOUND, MATCHING, Filter, Reader, names_of, selecting

_day: TypeAdapter[Day] = TypeAdapter(Day)


class Place(NamedTuple):
    """After which day a page begins: by day, programme, and the key of its deadline."""

    on: date
    programme: str
    deadline: str


@dataclass(frozen=True)
class Coming:
    """A day of a programme; `seq` is the last entry of its register, made `at` that moment.

    `stale` says that the day alone may have changed who has a part in it.
    """

    programme: str
    title: str
    bodies: Mapping[str, str]
    day: Day
    seq: int
    at: datetime | None
    started_at: datetime
    stale: bool

    @property
    def place(self) -> Place:
        return Place(self.day.on, self.programme, self.day.deadline)


_COMING = f"""{FOUND}, coming AS (
    SELECT found.programme, found.title, found.bodies, found.seq, found.at, found.stale, one.day,
        (one.day ->> 'on')::date AS "on", one.day ->> 'deadline' AS deadline
    FROM found CROSS JOIN LATERAL jsonb_array_elements(found.days) AS one (day)
    WHERE {MATCHING} AND (NOT $14::boolean OR one.day -> 'people' ? found.reader
        OR (one.day ->> 'role' = 'representative' AND EXISTS (
            SELECT FROM representatives r WHERE r.programme = found.programme
                AND r.person::text = found.reader AND r.withdrawn_at IS NULL
        )))
)
SELECT coming.*, g.created_at AS started_at FROM coming JOIN programmes g ON g.slug = coming.programme
WHERE ("on", programme, deadline) > ($15::date, $16::text, $17::text)
ORDER BY "on", programme, deadline LIMIT $18
"""  # noqa: S608 - constant


async def coming(
    connection: ForLists, reader: Reader, which: Filter, *, mine: bool, after: Place, limit: int
) -> list[Coming]:
    """The days after a place in the programmes that are so, in order; with `mine` those of `reader`."""
    rows = await connection.fetch(_COMING, *selecting(reader, which), mine, *after, limit)
    return [_coming(dict(row)) for row in rows]


def _coming(row: Mapping[str, Any]) -> Coming:
    return Coming(
        programme=row["programme"],
        title=row["title"],
        bodies=names_of.validate_json(row["bodies"]),
        day=_day.validate_json(row["day"]),
        seq=row["seq"],
        at=row["at"],
        started_at=row["started_at"],
        stale=row["stale"],
    )
