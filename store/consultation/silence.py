"""Who has answered a consultation and who is silent, counted per group."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.database import Connection


@dataclass(frozen=True)
class GroupCount:
    """How many organisations of a group were invited, opened a personal link, and answered."""

    group: str
    invited: int
    opened: int
    answered: int

    @property
    def silent(self) -> int:
        return self.invited - self.answered


@dataclass(frozen=True)
class Invited:
    """An organisation that was invited to a consultation."""

    code: str
    name: str
    group: str


_INVITED = (
    " FROM invitations i JOIN organisations o ON o.programme = i.programme AND o.code = i.organisation"
    " WHERE i.programme = $1 AND i.consultation = $2 AND NOT i.withdrawn"
)


# EXISTS, not a join: an organisation with several links would be counted once for each.
_OPENED = (
    "EXISTS (SELECT FROM invitation_links l WHERE l.programme = i.programme"
    " AND l.consultation = i.consultation AND l.organisation = i.organisation AND l.opened_at IS NOT NULL)"
)


async def groups(connection: Connection, programme: str, number: int) -> list[GroupCount]:
    """How far each group is with a consultation."""
    rows = await connection.fetch(
        'SELECT o."group", count(*) AS invited, count(*) FILTER (WHERE i.answered) AS answered,'
        f" count(*) FILTER (WHERE {_OPENED}) AS opened"
        f"{_INVITED} GROUP BY 1 ORDER BY 1",
        programme,
        number,
    )
    return [GroupCount(**dict(row)) for row in rows]


async def page(
    connection: Connection,
    programme: str,
    number: int,
    *,
    group: str | None = None,
    after: str = "",
    limit: int = 100,
) -> list[Invited]:
    """The silent of a consultation, of one group or of all, by code from the first after `after` on."""
    rows = await connection.fetch(
        f'SELECT o.code, o.name, o."group"{_INVITED} AND NOT i.answered'
        ' AND ($3::text IS NULL OR o."group" = $3) AND o.code > $4 ORDER BY o.code LIMIT $5',
        programme,
        number,
        group,
        after,
        limit,
    )
    return [Invited(**dict(row)) for row in rows]


async def answered(
    connection: Connection, programme: str, number: int, codes: Sequence[str]
) -> dict[str, bool]:
    """Of those of `codes` that were invited to a consultation: whether they have answered it."""
    rows = await connection.fetch(
        f"SELECT o.code, i.answered{_INVITED} AND o.code = ANY($3) ORDER BY o.code",
        programme,
        number,
        list(codes),
    )
    return {row["code"]: row["answered"] for row in rows}


async def in_open_round(connection: Connection, programme: str) -> int:
    """How many organisations have not answered the round that is open; none where none is."""
    return await connection.fetchval(
        "SELECT count(*) FROM invitations i JOIN consultations c"
        " ON c.programme = i.programme AND c.number = i.consultation AND c.status = 'open'"
        " WHERE i.programme = $1 AND NOT i.answered AND NOT i.withdrawn",
        programme,
    )
