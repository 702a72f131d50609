"""Responses to points: written one at a time, counted together, and what was answered under which key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.responses.coverage import Coverage, counted
from domain.responses.responding import Kind, receipt_of
from domain.shared.texts import TextRef
from store.database import Connection
from store.responses import answerings
from store.responses.points import ConsultationRef, Point, Response, read


@dataclass(frozen=True)
class NewResponse:
    """A response on its way in; `section` and `version` say where a point was taken over."""

    kind: Kind
    section: str | None
    version: int | None
    reason: TextRef
    person: str


@dataclass(frozen=True)
class GroupCoverage:
    """How many points organisations of a group have a part in, and how many of those are answered."""

    group: str
    points: int
    answered: int


@dataclass(frozen=True)
class SectionCoverage:
    """How many points are about a section, and how many of those are answered."""

    section: str
    points: int
    answered: int


@dataclass(frozen=True)
class Unanswered:
    """An organisation and the numbers of its points without a response."""

    organisation: str
    name: str
    group: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class NotTakenOver:
    """A point whose response that counts is that it was not taken over, or in part."""

    consultation: int
    point: int
    section: str
    kind: Kind
    reason: TextRef


@dataclass(frozen=True)
class Done:
    """What was asked under an idempotency key: the hash of it, and the answer as JSON."""

    body: str
    answer: str


async def add(connection: Connection, of: ConsultationRef, point: Point, new: NewResponse) -> Response:
    """Answer `point`, once more where it was answered before: the last time counts."""
    revision = len(point.responses) + 1
    receipt = receipt_of(
        {
            "consultation": of[1],
            "point": point.number,
            "origins": [origin.receipt for origin in point.origins],
            "revision": revision,
            "kind": new.kind,
            "section": new.section,
            "version": new.version,
            "reason": new.reason.hash,
        }
    )
    await connection.execute(
        "INSERT INTO responses (programme, consultation, point, revision, kind, section, version, reason,"
        " person, receipt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        *of,
        point.number,
        revision,
        new.kind,
        new.section,
        new.version,
        new.reason.model_dump_json(),
        UUID(new.person),
        receipt,
    )
    # Read back, because its moment is PostgreSQL's.
    (answered,) = await read(connection, of, numbers=[point.number])
    assert answered.response is not None
    return answered.response


# Counted from the rows each time: a count kept beside them would have to be right after every split and
# merge.
_LAST = """
WITH last AS (
    SELECT DISTINCT ON (point) point, kind, receipt FROM responses
    WHERE programme = $1 AND consultation = $2 ORDER BY point, revision DESC
), standing AS (
    SELECT p.number, p.section, l.kind, l.receipt FROM points p LEFT JOIN last l ON l.point = p.number
    WHERE p.programme = $1 AND p.consultation = $2 AND p.status = 'stands'
)
"""


async def coverage(connection: Connection, of: ConsultationRef) -> Coverage:
    """How many points stand, and how many of them are answered."""
    rows = await connection.fetch(_LAST + " SELECT kind FROM standing", *of)  # noqa: S608 - constant
    return counted(row["kind"] for row in rows)


async def receipts(connection: Connection, of: ConsultationRef) -> list[str]:
    """The receipts of the responses that count, in the order of their points."""
    rows = await connection.fetch(
        _LAST + " SELECT receipt FROM standing WHERE receipt IS NOT NULL ORDER BY number",  # noqa: S608 - constant
        *of,
    )
    return [row["receipt"] for row in rows]


_ORIGIN = (
    " FROM standing s JOIN point_origins p"
    " ON p.programme = $1 AND p.consultation = $2 AND p.point = s.number"
    " JOIN organisations o ON o.programme = p.programme AND o.code = p.organisation"
)


async def by_group(connection: Connection, of: ConsultationRef) -> list[GroupCoverage]:
    rows = await connection.fetch(
        _LAST + ' SELECT o."group", count(DISTINCT s.number) AS points,'
        " count(DISTINCT s.number) FILTER (WHERE s.kind IS NOT NULL) AS answered"
        + _ORIGIN
        + " GROUP BY 1 ORDER BY 1",
        *of,
    )
    return [GroupCoverage(**dict(row)) for row in rows]


async def by_section(connection: Connection, of: ConsultationRef) -> list[SectionCoverage]:
    rows = await connection.fetch(
        _LAST  # noqa: S608 - constant
        + " SELECT section, count(*) AS points, count(kind) AS answered FROM standing GROUP BY 1 ORDER BY 1",
        *of,
    )
    return [SectionCoverage(**dict(row)) for row in rows]


@dataclass(frozen=True)
class Answering:
    """How far the answering of a consultation is: about which version of the plan, with what `status`.

    That is None as long as the consultation is not closed.
    """

    version: int
    status: answerings.Status | None
    coverage: Coverage
    sections: Sequence[SectionCoverage]


async def answering(connection: Connection, of: ConsultationRef) -> Answering | None:
    """How far it is, in one look; None when there is no such consultation."""
    rows = await connection.fetch(
        _LAST  # noqa: S608 - constant
        + " SELECT c.version, a.status, s.section, s.kind FROM consultations c"
        " LEFT JOIN answerings a ON a.programme = c.programme AND a.consultation = c.number"
        " LEFT JOIN standing s ON true WHERE c.programme = $1 AND c.number = $2 ORDER BY s.section",
        *of,
    )
    if not rows:
        return None
    kinds: dict[str, list[str | None]] = {}
    for row in rows:
        if row["section"] is not None:
            kinds.setdefault(row["section"], []).append(row["kind"])
    sections = [
        SectionCoverage(section, len(each), sum(kind is not None for kind in each))
        for section, each in kinds.items()
    ]
    coverage = counted(kind for each in kinds.values() for kind in each)
    return Answering(rows[0]["version"], rows[0]["status"], coverage, sections)


async def unanswered(
    connection: Connection, of: ConsultationRef, *, after: str = "", limit: int = 50
) -> list[Unanswered]:
    """The organisations with points that nobody answered yet, in the order of their codes."""
    rows = await connection.fetch(
        _LAST
        + ' SELECT p.organisation, o.name, o."group", array_agg(DISTINCT s.number) AS points'
        + _ORIGIN
        + " WHERE s.kind IS NULL AND p.organisation > $3 GROUP BY 1, 2, 3 ORDER BY 1 LIMIT $4",
        *of,
        after,
        limit,
    )
    return [Unanswered(row["organisation"], row["name"], row["group"], tuple(row["points"])) for row in rows]


async def done(connection: Connection, programme: str, key: str) -> Done | None:
    """What was done before under this idempotency key."""
    row = await connection.fetchrow(
        "SELECT body, answer FROM point_acts WHERE programme = $1 AND key = $2", programme, key
    )
    return None if row is None else Done(row["body"], row["answer"])


async def note(connection: Connection, programme: str, key: str, act: Done, person: str) -> None:
    """Remember what was done under an idempotency key; UniqueViolationError when it was used meanwhile."""
    # With its answer: made again it could differ, because points have been split or answered since.
    await connection.execute(
        "INSERT INTO point_acts (programme, key, body, answer, person) VALUES ($1, $2, $3, $4, $5)",
        programme,
        key,
        act.body,
        act.answer,
        UUID(person),
    )


# --- over several consultations ---


_THAT_COUNT = """
FROM (
    SELECT DISTINCT ON (consultation, point) * FROM responses
    WHERE programme = $1 AND consultation = ANY($2) ORDER BY consultation, point, revision DESC
) last
JOIN points p ON p.programme = $1 AND p.consultation = last.consultation AND p.number = last.point
    AND p.status = 'stands'
