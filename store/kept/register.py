"""The register itself: its chain, where it ends, the signatures under it, and when it was written."""

from collections.abc import Sequence
from typing import cast

from domain.register import proof
from domain.register.entries import Break
from domain.register.heads import PublicKey, SignedHead, UnusableKeyError, is_signed
from domain.shared.messages import N_
from store.database import Connection
from store.kept.difference import Found, key_of, other, rows
from store.kept.keys import Keys
from store.register import entries as register
from store.register import heads

BEYOND_THE_END = N_("it stands after the end that the programme's row names")
EMPTIED = N_("it was begun more than an hour ago, and its register is empty")
NO_KEY = N_("one of the keys that signed it is no key")
ANOTHER_KEY = N_(
    "it is signed with a key that is none of those known here: if it was one of your own, add its public part"
    " to KWARTIER_REGISTER_KEYS"
)
NOT_SEALED = N_("no worker whose key is known here sealed its register up to its end")
UNSIGNED = N_("the head after it must be signed, and is not")

# A second is what clocks may be put back by, without anybody meaning it.
_BACKWARDS = """
SELECT programme || '/' || seq FROM (
    SELECT *, max(recorded_at) OVER (ORDER BY seq) AS newest FROM entries WHERE programme = $1
) AS them WHERE recorded_at < newest - interval '1 second' OR recorded_at > now() + interval '1 second'
"""
_AHEAD = """
SELECT programme || '/' || seq FROM entries WHERE programme = $1 AND at > recorded_at + interval '1 minute'
"""
# Both are written in one transaction, and have its moment.
_SIGNED_ANOTHER_TIME = """
SELECT h.programme || '/' || h.seq || '/' || h.key FROM heads h
JOIN entries e ON e.programme = h.programme AND e.seq = h.seq
WHERE h.programme = $1 AND h.signed_at <> e.recorded_at
"""
_EMPTIED = """
SELECT slug FROM programmes WHERE slug = $1 AND head_seq = 0 AND created_at < now() - interval '1 hour'
"""


async def compare(connection: Connection, found: Found, keys: Keys, *, clocks_move: bool) -> bool:
    """Check a register by itself, and answer whether its chain holds.

    Where any of `keys` is known its heads must be signed by one of those, and its end sealed. With
    `clocks_move` a programme's own clock may be ahead of PostgreSQL's.
    """
    slug = found.programme
    end = await register.head_of(connection, slug)
    entries = await register.stored(connection, slug)
    # Those beyond the end count as well: they show what was cut off.
    signed = await heads.read(connection, slug)
    try:
        named = await heads.keys(connection, slug)
    except (UnusableKeyError, ValueError):
        found.add("register_keys", slug, NO_KEY)
        return False
    broken = proof.prove(export(slug, named, entries, signed), end)
    if isinstance(broken, Break):
        found.add("entries", key_of((slug, broken.seq)), broken.why)
        return False
    if end is not None and end.seq != len(entries):
        found.add("entries", key_of((slug, end.seq + 1)), BEYOND_THE_END)
    _look_for_signatures(found, entries, signed)
    if keys.registers:
        for head in signed:
            known = head.key in keys.registers
            found.unless(known, "heads", key_of((slug, head.seq, head.key)), ANOTHER_KEY)
        # Without this, a register that was written anew could pass for one from before anything was signed.
        sealed = await register.sealed(connection, slug, keys.registers.values())
        found.unless(end is None or sealed >= end.seq, "programmes", slug, NOT_SEALED)
    await _look_at_times(connection, found, clocks_move=clocks_move)
    return True


def export(
    slug: str,
    keys: Sequence[PublicKey],
    entries: Sequence[dict[str, object]],
    signed: Sequence[SignedHead],
) -> list[object]:
    """A register as the lines that are checked."""
    return [proof.header(slug, keys), *entries, *map(proof.signature, signed)]


def _look_for_signatures(
    found: Found, entries: Sequence[dict[str, object]], signed: Sequence[SignedHead]
) -> None:
    """An entry says who signs the head after it; those of 0.1.0 do not, and what lies between two must be."""
    by = {(head.seq, head.key) for head in signed}
    seqs = {head.seq for head in signed}
    for entry in entries:
        event, seq = cast("dict[str, str]", entry["event"]), cast("int", entry["seq"])
        key = event.get("signed_by", "")
        among = bool(seqs) and min(seqs) < seq < max(seqs) and seq not in seqs
        if (key and (seq, key) not in by) or (not key and among and is_signed(event["kind"])):
            found.add("heads", key_of((found.programme, seq)), UNSIGNED)


async def _look_at_times(connection: Connection, found: Found, *, clocks_move: bool) -> None:
    recorded = other("recorded_at")
    await rows(connection, found, "entries", recorded, _BACKWARDS)
    await rows(connection, found, "heads", other("signed_at"), _SIGNED_ANOTHER_TIME)
    await rows(connection, found, "programmes", EMPTIED, _EMPTIED)
    if not clocks_move:
        await rows(connection, found, "entries", recorded, _AHEAD)
