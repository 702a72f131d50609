"""What somebody has written on a section and not saved: kept for them alone, gone once they save or leave."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.every_phase.replace_kwartiermaker import KwartiermakerReplaced
from domain.plan.disallow_drafter import DrafterDisallowed
from domain.register.entries import Entry
from store.database import Connection
from store.register.following import follows


class Draft(NamedTuple):
    """A section as somebody left it, the version that they began from, and when it was kept."""

    body: str
    version: int
    saved_at: datetime


@follows(DrafterDisallowed)
async def _leave(connection: Connection, entry: Entry, event: DrafterDisallowed) -> None:
    await forget_all(connection, entry.programme, event.person)


@follows(KwartiermakerReplaced)
async def _hand_over(connection: Connection, entry: Entry, event: KwartiermakerReplaced) -> None:
    await forget_all(connection, entry.programme, event.before)


async def find(connection: Connection, programme: str, person: str, section: str) -> Draft | None:
    row = await connection.fetchrow(
        "SELECT body, version, saved_at FROM section_drafts"
        " WHERE programme = $1 AND person = $2 AND section = $3",
        programme,
        UUID(person),
        section,
    )
    return None if row is None else Draft(**dict(row))


async def keep(
    connection: Connection, programme: str, person: str, section: str, version: int, body: str
) -> datetime:
    """Keep what was written, in place of what was kept before."""
    return await connection.fetchval(
        "INSERT INTO section_drafts (programme, person, section, version, body) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (programme, person, section) DO UPDATE SET version = excluded.version,"
        " body = excluded.body, saved_at = now() RETURNING saved_at",
        programme,
        UUID(person),
        section,
        version,
        body,
    )


async def forget(connection: Connection, programme: str, person: str, section: str) -> None:
    await connection.execute(
        "DELETE FROM section_drafts WHERE programme = $1 AND person = $2 AND section = $3",
        programme,
        UUID(person),
        section,
    )


async def forget_all(connection: Connection, programme: str, person: str) -> None:
    """Forget whatever somebody wrote and did not save."""
    await connection.execute(
        "DELETE FROM section_drafts WHERE programme = $1 AND person = $2", programme, UUID(person)
    )
