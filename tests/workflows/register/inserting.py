"""Entries that somebody writes in PostgreSQL: they hold together, and nobody asked for them."""

from collections.abc import Sequence

from domain.register.entries import Entry, seal
from domain.sign_off.cast_ballot import BallotCast
from tests.workflows.driving import Programme


async def written(programme: Programme, entries: Sequence[Entry]) -> list[Entry]:
    """Put entries at the end of a register, as somebody does who has every right in PostgreSQL."""
    head, added = (await programme.state()).head, list[Entry]()
    for entry in entries:
        added.append(seal(head, entry))
        head = added[-1].head
    async with programme.world.pool.acquire() as connection, connection.transaction():
        await connection.executemany(
            "INSERT INTO entries (programme, seq, at, actor_person, actor_role, key, body, event, prev, hash)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            [_row(entry) for entry in added],
        )
        await connection.execute(
            "UPDATE programmes SET head_seq = $2, head_hash = $3 WHERE slug = $1",
            programme.slug,
            head.seq,
            head.hash,
        )
    return added


def _row(entry: Entry) -> tuple[object, ...]:
    who = (entry.actor.person, entry.actor.role)
    event = entry.event.model_dump_json()
    return (entry.programme, entry.seq, entry.at, *who, entry.key, entry.body, event, entry.prev, entry.hash)


async def two_votes(programme: Programme) -> list[Entry]:
    """Well-formed votes of the other two members against, like the one that was cast."""
    cast = (await programme.register())[-1]
    assert isinstance(cast.event, BallotCast)
    body = (await programme.state()).body
    assert body is not None
    return [
        cast.model_copy(
            update={
                "actor": programme.actor(f"{body.key}-{seat}", "member"),
                "key": f"inserted-{seat}",
                "event": cast.event.model_copy(update={"seat": f"{body.key}-{seat}", "choice": "against"}),
            }
        )
        for seat in (2, 3)
    ]
