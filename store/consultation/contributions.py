"""Contributions: let in by the row of their consultation, which whoever closes it locks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter

from domain.shared.canonical import digest
from domain.shared.support import Support
from domain.shared.texts import TextRef
from store.database import Connection
from store.texts import Text

Source = Literal["account", "link", "paper", "session"]
"""How it came: with a token, by a personal link, on paper through the office, or out of a working session."""

_sections: TypeAdapter[dict[str, TextRef]] = TypeAdapter(dict[str, TextRef])


@dataclass(frozen=True)
class Contribution:
    """What one organisation says in one consultation; its last revision counts, one that is `late` never."""

    consultation: int
    organisation: str
    group: str
    name: str
    revision: int
    support: Support
    sections: Mapping[str, TextRef]
    receipt: str
    created_at: datetime
    source: Source = "account"
    late: bool = False
    weight: int = 1


@dataclass(frozen=True)
class NewContribution:
    """A contribution on its way in: by `person`, under the caller's idempotency key and body hash.

    One that is `late` is let in after the consultation was closed, and only then.
    """

    consultation: int
    organisation: str
    person: str
    support: Support
    sections: Mapping[str, TextRef]
    key: str
    body: str
    source: Source = "account"
    late: bool = False


@dataclass(frozen=True)
class Refused:
    """Why a contribution was not taken: no such consultation, its row says no, or nobody invited them."""

    why: Literal["no_such_consultation", "open", "closed", "suspended", "not_invited"]


def receipt_of(contribution: NewContribution, revision: int) -> str:
    """What the contributor gets: the hash (hex SHA-256) by which the contribution can be proven."""
    return digest(
        {
            "consultation": contribution.consultation,
            "organisation": contribution.organisation,
            "revision": revision,
            "can": contribution.support.can,
            "will": contribution.support.will,
            # By their salted hashes: the receipt outlives the texts, and a short one cannot be guessed from
            # it.
            "sections": {key: ref.hash for key, ref in contribution.sections.items()},
        }
    )


# One statement, because round trips are what a contribution costs. FOR SHARE: those who come at once do not
# wait for each other, only for whoever closes.
_LET_IN = """
WITH round AS (
    SELECT status FROM consultations WHERE programme = $1 AND number = $2 FOR SHARE
), invited AS (
    UPDATE invitations SET answered = answered OR NOT $5, revisions = revisions + 1
    WHERE programme = $1 AND consultation = $2 AND organisation = $3
        AND NOT withdrawn AND (SELECT status FROM round) = $4
    RETURNING revisions
)
SELECT round.status, invited.revisions, o."group", o.name, o.weight
FROM round
LEFT JOIN invited ON true
LEFT JOIN organisations o ON o.programme = $1 AND o.code = $3
"""

# Its texts go in with it, or not at all.
_KEEP = """
WITH written AS (
    INSERT INTO texts (id, programme, salt, hash, body, author)
    SELECT t.id, $1, t.salt, t.hash, t.body, $5
    FROM unnest($12::uuid[], $13::bytea[], $14::text[], $15::text[]) AS t (id, salt, hash, body)
)
INSERT INTO contributions (programme, consultation, organisation, revision, person, can, will, sections,
    receipt, key, body, source, late)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $16, $17)
