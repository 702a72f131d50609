"""People by id: their name and address stand here, and in the blueprint a programme was started with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from store.database import Connection

ERASED = "[gewist / erased]"


@dataclass(frozen=True)
class Person:
    """Somebody who acts. `subject` is the `sub` of the tokens that name this person."""

    subject: str
    name: str
    email: str | None = None


async def know(connection: Connection, people: Iterable[Person]) -> dict[str, str]:
    """The ids of people by their subject; new ones get one. A known name and address stay as they are."""
    wanted = list(people)
    if not wanted:
        return {}
    await connection.executemany(
        "INSERT INTO people (id, subject, name, email) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (subject) DO NOTHING",
        # In one order: two that name the same people at once could otherwise wait for each other for ever.
        [(uuid4(), p.subject, p.name, p.email) for p in sorted(wanted, key=lambda p: p.subject)],
    )
    rows = await connection.fetch(
        "SELECT id, subject FROM people WHERE subject = ANY($1)", [p.subject for p in wanted]
    )
    return {row["subject"]: str(row["id"]) for row in rows}


async def names(connection: Connection, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of people by id; somebody erased reads as `ERASED`."""
    rows = await connection.fetch(
        "SELECT id, name, erased_at FROM people WHERE id = ANY($1)", [UUID(id_) for id_ in ids if id_]
    )
    return {str(row["id"]): ERASED if row["erased_at"] else row["name"] for row in rows}


async def erase(connection: Connection, id_: str) -> None:
    """Erase what a person is called, in the caller's transaction; whatever they did stays, under their id.

    Whoever signs in again under the same subject is somebody new.
    """
    subject = await connection.fetchval("SELECT subject FROM people WHERE id = $1 FOR UPDATE", UUID(id_))
    await connection.execute(
        # By its id, because a subject is unique; the old one is free for somebody new.
        "UPDATE people SET subject = 'erased:' || id, name = '', email = NULL,"
        " erased_at = coalesce(erased_at, now()) WHERE id = $1",
        UUID(id_),
    )
    await connection.execute(_ERASE_FROM_BLUEPRINTS, subject, json.dumps(_NOBODY), id_)


_NOBODY = {"name": ERASED, "email": "erased@example.invalid"}

_ERASE_FROM_BLUEPRINTS = """
UPDATE programmes SET blueprint = jsonb_set(blueprint, '{people}', (
    SELECT jsonb_agg(
        CASE WHEN person ->> 'subject' = $1
        THEN person || $2 || jsonb_build_object('subject', 'erased:' || $3::text) ELSE person END
        ORDER BY place
    ) FROM jsonb_array_elements(blueprint -> 'people') WITH ORDINALITY AS them (person, place)
))
WHERE blueprint -> 'people' @> jsonb_build_array(jsonb_build_object('subject', $1::text))
"""
