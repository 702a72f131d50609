"""The points of contributions with their origins and responses: read, split and merged."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import TypeAdapter

from domain.responses.responding import Kind
from domain.shared.texts import TextRef
from store.consultation.contributions import Contribution
from store.database import Connection

ConsultationRef = tuple[str, int]
"""A consultation: the programme's slug, and its number."""

PointStatus = Literal["stands", "split", "merged"]


@dataclass(frozen=True)
class Origin:
    """Who made a point, in the contribution with that receipt, in which words."""

    organisation: str
    name: str
    group: str
    receipt: str
    said: TextRef


@dataclass(frozen=True)
class Response:
    """What was done with a point; taken over (or partly) in `section` of plan version `version`."""

    revision: int
    kind: Kind
    section: str | None
    version: int | None
    reason: TextRef
    person: str
    receipt: str
    created_at: datetime


@dataclass(frozen=True)
class Point:
    """One point. Only one that `stands` is answered; others are by the points that they `became`."""

    consultation: int
    number: int
    section: str
    status: PointStatus
    became: tuple[int, ...]
    origins: tuple[Origin, ...]
    responses: tuple[Response, ...]

    @property
    def response(self) -> Response | None:
        """The one that counts: the last."""
        return self.responses[-1] if self.responses else None


class _New(NamedTuple):
    """A point about to be written."""

    number: int
    section: str
    origins: Sequence[Origin]


async def add(connection: Connection, of: ConsultationRef, contributions: Iterable[Contribution]) -> None:
    """Let contributions fall into points: one for each section they have any text in, in their order."""
    first = 1 + await _last(connection, of)
    made = [
        # Name and group are looked up when it is read: only the code is kept.
        (section, Origin(contribution.organisation, "", "", contribution.receipt, said))
        for contribution in contributions
        for section, said in contribution.sections.items()
        if not said.is_empty
    ]
    new = [_New(number, section, [origin]) for number, (section, origin) in enumerate(made, start=first)]
    await _insert(connection, of, new)


async def split(
    connection: Connection, of: ConsultationRef, point: Point, parts: Sequence[TextRef]
) -> list[int]:
    """Let `point`, which has one origin, become a point for each of the `parts`; their numbers."""
    first = 1 + await _last(connection, of)
    numbers = list(range(first, first + len(parts)))
    origin = point.origins[0]
    new = [
        _New(number, point.section, [Origin(origin.organisation, "", "", origin.receipt, said)])
        for number, said in zip(numbers, parts, strict=True)
    ]
    await _insert(connection, of, new)
    await _replace(connection, of, [point.number], "split", numbers)
    return numbers


async def merge(connection: Connection, of: ConsultationRef, points: Sequence[Point]) -> int:
    """Let `points`, all about one section, become one that keeps every origin; its number."""
    number = 1 + await _last(connection, of)
    origins = [origin for point in points for origin in point.origins]
    await _insert(connection, of, [_New(number, points[0].section, origins)])
    await _replace(connection, of, [point.number for point in points], "merged", [number])
    return number


@dataclass(frozen=True)
class Filter:
    """Which points: about a section, of a group, (not) answered, with a text in what was said or by whom."""

    section: str | None = None
    group: str | None = None
    answered: bool | None = None
    text: str = ""


_made_by: TypeAdapter[tuple[Origin, ...]] = TypeAdapter(tuple[Origin, ...])
_answers: TypeAdapter[tuple[Response, ...]] = TypeAdapter(tuple[Response, ...])

# With the points themselves, rather than two more queries for each page of them.
_ORIGINS = (
    "coalesce((SELECT jsonb_agg(jsonb_build_object('organisation', o.organisation, 'name', g.name,"
    " 'group', g.\"group\", 'receipt', o.receipt, 'said', o.said) ORDER BY o.place)"
    " FROM point_origins o JOIN organisations g ON g.programme = o.programme AND g.code = o.organisation"
    " WHERE o.programme = p.programme AND o.consultation = p.consultation AND o.point = p.number), '[]')"
)
_RESPONSES = (
    "coalesce((SELECT jsonb_agg(jsonb_build_object('revision', r.revision, 'kind', r.kind,"
    " 'section', r.section, 'version', r.version, 'reason', r.reason, 'person', r.person,"
    " 'receipt', r.receipt, 'created_at', r.created_at) ORDER BY r.revision) FROM responses r"
    " WHERE r.programme = p.programme AND r.consultation = p.consultation AND r.point = p.number), '[]')"
)

ALL = Filter()

