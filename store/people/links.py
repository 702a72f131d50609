"""Personal links to a consultation: whoever has one may speak for an organisation without an account."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from store.consultation.consultations import Status
from store.database import Connection

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Link:
    """A link as the office sees it: to which consultation, for whom, and whether it was used."""

    id: str
    consultation: int
    organisation: str
    representative: str
    created_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Invitation:
    """What a link opens: one organisation's part in one consultation, as one of its representatives.

    One that is `withdrawn` takes part in the consultation no longer.
    """

    programme: str
    title: str
    consultation: int
    version: int
    status: Status
    due: date
    organisation: str
    organisation_name: str
    withdrawn: bool
    person: str
    name: str
    language: str


def hash_of_token(token: str) -> bytes:
    # Without a salt: nobody guesses 32 random bytes, and a link is found by this hash. What somebody types
    # into an address may be no Unicode, and is then simply no link.
    return sha256(token.encode(errors="surrogatepass")).digest()


async def create(connection: Connection, programme: str, number: int, representative: UUID) -> str:
    """A new link to consultation `number`; the token, which nobody can find here afterwards.

    Links that were made before keep working until its letter is sent (`replace_older`).
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await connection.execute(
        "INSERT INTO invitation_links (id, programme, consultation, organisation, representative, token_hash)"
        " SELECT $1, $2, $3, organisation, id, $5 FROM representatives WHERE id = $4",
        uuid4(),
        programme,
        number,
        representative,
        hash_of_token(token),
    )
    return token


async def discard(connection: Connection, token: str) -> None:
    """Take out a link that reached nobody."""
    await connection.execute("DELETE FROM invitation_links WHERE token_hash = $1", hash_of_token(token))


async def replace_older(connection: Connection, token: str) -> None:
    """Revoke what the same person had to the same consultation before `token`, whose letter is sent."""
    await connection.execute(
        "UPDATE invitation_links older SET revoked_at = now() FROM invitation_links newer"
        " WHERE newer.token_hash = $1 AND older.representative = newer.representative"
        " AND older.programme = newer.programme AND older.consultation = newer.consultation"
        # Not those made after it: two letters may be on their way at once, and the last one stays.
        " AND (older.created_at, older.id) < (newer.created_at, newer.id) AND older.revoked_at IS NULL",
        hash_of_token(token),
    )


async def find(connection: Connection, token: str) -> Invitation | None:
    """What `token` gives access to; None when there never was such a link, or it was revoked or replaced."""
    row = await connection.fetchrow(
        "SELECT l.programme, g.title, c.number AS consultation, c.version, c.status, c.due, o.code AS"
        " organisation, o.name AS organisation_name, i.withdrawn, p.id::text AS person, p.name, r.language"
        " FROM invitation_links l JOIN programmes g ON g.slug = l.programme"
        " JOIN consultations c ON c.programme = l.programme AND c.number = l.consultation"
        " JOIN invitations i ON i.programme = l.programme AND i.consultation = l.consultation"
        "  AND i.organisation = l.organisation"
        " JOIN organisations o ON o.programme = l.programme AND o.code = l.organisation"
        " JOIN representatives r ON r.id = l.representative"
        " JOIN people p ON p.programme = r.programme AND p.id = r.person"
        " WHERE l.token_hash = $1 AND l.revoked_at IS NULL AND r.withdrawn_at IS NULL",
        hash_of_token(token),
    )
    return None if row is None else Invitation(**dict(row))


async def note_opening(connection: Connection, token: str) -> datetime:
    """Note that somebody opened a link, the first time they do; when that was. The link must be there."""
    return await connection.fetchval(
        "UPDATE invitation_links SET opened_at = coalesce(opened_at, now()) WHERE token_hash = $1"
        " RETURNING opened_at",
        hash_of_token(token),
    )


async def of_round(connection: Connection, programme: str, number: int) -> list[Link]:
    """The links to a consultation, oldest first."""
    rows = await connection.fetch(
        "SELECT id::text, consultation, organisation, representative::text, created_at, opened_at, revoked_at"
        " FROM invitation_links WHERE programme = $1 AND consultation = $2 ORDER BY created_at, id",
        programme,
        number,
    )
    return [Link(**dict(row)) for row in rows]


async def revoke(connection: Connection, programme: str, number: int, representative: UUID) -> None:
    """Revoke every link of a representative to a consultation."""
    await connection.execute(
        "UPDATE invitation_links SET revoked_at = coalesce(revoked_at, now())"
        " WHERE programme = $1 AND consultation = $2 AND representative = $3",
        programme,
        number,
        representative,
    )
