"""The commands behind a register's entries, as they were signed, and the keys that signed them."""

import json
from collections.abc import Iterable

from domain.register.heads import PublicKey, public_key
from domain.register.steps import Carried
from store.database import Connection


async def know(connection: Connection, keys: Iterable[PublicKey]) -> None:
    """Keep the public halves of keys that may sign commands."""
    await connection.executemany(
        "INSERT INTO command_keys (id, public) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [(key.id, json.dumps(key.jwk)) for key in keys],
    )


async def read(
    connection: Connection, programme: str, *, after: int = 0, up_to: int | None = None
) -> dict[int, Carried]:
    """The signed commands behind entries after number `after`, by the first entry that each caused.

    With `up_to` those behind no later ones.
    """
    rows = await connection.fetch(
        "SELECT seq, update, fields FROM signed_commands WHERE programme = $1 AND seq > $2"
        " AND ($3::integer IS NULL OR seq <= $3) ORDER BY seq",
        programme,
        after,
        up_to,
    )
    return {row["seq"]: Carried(update=row["update"], fields=json.loads(row["fields"])) for row in rows}


async def keys(connection: Connection, programme: str) -> list[PublicKey]:
    """The keys with which commands to a programme were signed."""
    rows = await connection.fetch(
        "SELECT public FROM command_keys"
        " WHERE id IN (SELECT key FROM signed_commands WHERE programme = $1) ORDER BY id",
        programme,
    )
    return [public_key(json.loads(row["public"])) for row in rows]
