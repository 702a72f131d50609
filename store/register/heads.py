"""Heads of registers that were signed."""

import json
from collections.abc import Iterable

from domain.register.entries import Entry
from domain.register.heads import PublicKey, SignedHead, SigningKey, is_signed, public_key
from store.database import Connection


async def sign(connection: Connection, key: SigningKey, entries: Iterable[Entry]) -> None:
    """Sign the head after each of `entries` that asks for it, in the transaction that appended them.

    Only what the workflow has just decided is signed this way: a row that somebody slipped in never is.
    """
    signed = [key.sign(entry.programme, entry.head) for entry in entries if is_signed(entry.event.kind)]
    if not signed:
        return
    await connection.execute(
        "INSERT INTO register_keys (id, public) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        key.public.id,
        json.dumps(key.public.jwk),
    )
    # A step that is done again signs the same head, and Ed25519 gives the same signature.
    await connection.executemany(
        "INSERT INTO heads (programme, seq, hash, key, signature) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        [(head.programme, head.seq, head.hash, head.key, head.signature) for head in signed],
    )


async def read(connection: Connection, programme: str, *, up_to: int | None = None) -> list[SignedHead]:
    """The signed heads of a programme, oldest first; with `up_to` no later ones."""
    rows = await connection.fetch(
        "SELECT programme, seq, hash, key, signature FROM heads"
        " WHERE programme = $1 AND ($2::integer IS NULL OR seq <= $2) ORDER BY seq, key",
        programme,
        up_to,
    )
    return [SignedHead.model_validate(dict(row)) for row in rows]


async def keys(connection: Connection, programme: str) -> list[PublicKey]:
    """The keys with which heads of a programme were signed."""
    rows = await connection.fetch(
        "SELECT public FROM register_keys WHERE id IN (SELECT key FROM heads WHERE programme = $1)"
        " ORDER BY id",
        programme,
    )
    return [public_key(json.loads(row["public"])) for row in rows]
