"""Who is signed in to the pages: found by the hash of a token that only their browser has."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import NamedTuple

from store.database import Connection
from store.people.identities import Account

SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is kept when somebody did something last: not every page is worth a write."""


@dataclass(frozen=True)
class Session:
    """Somebody who signed in: their account, and what the provider said of them then."""

    account: Account
    name: str
    email: str | None
    claims: tuple[str, ...]
    starts: bool
    acts_for: str | None
    provider_session: str | None = None
    id_token: str | None = None


class Lasting(NamedTuple):
    """How long a session counts: since somebody did something, and in all."""

    idle: timedelta
    longest: timedelta


def hash_of(token: str) -> bytes:
    # Without a salt: nobody guesses 32 random bytes, and a session is found by this hash.
    return sha256(token.encode(errors="surrogatepass")).digest()


async def begin(connection: Connection, token: str, new: Session, lasting: Lasting) -> None:
    """Keep a new session, and let go of those that count no more."""
    await connection.execute(
        "DELETE FROM sessions WHERE seen_at < now() - $1::interval OR begun_at < now() - $2::interval",
        *lasting,
    )
    await connection.execute(
        "INSERT INTO sessions (token_hash, issuer, subject, is_address, name, email, claims, starts,"
        " acts_for, provider_session, id_token) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        hash_of(token),
        new.account.issuer,
        new.account.subject,
        new.account.is_address,
        new.name,
        new.email,
        list(new.claims),
        new.starts,
        new.acts_for,
        new.provider_session,
        new.id_token,
    )


async def find(connection: Connection, token: str, lasting: Lasting, *, noted: bool = True) -> Session | None:
    """Whose session it is; None when there is none, or it counts no more.

    It is `noted` that they did something now, from which it is counted how long they do nothing.
    """
    row = await connection.fetchrow(
        "SELECT *, seen_at < now() - $4::interval AS noted_long_ago FROM sessions WHERE token_hash = $1"
        " AND seen_at >= now() - $2::interval AND begun_at >= now() - $3::interval",
        hash_of(token),
        *lasting,
        SEEN_EVERY,
    )
    if row is None:
        return None
    if noted and row["noted_long_ago"]:
        await connection.execute("UPDATE sessions SET seen_at = now() WHERE token_hash = $1", hash_of(token))
    return Session(
        Account(row["issuer"], row["subject"], row["is_address"]),
        row["name"],
        row["email"],
        tuple(row["claims"]),
        row["starts"],
        row["acts_for"],
        row["provider_session"],
        row["id_token"],
    )


async def end(connection: Connection, token: str) -> None:
    """End one, in one browser."""
    await connection.execute("DELETE FROM sessions WHERE token_hash = $1", hash_of(token))


async def end_all(
    connection: Connection, issuer: str, subject: str | None, provider_session: str | None
) -> int:
    """End what a provider says is over: one of its sessions, or all of somebody's; how many there were."""
    ended = await connection.fetch(
        "DELETE FROM sessions WHERE issuer = $1 AND ($2::text IS NULL OR subject = $2)"
        " AND ($3::text IS NULL OR provider_session = $3) RETURNING 1",
        issuer,
        subject,
        provider_session,
    )
    return len(ended)
