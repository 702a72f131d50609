"""The people of programmes by id: their name and address stand here, and in the blueprint.

They belong to a programme: what one is told of somebody changes nothing in another.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from domain.shared.addresses import same
from store.database import Connection
from store.plan import section_drafts
from store.register import standings

ERASED = "[gewist / erased]"
NAME = f"CASE WHEN p.erased_at IS NULL THEN p.name ELSE '{ERASED}' END"
"""What somebody of the table `people`, read as `p`, is called."""


@dataclass(frozen=True)
class Person:
    """Somebody who acts: named by a `subject` of the identity provider `issuer`, or by their address.

    Without an issuer it is a subject of whichever is trusted, unless it is their own address: that names
    nobody's account, and they bind one to it (`domain.people.bind_identity`).
    """

    subject: str
    name: str
    email: str | None = None
    issuer: str | None = None

    @property
    def by_address(self) -> bool:
        return self.issuer is None and self.email is not None and same(self.subject, self.email)


async def ids(connection: Connection, programme: str, subjects: Iterable[str]) -> dict[str, str]:
    """The ids of those of a programme's people who have one of `subjects`, by it."""
    rows = await connection.fetch(
        "SELECT id, subject FROM people WHERE programme = $1 AND subject = ANY($2)", programme, list(subjects)
    )
    return {row["subject"]: str(row["id"]) for row in rows}


async def know(
    connection: Connection, programme: str, people: Iterable[Person], given: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The ids of people in a programme by their subject. A known name and address stay as they are.

    Who is new gets an id: the one that is `given` for their subject, if any.
    """
    wanted = list(people)
    if not wanted:
        return {}
    given = given or {}
    await connection.executemany(
        "INSERT INTO people (programme, id, subject, name, email, by_address, issuer)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        [
            (
                programme,
                UUID(given.get(p.subject) or str(uuid4())),
                p.subject,
                p.name,
                p.email,
                p.by_address,
                p.issuer,
            )
            # In one order: two that name the same people at once could otherwise wait for each other.
            for p in sorted(wanted, key=lambda p: p.subject)
        ],
    )
    return await ids(connection, programme, [person.subject for person in wanted])


async def names(connection: Connection, programme: str, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of a programme's people by id; somebody erased reads as `ERASED`."""
    rows = await connection.fetch(
        "SELECT id, name, erased_at FROM people WHERE programme = $1 AND id = ANY($2)",
        programme,
        [UUID(id_) for id_ in ids if id_],
    )
    return {str(row["id"]): ERASED if row["erased_at"] else row["name"] for row in rows}


async def correct(connection: Connection, programme: str, id_: str, name: str) -> bool:
    """Say what somebody is called in a programme; False for nobody, and for somebody erased."""
    done = await connection.execute(
        "UPDATE people SET name = $3 WHERE programme = $1 AND id = $2 AND erased_at IS NULL",
        programme,
        UUID(id_),
        name,
    )
    await standings.search_anew(connection, programme)
    return done == "UPDATE 1"


async def erase(connection: Connection, programme: str, id_: str) -> None:
    """Erase what a person is called in a programme; whatever they did stays, under their id.

    Runs in the caller's transaction. Whoever signs in again under the same subject is somebody new.
    """
    subject = await connection.fetchval(
        "SELECT subject FROM people WHERE programme = $1 AND id = $2 FOR UPDATE", programme, UUID(id_)
    )
    # What they saved for themselves, by whichever account they came with.
    await connection.execute(
        "DELETE FROM selections WHERE subject = $3 OR (issuer, subject) IN ("
        "SELECT issuer, subject FROM identities WHERE programme = $1 AND person = $2)",
        programme,
        UUID(id_),
        subject,
    )
    await connection.execute(
        # By its id, because a subject is unique; the old one is free for somebody new.
        "UPDATE people SET subject = 'erased:' || id, name = '', email = NULL,"
        " erased_at = coalesce(erased_at, now()) WHERE programme = $1 AND id = $2",
        programme,
        UUID(id_),
    )
    await connection.execute(
        "DELETE FROM identities WHERE programme = $1 AND person = $2", programme, UUID(id_)
    )
    await section_drafts.forget_all(connection, programme, id_)
    await standings.search_anew(connection, programme)
    await connection.execute(_ERASE_FROM_BLUEPRINT, subject, json.dumps(_NOBODY), id_, programme)


_NOBODY = {"name": ERASED, "email": "erased@example.invalid"}

_ERASE_FROM_BLUEPRINT = """
UPDATE programmes SET blueprint = jsonb_set(blueprint, '{people}', (
    SELECT jsonb_agg(
        CASE WHEN person ->> 'subject' = $1
        THEN person || $2 || jsonb_build_object('subject', 'erased:' || $3::text) ELSE person END
        ORDER BY place
    ) FROM jsonb_array_elements(blueprint -> 'people') WITH ORDINALITY AS them (person, place)
))
WHERE slug = $4 AND blueprint -> 'people' @> jsonb_build_array(jsonb_build_object('subject', $1::text))
"""


@dataclass(frozen=True)
class Known:
    """Somebody of a programme, with the account that is theirs: of an issuer only where they bound one."""

    id: str
    name: str
    email: str | None
    issuer: str | None
    subject: str


async def everybody(connection: Connection, programme: str) -> list[Known]:
    """The people of a programme who are not erased, by name."""
    rows = await connection.fetch(
        "SELECT p.id::text, p.name, p.email, coalesce(i.issuer, p.issuer) AS issuer,"
        " coalesce(i.subject, p.subject) AS subject FROM people p LEFT JOIN identities i"
        " ON i.programme = p.programme AND i.person = p.id AND i.bound"
        " WHERE p.programme = $1 AND p.erased_at IS NULL ORDER BY p.name, p.id",
        programme,
    )
    return [Known(**dict(row)) for row in rows]
