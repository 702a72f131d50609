"""What people typed: stored once, referred to by id and salted hash, erasable without breaking a chain."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

import structlog

from domain.publication.holding import DocumentDoesNotHold
from domain.shared.texts import TextRef
from store.database import Connection

ERASED = "[gewist / erased]"
MISSING = "[ontbreekt / missing]"

log = structlog.get_logger()


@dataclass(frozen=True)
class Text:
    """A text about to be stored: what refers to it, what it says, and the salt of its hash."""

    ref: TextRef
    body: str
    salt: bytes


class Stored(NamedTuple):
    """What a row has of a text: what it says, `ERASED` where that was erased, and the hash beside it."""

    body: str
    hash: str


def compose(body: str) -> Text:
    """Give a text its id, salt and hash."""
    # Each its own: equal texts have different hashes, and a short one cannot be guessed from the register.
    salt = secrets.token_bytes(16)
    ref = TextRef(id=str(uuid4()), hash=sha256(salt + body.encode()).hexdigest(), length=len(body.strip()))
    return Text(ref, body, salt)


async def keep(connection: Connection, programme: str, texts: Iterable[Text], author: str | None) -> None:
    """Store texts of `author` (a person's id; None for what Kwartier wrote), all or none of them."""
    kept = list(texts)
    if not kept:
        return
    await connection.execute(
        "INSERT INTO texts (id, programme, salt, hash, body, author)"
        " SELECT t.id, $1, t.salt, t.hash, t.body, $2"
        " FROM unnest($3::uuid[], $4::bytea[], $5::text[], $6::text[]) AS t (id, salt, hash, body)",
        programme,
        UUID(author) if author else None,
        [UUID(text.ref.id) for text in kept],
        [text.salt for text in kept],
        [text.ref.hash for text in kept],
        [text.body for text in kept],
    )


async def discard(connection: Connection, ids: Iterable[str]) -> None:
    """Forget texts of a command that was refused: nothing refers to them."""
    # They go in before the command is sent, so that no history ever holds one.
    await connection.execute("DELETE FROM texts WHERE id = ANY($1)", [UUID(id_) for id_ in ids])


async def read(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The texts with these ids; an erased one reads as `ERASED`.

    Raises `DocumentDoesNotHold` about one that does not give its own hash.
    """
    return {id_: one.body for id_, one in (await stored(connection, ids)).items()}


async def held(connection: Connection, refs: Iterable[TextRef]) -> dict[str, str]:
    """The texts that `refs` are about, by id: as `read`, and each of the hash that its reference has.

    For what comes from the register: whoever changes a text can change the hash beside it, and not that one.
    """
    wanted = list(refs)
    return held_of(await stored(connection, [ref.id for ref in wanted]), wanted)


def held_of(found: Mapping[str, Stored], refs: Iterable[TextRef]) -> dict[str, str]:
    """As `held`, of what was found of them."""
    hashes = {ref.id: ref.hash for ref in refs}
    for id_, hash_ in hashes.items():
        if id_ not in found or found[id_].hash != hash_:
            raise DocumentDoesNotHold(id=id_)
    return {id_: found[id_].body for id_ in hashes}


async def stored(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """What there is of the texts with these ids. Raises as `read` does."""
    rows = await connection.fetch(
        "SELECT id::text, salt, hash, body, erased_at FROM texts WHERE id = ANY($1)",
        [UUID(id_) for id_ in ids],
    )
    for row in rows:
        if not row["erased_at"] and sha256(row["salt"] + row["body"].encode()).hexdigest() != row["hash"]:
            raise DocumentDoesNotHold(id=row["id"])
    return {row["id"]: Stored(ERASED if row["erased_at"] else row["body"], row["hash"]) for row in rows}


async def shown(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The texts with these ids, for whoever only looks; one whose row is gone reads as `MISSING`.

    Nobody composes or decides anything by it: whatever does asks `read`, and stops.
    """
    wanted = list(ids)
    return shown_of(await stored(connection, wanted), wanted)


def shown_of(found: Mapping[str, Stored], ids: Iterable[str]) -> dict[str, str]:
    """As `shown`, of what was found of them."""
    wanted = set(ids)
    if missing := sorted(wanted - set(found)):
        log.error("texts are missing in PostgreSQL; put back a backup", texts=missing)
    return {id_: found[id_].body if id_ in found else MISSING for id_ in wanted}


async def erase(connection: Connection, ids: Iterable[str]) -> None:
    """Erase texts for good. Their hashes stay, and so does every chain; the salt goes.

    Without its salt nobody can find out by trying what a short text was.
    """
    await connection.execute(
        "UPDATE texts SET body = '', salt = '', erased_at = coalesce(erased_at, now()) WHERE id = ANY($1)",
        [UUID(id_) for id_ in ids],
    )
