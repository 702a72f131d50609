"""Links for signing in the first time: whoever has one binds their account to the person it was sent to."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mail.audience import Person
from mail.letters import SignIn
from store.database import Connection
from store.mail import outbox
from store.people.links import TOKEN_BYTES, hash_of_token


@dataclass(frozen=True)
class SignInLink:
    """Whose link it is, in which programme, and where it was sent; one that has `ended` binds nobody."""

    programme: str
    title: str
    person: str
    name: str
    address: str
    ended: datetime | None


async def invite(connection: Connection, programme: str, people: Iterable[str]) -> None:
    """Have letters with a link sent to people, by their ids; whoever needs none gets none."""
    letter = SignIn(to=tuple(Person("participant", person) for person in people))
    await outbox.put(connection, programme, [letter])


async def create(connection: Connection, programme: str, person: UUID, address: str) -> str:
    """A new link for a person; the token, which nobody can find here afterwards.

    Those that were made before keep working until its letter is sent (`replace_older`).
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await connection.execute(
        "INSERT INTO sign_in_links (token_hash, programme, person, address) VALUES ($1, $2, $3, $4)",
        hash_of_token(token),
        programme,
        person,
        address,
    )
    return token


async def discard(connection: Connection, token: str) -> None:
    """Take out a link that reached nobody."""
    await connection.execute("DELETE FROM sign_in_links WHERE token_hash = $1", hash_of_token(token))


async def replace_older(connection: Connection, token: str) -> None:
    """End what the same person had before `token`, whose letter is sent."""
    await connection.execute(
        "UPDATE sign_in_links older SET ended_at = now() FROM sign_in_links newer"
        " WHERE newer.token_hash = $1 AND older.programme = newer.programme AND older.person = newer.person"
        # Not those made after it: two letters may be on their way at once, and the last one stays.
        " AND (older.created_at, older.token_hash) < (newer.created_at, newer.token_hash)"
        " AND older.ended_at IS NULL",
        hash_of_token(token),
    )


async def find(connection: Connection, token: str) -> SignInLink | None:
    """Whose link `token` is; None when there never was such a link, or its reader was erased."""
    row = await connection.fetchrow(
        "SELECT l.programme, g.title, l.person::text, p.name, l.address, l.ended_at AS ended"
        " FROM sign_in_links l JOIN programmes g ON g.slug = l.programme"
        " JOIN people p ON p.programme = l.programme AND p.id = l.person AND p.erased_at IS NULL"
        " WHERE l.token_hash = $1",
        hash_of_token(token),
    )
    return None if row is None else SignInLink(**dict(row))
