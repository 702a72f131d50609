"""Who speaks for an organisation: people by id, with the language they are written to in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

import asyncpg

from domain.blueprint.people import Representative as Named
from mail.audience import Invited
from mail.letters import Invitation
from store.database import Connection
from store.mail import outbox
from store.people import people


@dataclass(frozen=True)
class Representative:
    """Somebody who speaks for the organisation with that code; `person` is their id."""

    id: str
    organisation: str
    person: str
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class NewRepresentative:
    """Somebody to be added, asked for under an idempotency key; `body` is the hash of what was asked."""

    organisation: str
    named: Named
    key: str | None = None
    body: str | None = None


class TakesPart(NamedTuple):
    """An organisation that takes part, with one of its representatives if it has any."""

    group: str
    code: str
    name: str
    weight: int
    representative: Named | None


class SpeaksFor(NamedTuple):
    """Somebody's representation, by its id, of the organisation with that code."""

    id: UUID
    code: str
    name: str


def as_person(named: Named) -> people.Person:
    """They are known by their address, under which they sign in as well if they ever do."""
    return people.Person(named.email, named.name, named.email)


async def know(connection: Connection, programme: str, them: Iterable[Named]) -> dict[str, str]:
    """The ids of representatives by their address; somebody known without one has it from now on."""
    wanted = [as_person(named) for named in them]
    ids = await people.know(connection, programme, wanted)
    await connection.execute(
        "UPDATE people SET email = subject WHERE programme = $1 AND subject = ANY($2) AND email IS NULL",
        programme,
        list(ids),
    )
    return ids


async def add(connection: Connection, programme: str, new: NewRepresentative) -> Representative:
    """Add a representative, or find that they are one already; invites them to an open consultation."""
    person = (await know(connection, programme, [new.named]))[new.named.email]
    added = await connection.fetchval(
        "INSERT INTO representatives (id, programme, organisation, person, language, key, body)"
        " VALUES ($1, $2, $3, $4,"
        " coalesce($5, (SELECT blueprint ->> 'language' FROM programmes WHERE slug = $2), 'nl'), $6, $7)"
        " ON CONFLICT (programme, organisation, person)"
        " WHERE withdrawn_at IS NULL DO NOTHING RETURNING id",
        uuid4(),
        programme,
        new.organisation,
        UUID(person),
        new.named.language,
        new.key,
        new.body,
    )
    if added is not None:
        # Somebody with an invitation to this consultation gets no second one: see `store.mail.addressing`.
        invitation = Invitation(to=(Invited((new.organisation,)),))
        await outbox.put(connection, programme, [invitation])
    row = await connection.fetchrow(
        f"{_REPRESENTATIVE} AND r.organisation = $2 AND r.person = $3",
        programme,
        new.organisation,
        UUID(person),
    )
    assert row is not None, "they are there now"
    return _representative(row)


async def add_all(connection: Connection, programme: str, them: Mapping[str, Iterable[Named]]) -> None:
    """Add representatives by the codes of their organisations, when a programme starts."""
    ids = await know(connection, programme, [named for of_one in them.values() for named in of_one])
    await connection.executemany(
        "INSERT INTO representatives (id, programme, organisation, person, language)"
        # Their own, else the programme's; programmes from before there were languages write in Dutch.
        " VALUES ($1, $2, $3, $4,"
        " coalesce($5, (SELECT blueprint ->> 'language' FROM programmes WHERE slug = $2), 'nl'))"
        " ON CONFLICT DO NOTHING",
        [
            (uuid4(), programme, code, UUID(ids[named.email]), named.language)
            for code, of_one in them.items()
            for named in of_one
        ],
    )


async def invited_as(connection: Connection, programme: str, number: int, person: str) -> list[SpeaksFor]:
    """The organisations that take part in consultation `number` and for which `person` speaks, by code."""
    rows = await connection.fetch(
        "SELECT r.id, o.code, o.name FROM representatives r"
        " JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation"
        " JOIN invitations i ON i.programme = r.programme AND i.organisation = r.organisation"
        " WHERE r.programme = $1 AND i.consultation = $2 AND r.person = $3"
        " AND r.withdrawn_at IS NULL AND NOT i.withdrawn ORDER BY o.code",
        programme,
        number,
        UUID(person),
    )
    return [SpeaksFor(**dict(row)) for row in rows]


async def by_key(connection: Connection, programme: str, key: str) -> tuple[Representative, str] | None:
    """Who was added under an idempotency key, and the hash of what was asked then."""
    row = await connection.fetchrow(
        "SELECT r.id, r.organisation, r.person, p.name, coalesce(p.email, '') AS email, r.language, r.body"
        " FROM representatives r JOIN people p ON p.programme = r.programme AND p.id = r.person"
        " WHERE r.programme = $1 AND r.key = $2",
        programme,
        key,
    )
    return None if row is None else (_representative(row), row["body"])


async def withdraw(connection: Connection, programme: str, organisation: str, id_: UUID) -> bool:
    """Let somebody speak for an organisation no longer, and end their links; False when nobody has that id.

    Doing it again changes nothing.
    """
    found = await connection.fetchval(
        "UPDATE representatives SET withdrawn_at = coalesce(withdrawn_at, now())"
        " WHERE id = $1 AND programme = $2 AND organisation = $3 RETURNING true",
        id_,
        programme,
        organisation,
    )
    # By their link they could go on speaking for the organisation, without any account.
    if found:
        await connection.execute(
            "UPDATE invitation_links SET revoked_at = coalesce(revoked_at, now()) WHERE representative = $1",
            id_,
        )
    return bool(found)


_REPRESENTATIVE = (
    "SELECT r.id, r.organisation, r.person, p.name, coalesce(p.email, '') AS email, r.language"
    " FROM representatives r JOIN people p ON p.programme = r.programme AND p.id = r.person"
    " WHERE r.programme = $1 AND r.withdrawn_at IS NULL"
)


async def of(connection: Connection, programme: str, *organisations: str) -> list[Representative]:
    """Who speaks for these organisations, in the order they were added."""
    rows = await connection.fetch(
        f"{_REPRESENTATIVE} AND r.organisation = ANY($2) ORDER BY r.created_at, p.name",
        programme,
        organisations,
    )
    return [_representative(row) for row in rows]


async def who_take_part(connection: Connection, programme: str) -> list[TakesPart]:
    """Every organisation that takes part, once for each of its representatives."""
    found = await connection.fetch(
        'SELECT o."group", o.code, o.name, o.weight, p.name AS who, p.email, r.language FROM organisations o'
        # Who was erased has no address, and is not exported.
        " LEFT JOIN (representatives r"
        "  JOIN people p ON p.programme = r.programme AND p.id = r.person AND p.email IS NOT NULL)"
        " ON r.programme = o.programme AND r.organisation = o.code AND r.withdrawn_at IS NULL"
        " WHERE o.programme = $1 AND o.active ORDER BY o.code, p.email",
        programme,
    )
    return [
        TakesPart(
            group=row["group"],
            code=row["code"],
            name=row["name"],
            weight=row["weight"],
            # Not checked again: an older rule may have let through what today's would refuse.
            representative=Named.model_construct(
                name=row["who"], email=row["email"], language=row["language"]
            )
            if row["email"]
            else None,
        )
        for row in found
    ]


def _representative(row: asyncpg.Record) -> Representative:
    fields = ("id", "organisation", "person", "name", "email", "language")
    return Representative(*(str(row[field]) for field in fields))
