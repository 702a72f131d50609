"""Accounts that were bound to people by a link: with the entry that says so, and undone with another."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.people.bind_identity import IdentityBound
from domain.people.undo_identity import IdentityUndone
from domain.register.entries import Entry
from store.database import Connection
from store.register.following import follows

LONGEST = timedelta(days=1)
"""How long an account waits for its entry: a command is answered in seconds."""


@dataclass(frozen=True)
class Account:
    """An account at an identity provider: who vouches for it (`iss`), and what they call it (`sub`).

    `is_address` is whether that provider calls people by mail addresses that it has checked.
    """

    issuer: str
    subject: str
    is_address: bool = False


@dataclass(frozen=True)
class Waiting:
    """An account that is about to be bound; `identity` is its hash, `address` where the link was sent."""

    programme: str
    person: str
    identity: str
    account: Account
    address: str


async def wait(connection: Connection, new: Waiting) -> None:
    """Keep an account until the register says whose it is."""
    await connection.execute(
        "INSERT INTO identities (programme, person, identity, issuer, subject, address)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        new.programme,
        UUID(new.person),
        new.identity,
        new.account.issuer,
        new.account.subject,
        new.address,
    )


async def forget_old(connection: Connection) -> None:
    """Forget accounts whose command never took effect."""
    await connection.execute(
        "DELETE FROM identities WHERE NOT bound AND created_at < now() - $1::interval", LONGEST
    )


@follows(IdentityBound)
async def _bind(connection: Connection, entry: Entry, event: IdentityBound) -> None:
    whose = (entry.programme, UUID(event.person))
    await connection.execute(
        "UPDATE identities SET bound = true WHERE programme = $1 AND person = $2 AND identity = $3",
        *whose,
        event.identity,
    )
    # The others too, that were sent meanwhile: once is once.
    await connection.execute(
        "UPDATE sign_in_links SET ended_at = now() WHERE programme = $1 AND person = $2 AND ended_at IS NULL",
        *whose,
    )


@follows(IdentityUndone)
async def _undo(connection: Connection, entry: Entry, event: IdentityUndone) -> None:
    # Back to where the part was given: the account may have named an address of its own since.
    await connection.execute(
        "UPDATE people p SET email = i.address FROM identities i WHERE p.programme = $1 AND p.id = $2"
        " AND i.programme = p.programme AND i.person = p.id AND i.bound",
        entry.programme,
        UUID(event.person),
    )
    await connection.execute(
        "DELETE FROM identities WHERE programme = $1 AND person = $2 AND bound",
        entry.programme,
        UUID(event.person),
    )
