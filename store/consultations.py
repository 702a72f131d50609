"""Rounds of asking: the row that is their gate, the invitations, and the contributions behind it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter

from domain.canonical import digest
from domain.support import Support
from domain.texts import TextRef
from store.database import Connection

Status = Literal["open", "suspended", "closed"]

_sections: TypeAdapter[dict[str, TextRef]] = TypeAdapter(dict[str, TextRef])


@dataclass(frozen=True)
class Consultation:
    """One round about plan version `version`, until the end of `due`."""

    number: int
    version: int
    status: Status
    due: date
    invited: int
    answered: int


@dataclass(frozen=True)
class Contribution:
    """What one organisation says in one consultation; its last revision counts."""

    consultation: int
    organisation: str
    group: str
    name: str
    revision: int
    support: Support
    sections: Mapping[str, TextRef]
    receipt: str
    created_at: datetime


@dataclass(frozen=True)
class NewContribution:
    """A contribution on its way in: by `person`, under the caller's idempotency key and body hash."""

    consultation: int
    organisation: str
    person: str
    support: Support
    sections: Mapping[str, TextRef]
    key: str
    body: str


@dataclass(frozen=True)
class Refused:
    """Why a contribution was not taken: there is no such round, it is not open, or nobody invited them."""

    why: Literal["no_such_consultation", "closed", "suspended", "not_invited"]


def receipt_of(contribution: NewContribution, revision: int) -> str:
    """What the contributor gets: the hash (hex SHA-256) by which the contribution can be proven."""
    return digest(
        {
            "consultation": contribution.consultation,
            "organisation": contribution.organisation,
            "revision": revision,
            "can": contribution.support.can,
            "will": contribution.support.will,
            "sections": {key: ref.hash for key, ref in contribution.sections.items()},
        }
    )


# --- the round ---


async def invite(connection: Connection, programme: str) -> dict[str, int]:
    """Put an invitation for every organisation in the outbox; the number of them per group."""
    rows = await connection.fetch(
        "WITH put AS (INSERT INTO outbox (programme, kind, role, recipient, about)"
        "  SELECT programme, 'invitation', 'representative', code, 'consultation'"
        "  FROM organisations WHERE programme = $1 AND active)"
        ' SELECT "group", count(*) AS n FROM organisations WHERE programme = $1 AND active'
        " GROUP BY 1 ORDER BY 1",
        programme,
    )
    return {row["group"]: row["n"] for row in rows}


async def open_round(connection: Connection, programme: str, number: int, version: int, due: date) -> None:
    await connection.execute(
        "INSERT INTO consultations (programme, number, version, status, due) VALUES ($1, $2, $3, 'open', $4)",
        programme,
        number,
        version,
        due,
    )
    await connection.execute(
        "INSERT INTO invitations (programme, consultation, organisation)"
        " SELECT programme, $2, code FROM organisations WHERE programme = $1 AND active",
        programme,
        number,
    )


async def remind_silent(connection: Connection, programme: str) -> int:
    """Put a reminder in the outbox for each who has not answered the open round; how many there are."""
    done = await connection.execute(
        "INSERT INTO outbox (programme, kind, role, recipient, about)"
        " SELECT i.programme, 'reminder', 'representative', i.organisation, 'consultation'"
        " FROM invitations i JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation"
        " WHERE i.programme = $1 AND c.status = 'open' AND NOT i.answered AND NOT i.withdrawn",
        programme,
    )
    return int(done.rpartition(" ")[2])


async def lock(connection: Connection, programme: str, number: int) -> None:
    """Wait for contributions under way, and keep new ones waiting, until this transaction ends."""
    await connection.fetchval(
        "SELECT 1 FROM consultations WHERE programme = $1 AND number = $2 FOR UPDATE", programme, number
    )


async def silent(connection: Connection, programme: str, number: int) -> int:
    """How many have not answered."""
    return await connection.fetchval(
        "SELECT count(*) FROM invitations"
        " WHERE programme = $1 AND consultation = $2 AND NOT answered AND NOT withdrawn",
        programme,
        number,
    )


async def invited(connection: Connection, programme: str, number: int) -> dict[str, int]:
    """How many organisations per group were invited to the round."""
    rows = await connection.fetch(
        'SELECT o."group", count(*) AS n FROM invitations i JOIN organisations o'
        " ON o.programme = i.programme AND o.code = i.organisation"
        " WHERE i.programme = $1 AND i.consultation = $2 AND NOT i.withdrawn GROUP BY 1 ORDER BY 1",
        programme,
        number,
    )
    return {row["group"]: row["n"] for row in rows}


async def set_status(connection: Connection, programme: str, status: Status, *, of: Status) -> None:
    """Let the rounds of a programme that are `of` one status have another."""
    await connection.execute(
        "UPDATE consultations SET status = $2 WHERE programme = $1 AND status = $3", programme, status, of
    )


