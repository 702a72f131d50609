"""What became of what one organisation said: its contributions, and the points they fell into."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.consultation import consultations, contributions
from store.consultation.contributions import Contribution
from store.database import Connection
from store.responses import points
from store.responses.points import Filter, Point


@dataclass(frozen=True)
class Organisation:
    """A stakeholder of a programme."""

    code: str
    name: str
    group: str


@dataclass(frozen=True)
class Traced:
    """One contribution: whether it is the one that counts, and the points it fell into."""

    contribution: Contribution
    counts: bool
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
    for held in await consultations.all_of(connection, programme):
        of = (programme, held.number)
        # Once for all revisions, told apart by receipt: each alone would read the same points again.
        made = await points.read(connection, of, organisations=[code], like=Filter(section=section))
        for contribution in await contributions.revisions(connection, programme, held.number, code):
            said = {key: ref for key, ref in contribution.sections.items() if section in {None, key}}
            mine = [point for point in made if _is_from(point, contribution)]
            found.append(Traced(replace(contribution, sections=said), counts=False, points=mine))
        found = _with_what_counts(found, held.number)
    return found


def _with_what_counts(found: Sequence[Traced], number: int) -> list[Traced]:
    """The last revision of a consultation counts, unless it came late."""
    in_time = [t for t in found if t.contribution.consultation == number and not t.contribution.late]
    return [replace(t, counts=True) if in_time and t is in_time[-1] else t for t in found]


def _is_from(point: Point, contribution: Contribution) -> bool:
    return any(origin.receipt == contribution.receipt for origin in point.origins)
