"""What became of what one organisation said: its contributions, and the points they fell into."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store import consultations, contributions, points
from store.contributions import Contribution
from store.database import Connection
from store.points import Point


@dataclass(frozen=True)
class Organisation:
    """A stakeholder of a programme."""

    code: str
    name: str
    group: str


@dataclass(frozen=True)
class Traced:
    """One contribution: whether it is the one that counts, came late, and the points it fell into."""

    contribution: Contribution
    counts: bool
    late: bool
    points: Sequence[Point]


async def organisation(connection: Connection, programme: str, code: str) -> Organisation | None:
    row = await connection.fetchrow(
        'SELECT code, name, "group" FROM organisations WHERE programme = $1 AND code = $2', programme, code
    )
    return None if row is None else Organisation(**dict(row))


async def trace(
    connection: Connection, programme: str, code: str, section: str | None = None
) -> list[Traced]:
    """Every contribution of an organisation, with what it says about `section` only, if one is named."""
    found: list[Traced] = []
    for round_ in await consultations.rounds(connection, programme):
        of = (programme, round_.number)
        made = await points.read(connection, of, organisation=code, section=section)
        late = await _late(connection, of, code)
        for contribution in await contributions.revisions(connection, programme, round_.number, code):
            said = {key: ref for key, ref in contribution.sections.items() if section in {None, key}}
            mine = [point for point in made if _is_from(point, contribution)]
            is_late = contribution.revision in late
            found.append(
                Traced(replace(contribution, sections=said), counts=False, late=is_late, points=mine)
            )
        found = _with_what_counts(found, round_.number)
    return found


async def _late(connection: Connection, of: points.Round, code: str) -> set[int]:
    """The revisions that came after the closing; none where contributions are not marked so."""
    rows = await connection.fetch(
        "SELECT revision FROM contributions c WHERE programme = $1 AND consultation = $2"
        " AND organisation = $3 AND coalesce((to_jsonb(c) ->> 'late')::boolean, false)",
        *of,
        code,
    )
    return {row["revision"] for row in rows}


def _with_what_counts(found: Sequence[Traced], number: int) -> list[Traced]:
    """The last revision of a round counts, unless it came late."""
    in_time = [t for t in found if t.contribution.consultation == number and not t.late]
    return [replace(t, counts=True) if in_time and t is in_time[-1] else t for t in found]


def _is_from(point: Point, contribution: Contribution) -> bool:
    return any(origin.receipt == contribution.receipt for origin in point.origins)