"""


async def kinds(connection: Connection, programme: str, consultations: Sequence[int]) -> Mapping[Kind, int]:
    """How many points there are per kind of response."""
    rows = await connection.fetch(
        f"SELECT last.kind, count(*) {_THAT_COUNT} GROUP BY 1", programme, consultations
    )
    return {row["kind"]: row["count"] for row in rows}


async def not_taken_over(
    connection: Connection, programme: str, consultations: Sequence[int], most: int
) -> list[NotTakenOver]:
    """The first points that were not taken over, before those in part."""
    rows = await connection.fetch(
        f"SELECT p.consultation, p.number, p.section, last.kind, last.reason {_THAT_COUNT}"
        " WHERE last.kind <> 'taken_over'"
        " ORDER BY last.kind = 'partly', p.consultation, p.number LIMIT $3",
        programme,
        consultations,
        most,
    )
    return [
        NotTakenOver(
            row["consultation"],
            row["number"],
            row["section"],
            row["kind"],
            TextRef.model_validate_json(row["reason"]),
        )
        for row in rows
    ]


async def taken_over(
    connection: Connection, programme: str, versions: Sequence[int], consultations: Sequence[int] | None
) -> dict[str, list[tuple[int, int]]]:
    """What was taken over in these versions, wholly or partly, by section: each a consultation and a point.

    Of these `consultations`, or of all.
    """
    rows = await connection.fetch(
        "SELECT last.section, last.consultation, last.point FROM ("
        " SELECT DISTINCT ON (consultation, point) * FROM responses WHERE programme = $1"
        " AND ($3::integer[] IS NULL OR consultation = ANY($3)) ORDER BY consultation, point, revision DESC"
        ") last JOIN points p ON p.programme = $1 AND p.consultation = last.consultation"
        " AND p.number = last.point AND p.status = 'stands'"
        " WHERE last.version = ANY($2) ORDER BY 2, 3",
        programme,
        versions,
        consultations,
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        found.setdefault(row["section"], []).append((row["consultation"], row["point"]))
    return found