async def move(connection: Connection, programme: str, due: date) -> None:
    """Give the round that is not closed another last day."""
    await connection.execute(
        "UPDATE consultations SET due = $2 WHERE programme = $1 AND status <> 'closed'", programme, due
    )


async def rounds(connection: Connection, programme: str) -> list[Consultation]:
    """All rounds of a programme, oldest first."""
    rows = await connection.fetch(
        "SELECT c.number, c.version, c.status, c.due, count(i.*) AS invited,"
        " count(i.*) FILTER (WHERE i.answered) AS answered"
        " FROM consultations c LEFT JOIN invitations i"
        " ON i.programme = c.programme AND i.consultation = c.number AND NOT i.withdrawn"
        " WHERE c.programme = $1 GROUP BY c.programme, c.number ORDER BY c.number",
        programme,
    )
    return [Consultation(**dict(row)) for row in rows]


async def answered_by_all(connection: Connection) -> list[str]:
    """The programmes with an open round in which nobody is silent any more."""
    rows = await connection.fetch(
        "SELECT c.programme FROM consultations c WHERE c.status = 'open' AND NOT EXISTS"
        " (SELECT FROM invitations i WHERE i.programme = c.programme AND i.consultation = c.number"
        " AND NOT i.answered AND NOT i.withdrawn)"
    )
    return [row["programme"] for row in rows]


# --- contributions ---


async def contribute(
    connection: Connection, programme: str, contribution: NewContribution
) -> Contribution | Refused:
    """Take a contribution, in the caller's transaction, if the round is open at this moment.

    Locks the round's row against closing, so that whoever is let in counts.
    """
    status = await connection.fetchval(
        "SELECT status FROM consultations WHERE programme = $1 AND number = $2 FOR SHARE",
        programme,
        contribution.consultation,
    )
    if status != "open":
        return Refused(status or "no_such_consultation")
    # Answering twice at once must give two revisions, hence the lock on the invitation.
    invited = await connection.fetchrow(
        "UPDATE invitations SET answered = true"
        " WHERE programme = $1 AND consultation = $2 AND organisation = $3 AND NOT withdrawn RETURNING 1",
        programme,
        contribution.consultation,
        contribution.organisation,
    )
    if invited is None:
        return Refused("not_invited")
    return await _insert(connection, programme, contribution)


async def _insert(connection: Connection, programme: str, new: NewContribution) -> Contribution:
    revision: int = await connection.fetchval(
        "SELECT 1 + count(*) FROM contributions"
        " WHERE programme = $1 AND consultation = $2 AND organisation = $3",
        programme,
        new.consultation,
        new.organisation,
    )
    await connection.execute(
        "INSERT INTO contributions (programme, consultation, organisation, revision, person, can, will,"
        " sections, receipt, key, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        programme,
        new.consultation,
        new.organisation,
        revision,
        UUID(new.person),
        new.support.can,
        new.support.will,
        json.dumps({key: ref.model_dump() for key, ref in new.sections.items()}),
        receipt_of(new, revision),
        new.key,
        new.body,
    )
    taken = await by_key(connection, programme, new.key)
    assert taken is not None
    return taken[0]


_CONTRIBUTION = (
    'SELECT c.consultation, c.organisation, o."group", o.name, c.revision, c.can, c.will, c.sections,'
    " c.receipt, c.created_at, c.body FROM contributions c JOIN organisations o"
    " ON o.programme = c.programme AND o.code = c.organisation"
)


async def by_key(connection: Connection, programme: str, key: str) -> tuple[Contribution, str] | None:
    """The contribution that came under an idempotency key, and the hash of what was asked then."""
    row = await connection.fetchrow(f"{_CONTRIBUTION} WHERE c.programme = $1 AND c.key = $2", programme, key)
    return None if row is None else (_contribution(dict(row)), row["body"])


async def counted(connection: Connection, programme: str, number: int) -> list[Contribution]:
    """The contributions that count: each organisation's last revision, in the order they came.

    Those of an organisation that was withdrawn while the round was open do not.
    """
    rows = await connection.fetch(
        f"SELECT * FROM (SELECT DISTINCT ON (organisation) * FROM ({_CONTRIBUTION}"  # noqa: S608 - constant
        " JOIN invitations i ON i.programme = c.programme AND i.consultation = c.consultation"
        " AND i.organisation = c.organisation"
        " WHERE c.programme = $1 AND c.consultation = $2 AND NOT i.withdrawn) AS them"
        " ORDER BY organisation, revision DESC) AS last ORDER BY created_at, organisation",
        programme,
        number,
    )
    return [_contribution(dict(row)) for row in rows]


def _contribution(row: Mapping[str, object]) -> Contribution:
    fields = {key: value for key, value in row.items() if key not in {"can", "will", "body", "sections"}}
    return Contribution(
        **fields,  # pyright: ignore[reportArgumentType] - asyncpg has no types; the columns are these
        support=Support.model_validate({"can": row["can"], "will": row["will"]}),
        sections=_sections.validate_json(str(row["sections"])),
    )
