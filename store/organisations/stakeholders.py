"""The organisations of a programme: those that take part, are about to, or do no longer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.organisations.add_organisations import OrganisationsAdded
from domain.organisations.withdraw_organisations import OrganisationsWithdrawn
from domain.register.entries import Entry
from store.database import Connection
from store.register.command_key import CommandKey
from store.register.following import follows


@dataclass(frozen=True)
class Organisation:
    """An organisation by its code; one that is not `active` was withdrawn."""

    code: str
    group: str
    name: str
    active: bool
    weight: int = 1


@dataclass(frozen=True)
class TakesPart(Organisation):
    """An organisation, with the names of those who speak for it."""

    speaking: Sequence[str] = ()


@dataclass(frozen=True)
class Addition:
    """An organisation about to be added, with one representative: a person's id and their language."""

    code: str
    group: str
    name: str
    person: str | None = None
    language: str | None = None
    weight: int = 1


# --- reading ---


async def page(
    connection: Connection, programme: str, *, after: str = "", limit: int, search: str = "", group: str = ""
) -> list[TakesPart]:
    """Organisations with who speaks for them, by their codes, from the first one after `after` on.

    With `search` those whose name or code has that in it, with `group` those of one.
    """
    rows = await connection.fetch(
        'SELECT code, "group", name, active, weight, ARRAY('
        " SELECT p.name FROM representatives r JOIN people p ON p.programme = r.programme AND p.id = r.person"
        " WHERE r.programme = o.programme AND r.organisation = o.code AND r.withdrawn_at IS NULL"
        " ORDER BY r.created_at, p.name) AS speaking FROM organisations o"
        " WHERE programme = $1 AND code > $2 AND (strpos(lower(name), lower($4)) > 0"
        """ OR strpos(lower(code), lower($4)) > 0) AND $5 IN ('', "group") ORDER BY code LIMIT $3""",
        programme,
        after,
        limit,
        search,
        group,
    )
    return [TakesPart(**dict(row)) for row in rows]


async def find(connection: Connection, programme: str, codes: Iterable[str]) -> dict[str, Organisation]:
    """Those of `codes` that take part or did so, by their code."""
    rows = await connection.fetch(
        'SELECT code, "group", name, active, weight FROM organisations'
        " WHERE programme = $1 AND code = ANY($2)",
        programme,
        list(codes),
    )
    return {row["code"]: Organisation(**dict(row)) for row in rows}


# --- adding: first the names, then the register entry, then they take part ---


async def prepare(connection: Connection, command: CommandKey, additions: Sequence[Addition]) -> None:
    """Keep what `command` is about to add, in place of what it was to add before."""
    await forget(connection, command)
    await connection.executemany(
        'INSERT INTO organisation_additions (programme, key, body, place, code, "group", name, person,'
        " language, weight) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            (
                command.programme,
                command.key,
                command.body,
                place,
                a.code,
                a.group,
                a.name,
                UUID(a.person) if a.person else None,
                a.language,
                a.weight,
            )
            for place, a in enumerate(additions)
        ],
    )


async def forget(connection: Connection, command: CommandKey) -> None:
    """Forget what a command was to add."""
    await connection.execute(
        "DELETE FROM organisation_additions WHERE programme = $1 AND key = $2 AND body = $3",
        command.programme,
        command.key,
        command.body,
    )


async def add(connection: Connection, command: CommandKey) -> None:
    """Let what `command` prepared take part, and invite it to the consultation that is open now."""
    place = (command.programme, command.key, command.body)
    # An organisation has a row for each representative, of which the first describes it. One that comes back
    # keeps its row: what it said before refers to that.
    await connection.execute(
        'INSERT INTO organisations (programme, code, "group", name, weight)'
        ' SELECT DISTINCT ON (code) programme, code, "group", name, weight FROM organisation_additions'
        " WHERE programme = $1 AND key = $2 AND body = $3 ORDER BY code, place"
        " ON CONFLICT (programme, code)"
        ' DO UPDATE SET "group" = excluded."group", name = excluded.name, weight = excluded.weight,'
        " active = true",
        *place,
    )
    await connection.execute(
        "INSERT INTO representatives (id, programme, organisation, person, language)"
        " SELECT gen_random_uuid(), programme, code, person,"
        " coalesce(language, (SELECT blueprint ->> 'language' FROM programmes WHERE slug = $1), 'nl')"
        " FROM organisation_additions"
        " WHERE programme = $1 AND key = $2 AND body = $3 AND person IS NOT NULL ON CONFLICT DO NOTHING",
        *place,
    )
    await connection.execute(_GIVE_ADDRESS, *place)
    await connection.execute(_INVITE_ADDED, *place)
    await forget(connection, command)


_GIVE_ADDRESS = """
UPDATE people p SET email = p.subject FROM organisation_additions a
WHERE a.programme = $1 AND a.key = $2 AND a.body = $3
AND p.programme = a.programme AND p.id = a.person AND p.email IS NULL
"""
"""Who speaks for an organisation is known by their address; somebody known without one has it from now on."""

_INVITE_ADDED = """
INSERT INTO invitations (programme, consultation, organisation)
SELECT DISTINCT a.programme, c.number, a.code FROM organisation_additions a
JOIN consultations c ON c.programme = a.programme AND c.status <> 'closed'
WHERE a.programme = $1 AND a.key = $2 AND a.body = $3
ON CONFLICT (programme, consultation, organisation) DO UPDATE SET withdrawn = false
"""
"""One that was withdrawn from this very consultation and comes back is invited again; what it said counts."""


async def withdraw(connection: Connection, programme: str, codes: Sequence[str]) -> None:
    """Let organisations take part no longer: a consultation that is open waits for them no more."""
    await connection.execute(
        "UPDATE organisations SET active = false WHERE programme = $1 AND code = ANY($2)",
        programme,
        list(codes),
    )
    await connection.execute(
        "UPDATE invitations i SET withdrawn = true FROM consultations c"
        " WHERE c.programme = i.programme AND c.number = i.consultation AND c.status <> 'closed'"
        " AND i.programme = $1 AND i.organisation = ANY($2)",
        programme,
        list(codes),
    )


def per_code(organisations: Mapping[str, Organisation]) -> dict[str, str]:
    """The group of each organisation by its code."""
    return {code: organisation.group for code, organisation in organisations.items()}


# --- following the register ---


@follows(OrganisationsAdded)
async def _take_in(connection: Connection, entry: Entry, _event: OrganisationsAdded) -> None:
    await add(connection, CommandKey.of(entry))


@follows(OrganisationsWithdrawn)
async def _take_out(connection: Connection, entry: Entry, event: OrganisationsWithdrawn) -> None:
    await withdraw(connection, entry.programme, event.codes)
