"""A register written anew, as somebody does who has every right on the database."""

import json
from collections.abc import Callable

from domain.register.entries import GENESIS, Head
from domain.shared.canonical import digest
from store.database import Connection
from store.register import entries as register

Change = Callable[[list[dict[str, object]]], None]


def resealed(entries: list[dict[str, object]]) -> list[dict[str, object]]:
    """Entries of which every number, link and hash fits again."""
    prev = GENESIS
    for seq, entry in enumerate(entries, start=1):
        entry |= {"seq": seq, "prev": prev}
        prev = entry["hash"] = digest({key: value for key, value in entry.items() if key != "hash"})
    return entries


async def rewrite(connection: Connection, slug: str, change: Change) -> None:
    """What somebody with every right on the database can do: change entries, and compute all hashes anew."""
    entries = await register.stored(connection, slug)
    change(entries)
    resealed(entries)
    head = Head(seq=len(entries), hash=str(entries[-1]["hash"]))
    async with connection.transaction():
        # Whoever owns the server can switch off what guards the tables.
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("DELETE FROM entries WHERE programme = $1", slug)
        await connection.executemany(
            "INSERT INTO entries (programme, seq, at, actor_person, actor_role, key, body, event, prev, hash)"
            " SELECT $1, (e->>'seq')::integer, (e->>'at')::timestamptz, e->'actor'->>'person',"
            " e->'actor'->>'role', e->>'key', e->>'body', e->'event', e->>'prev', e->>'hash'"
            " FROM (SELECT $2::jsonb AS e) AS raw",
            [(slug, json.dumps(entry)) for entry in entries],
        )
        await connection.execute(
            "UPDATE programmes SET head_seq = $2, head_hash = $3 WHERE slug = $1", slug, head.seq, head.hash
        )


def change_one(entries: list[dict[str, object]]) -> None:
    entries[1]["at"] = "2001-01-01T00:00:00Z"


def remove_one(entries: list[dict[str, object]]) -> None:
    del entries[1]


def insert_one(entries: list[dict[str, object]]) -> None:
    entries.insert(1, {**entries[1], "key": "slipped-in"})


def reorder(entries: list[dict[str, object]]) -> None:
    entries[1], entries[2] = entries[2], entries[1]


def truncate(entries: list[dict[str, object]]) -> None:
    del entries[-1]


EVERY = [change_one, remove_one, insert_one, reorder, truncate]