# With `organisations` what others said in a merged point is not looked at: who filters would learn it.
_LIKE = (
    " AND ($4::text IS NULL OR p.section = $4)"
    " AND ($5::boolean IS NULL OR (p.status = 'stands' AND $5 = EXISTS (SELECT FROM responses r"
    "  WHERE r.programme = p.programme AND r.consultation = p.consultation AND r.point = p.number)))"
    " AND (($3::text[] IS NULL AND $6::text IS NULL AND $7 = '') OR EXISTS (SELECT FROM point_origins o"
    "  JOIN organisations g ON g.programme = o.programme AND g.code = o.organisation"
    "  JOIN texts t ON t.id = (o.said ->> 'id')::uuid"
    "  WHERE o.programme = p.programme AND o.consultation = p.consultation AND o.point = p.number"
    '  AND ($3::text[] IS NULL OR o.organisation = ANY($3)) AND ($6::text IS NULL OR g."group" = $6)'
    "  AND ($7 = '' OR strpos(lower(t.body), lower($7)) > 0 OR strpos(lower(g.name), lower($7)) > 0)))"
)


async def read(  # noqa: PLR0913 - each narrows down what is read
    connection: Connection,
    of: ConsultationRef,
    *,
    numbers: Sequence[int] | None = None,
    organisations: Collection[str] | None = None,
    like: Filter = ALL,
    after: int = 0,
    limit: int | None = None,
) -> list[Point]:
    """The points of a consultation in order: with these numbers, of organisations, and like a filter."""
    rows = await connection.fetch(
        f"SELECT consultation, number, section, status, became, {_ORIGINS} AS origins,"  # noqa: S608 - constant
        f" {_RESPONSES} AS responses FROM points p"
        f" WHERE programme = $1 AND consultation = $2 {_LIKE}"
        " AND number > $8 AND ($9::integer[] IS NULL OR number = ANY($9)) ORDER BY number LIMIT $10",
        *of,
        organisations,
        like.section,
        like.answered,
        like.group,
        like.text,
        after,
        numbers,
        limit,
    )
    return [
        Point(
            consultation=row["consultation"],
            number=row["number"],
            section=row["section"],
            status=row["status"],
            became=tuple(row["became"]),
            origins=_made_by.validate_json(row["origins"]),
            responses=_answers.validate_json(row["responses"]),
        )
        for row in rows
    ]


async def next_open(connection: Connection, of: ConsultationRef, like: Filter, after: int) -> int | None:
    """The number of the first open point like this after `after`, or else from the beginning."""
    open_ = replace(like, answered=False)
    found = await read(connection, of, like=open_, after=after, limit=1)
    found = found or await read(connection, of, like=open_, limit=1)
    return found[0].number if found else None


async def same_words(connection: Connection, of: ConsultationRef, number: int, limit: int = 100) -> list[int]:
    """The numbers of the other open points in which somebody says the same, whatever blanks and capitals."""
    rows = await connection.fetch(
        "WITH said AS (SELECT o.point, lower(regexp_replace(btrim(t.body), '\\s+', ' ', 'g')) AS words"
        "  FROM point_origins o JOIN texts t ON t.id = (o.said ->> 'id')::uuid"
        "  WHERE o.programme = $1 AND o.consultation = $2 AND t.erased_at IS NULL)"
        " SELECT p.number FROM points p WHERE p.programme = $1 AND p.consultation = $2 AND p.number <> $3"
        " AND p.status = 'stands' AND NOT EXISTS (SELECT FROM responses r WHERE r.programme = $1"
        "  AND r.consultation = $2 AND r.point = p.number)"
        " AND EXISTS (SELECT FROM said one JOIN said other USING (words)"
        "  WHERE one.point = $3 AND other.point = p.number)"
        " ORDER BY 1 LIMIT $4",
        *of,
        number,
        limit,
    )
    return [row["number"] for row in rows]


async def lock(connection: Connection, of: ConsultationRef, number: int) -> bool:
    """Keep a point as it is until this transaction ends; False when there is none."""
    found = await connection.fetchval(
        "SELECT true FROM points WHERE programme = $1 AND consultation = $2 AND number = $3 FOR UPDATE",
        *of,
        number,
    )
    return found is True


async def _last(connection: Connection, of: ConsultationRef) -> int:
    # Of all of them, those split and merged too: no number is given twice.
    return await connection.fetchval(
        "SELECT coalesce(max(number), 0) FROM points WHERE programme = $1 AND consultation = $2", *of
    )


async def _insert(connection: Connection, of: ConsultationRef, new: Sequence[_New]) -> None:
    """All of them at once: a consultation may fall into thousands."""
    await connection.executemany(
        "INSERT INTO points (programme, consultation, number, section) VALUES ($1, $2, $3, $4)",
        [(*of, point.number, point.section) for point in new],
    )
    await connection.executemany(
        "INSERT INTO point_origins (programme, consultation, point, place, organisation, receipt, said)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        [
            (*of, point.number, place, origin.organisation, origin.receipt, origin.said.model_dump_json())
            for point in new
            for place, origin in enumerate(point.origins, start=1)
        ],
    )


async def _replace(
    connection: Connection,
    of: ConsultationRef,
    numbers: Sequence[int],
    status: PointStatus,
    became: Sequence[int],
) -> None:
    await connection.execute(
        "UPDATE points SET status = $4, became = $5"
        " WHERE programme = $1 AND consultation = $2 AND number = ANY($3)",
        *of,
        numbers,
        status,
        became,
    )
