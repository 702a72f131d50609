"""Time stamps over signed heads, and the heads that wait for one."""

from collections.abc import Mapping, Sequence

from domain.register.entries import Head
from store.database import Connection


async def waiting(connection: Connection, limit: int) -> Sequence[tuple[str, Head]]:
    """Programmes and signed heads of theirs that have no time stamp yet, at most `limit` of them."""
    rows = await connection.fetch(
        "SELECT DISTINCT h.programme, h.seq, h.hash FROM heads h"
        " WHERE NOT EXISTS (SELECT FROM timestamps t"
        "  WHERE (t.programme, t.seq, t.hash) = (h.programme, h.seq, h.hash))"
        " ORDER BY h.programme, h.seq LIMIT $1",
        limit,
    )
    return [(row["programme"], Head(seq=row["seq"], hash=row["hash"])) for row in rows]


async def keep(connection: Connection, programme: str, head: Head, response: bytes) -> None:
    await connection.execute(
        "INSERT INTO timestamps (programme, seq, hash, response) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT DO NOTHING",
        programme,
        head.seq,
        head.hash,
        response,
    )


async def read(connection: Connection, programme: str) -> Mapping[Head, bytes]:
    """What the authority answered, by the head that it stamped."""
    rows = await connection.fetch(
        "SELECT seq, hash, response FROM timestamps WHERE programme = $1", programme
    )
    return {Head(seq=row["seq"], hash=row["hash"]): row["response"] for row in rows}
