"""What somebody with a personal link has typed and not sent: kept for the link, and gone once it is sent."""

from datetime import datetime
from typing import NamedTuple

from store.database import Connection
from store.people.links import hash_of_token


class Draft(NamedTuple):
    """The fields of a form as they were, in JSON, and when they were kept."""

    fields: str
    saved_at: datetime


async def find(connection: Connection, token: str) -> Draft | None:
    row = await connection.fetchrow(
        "SELECT d.fields, d.saved_at FROM link_drafts d JOIN invitation_links l ON l.id = d.link"
        " WHERE l.token_hash = $1",
        hash_of_token(token),
    )
    return None if row is None else Draft(**dict(row))


async def keep(connection: Connection, token: str, fields: str) -> datetime:
    """Keep what was typed, in place of what was kept before; what cannot be sent any more goes."""
    await connection.execute(
        "DELETE FROM link_drafts d USING invitation_links l, consultations c WHERE l.id = d.link"
        " AND c.programme = l.programme AND c.number = l.consultation AND c.status = 'closed'"
    )
    return await connection.fetchval(
        "INSERT INTO link_drafts (link, fields) SELECT id, $2 FROM invitation_links WHERE token_hash = $1"
        " ON CONFLICT (link) DO UPDATE SET fields = excluded.fields, saved_at = now() RETURNING saved_at",
        hash_of_token(token),
        fields,
    )


async def forget(connection: Connection, token: str) -> None:
    await connection.execute(
        "DELETE FROM link_drafts WHERE link = (SELECT id FROM invitation_links WHERE token_hash = $1)",
        hash_of_token(token),
    )