RETURNING created_at
"""


async def contribute(
    connection: Connection, programme: str, new: NewContribution, written: list[Text]
) -> Contribution | Refused:
    """Take a contribution and its texts, in the caller's transaction, if its consultation lets it in now.

    Locks the row against closing, so that whoever is let in counts; and the invitation, so that two
    who answer at once for one organisation make two revisions. Raises asyncpg.UniqueViolationError when its
    key was used before.
    """
    wanted = "closed" if new.late else "open"
    found = await connection.fetchrow(
        _LET_IN, programme, new.consultation, new.organisation, wanted, new.late
    )
    if found is None:
        return Refused("no_such_consultation")
    if found["status"] != wanted:
        return Refused(found["status"])
    revision: int | None = found["revisions"]
    if revision is None:
        return Refused("not_invited")
    created_at = await connection.fetchval(_KEEP, *_row(programme, new, revision, written))
    return Contribution(
        consultation=new.consultation,
        organisation=new.organisation,
        group=found["group"],
        name=found["name"],
        revision=revision,
        support=new.support,
        sections=new.sections,
        receipt=receipt_of(new, revision),
        created_at=created_at,
        source=new.source,
        late=new.late,
        weight=found["weight"],
    )


def _row(programme: str, new: NewContribution, revision: int, written: list[Text]) -> tuple[object, ...]:
    return (
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
        [UUID(text.ref.id) for text in written],
        [text.salt for text in written],
        [text.ref.hash for text in written],
        [text.body for text in written],
        new.source,
        new.late,
    )


_CONTRIBUTION = (
    'SELECT c.consultation, c.organisation, o."group", o.name, o.weight, c.revision, c.can, c.will,'
    " c.sections, c.receipt, c.created_at, c.source, c.late, c.body FROM contributions c JOIN organisations o"
    " ON o.programme = c.programme AND o.code = c.organisation"
)


async def by_key(connection: Connection, programme: str, key: str) -> tuple[Contribution, str] | None:
    """The contribution that came under an idempotency key, and the hash of what was asked then."""
    row = await connection.fetchrow(f"{_CONTRIBUTION} WHERE c.programme = $1 AND c.key = $2", programme, key)
    return None if row is None else (_contribution(dict(row)), row["body"])


async def counted(connection: Connection, programme: str, number: int) -> list[Contribution]:
    """The contributions that count: each organisation's last revision in time, in the order they came.

    Those of an organisation that was withdrawn while the consultation was open do not.
    """
    # In the order they came: the Merkle root, and every proof later, is made over this very list.
    rows = await connection.fetch(
        f"SELECT * FROM (SELECT DISTINCT ON (organisation) * FROM ({_CONTRIBUTION}"  # noqa: S608 - constant
        " JOIN invitations i ON i.programme = c.programme AND i.consultation = c.consultation"
        " AND i.organisation = c.organisation"
        " WHERE c.programme = $1 AND c.consultation = $2 AND NOT c.late AND NOT i.withdrawn) AS them"
        " ORDER BY organisation, revision DESC) AS last ORDER BY created_at, organisation",
        programme,
        number,
    )
    return [_contribution(dict(row)) for row in rows]


async def late(connection: Connection, programme: str, number: int) -> list[Contribution]:
    """What came after the closing, in the order it came: it is kept and never counts."""
    rows = await connection.fetch(
        f"{_CONTRIBUTION} WHERE c.programme = $1 AND c.consultation = $2 AND c.late ORDER BY c.id",
        programme,
        number,
    )
    return [_contribution(dict(row)) for row in rows]


async def revisions(
    connection: Connection, programme: str, number: int, organisation: str
) -> list[Contribution]:
    """Every contribution of an organisation to a consultation, oldest first; late ones too."""
    rows = await connection.fetch(
        f"{_CONTRIBUTION} WHERE c.programme = $1 AND c.consultation = $2 AND c.organisation = $3"
        " ORDER BY c.revision",
        programme,
        number,
        organisation,
    )
    return [_contribution(dict(row)) for row in rows]


def _contribution(row: Mapping[str, object]) -> Contribution:
    fields = {key: value for key, value in row.items() if key not in {"can", "will", "body", "sections"}}
    return Contribution(
        **fields,  # pyright: ignore[reportArgumentType] - asyncpg has no types; the columns are these
        support=Support.model_validate({"can": row["can"], "will": row["will"]}),
        sections=_sections.validate_json(str(row["sections"])),
    )


async def last_of(
    connection: Connection, programme: str, number: int, organisation: str
) -> Contribution | None:
    """What an organisation said last in a consultation, whether it counts or not."""
    row = await connection.fetchrow(
        f"{_CONTRIBUTION} WHERE c.programme = $1 AND c.consultation = $2 AND c.organisation = $3"
        " ORDER BY c.revision DESC LIMIT 1",
        programme,
        number,
        organisation,
    )
    return None if row is None else _contribution(dict(row))
