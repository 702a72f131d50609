"""Programmes: their row, what they were started from, and where they stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from pydantic import TypeAdapter

from domain.blueprint.model import Blueprint
from domain.blueprint.values import KEPT
from domain.register.entries import GENESIS, Head
from domain.shared.rules import Rules
from domain.shared.texts import TextRef
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.register import entries

_agreement: TypeAdapter[dict[str, TextRef | str]] = TypeAdapter(dict[str, TextRef | str])
_json: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


@dataclass(frozen=True)
class NewProgramme:
    """A programme about to start.

    `blueprint` is frozen, `rules` is what it comes down to, `agreement` holds the fields of the first
    register entry. `key` and `body` are the idempotency key and the hash of what was asked.
    """

    slug: str
    blueprint: Blueprint
    rules: Rules
    agreement: Mapping[str, TextRef | str]
    started_by: str
    key: str
    body: str


@dataclass(frozen=True)
class Programme:
    """A programme's row. `head` is the end of its register."""

    slug: str
    title: str
    blueprint_hash: str
    started_by: str
    start_key: str
    start_body: str
    head: Head
    created_at: datetime


_COLUMNS = "slug, title, blueprint_hash, started_by, start_key, start_body, head_seq, head_hash, created_at"


async def add(connection: Connection, new: NewProgramme) -> bool:
    """Add the row; False when the slug or the key was taken before (a slug is unique for ever)."""
    # Any conflict: slug and key are both unique, and whoever asked looks which of them was taken.
    done = await connection.execute(
        "INSERT INTO programmes (slug, title, blueprint, blueprint_hash, rules, agreement, started_by,"
        " start_key, start_body, head_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " ON CONFLICT DO NOTHING",
        new.slug,
        new.blueprint.title,
        json.dumps(new.blueprint.kept(), ensure_ascii=False),
        new.blueprint.hash(),
        new.rules.model_dump_json(),
        _agreement.dump_json(dict(new.agreement)).decode(),
        UUID(new.started_by),
        new.key,
        new.body,
        GENESIS,
    )
    return done == "INSERT 0 1"


async def add_organisations(connection: Connection, slug: str, blueprint: Blueprint) -> None:
    await connection.executemany(
        'INSERT INTO organisations (programme, code, "group", name, weight) VALUES ($1, $2, $3, $4, $5)',
        [
            (slug, organisation.code, group.key, organisation.name, organisation.weight)
            for group in blueprint.definition.groups
            for organisation in group.organisations
        ],
    )


async def find(connection: Connection, slug: str) -> Programme | None:
    row = await connection.fetchrow(f"SELECT {_COLUMNS} FROM programmes WHERE slug = $1", slug)  # noqa: S608 - constant
    return None if row is None else _programme(dict(row))


async def find_by_start(connection: Connection, key: str) -> Programme | None:
    """The programme that was started under an idempotency key."""
    row = await connection.fetchrow(f"SELECT {_COLUMNS} FROM programmes WHERE start_key = $1", key)  # noqa: S608 - constant
    return None if row is None else _programme(dict(row))


async def page(connection: Connection, *, after: str = "", limit: int = 50) -> list[Programme]:
    """Programmes in the order of their slugs, from the first one after `after` on."""
    rows = await connection.fetch(
        f"SELECT {_COLUMNS} FROM programmes WHERE slug > $1 ORDER BY slug LIMIT $2",  # noqa: S608 - constant
        after,
        limit,
    )
    return [_programme(dict(row)) for row in rows]


async def unstarted(connection: Connection) -> list[str]:
    """The programmes that have a row but no register entry: their workflow may not have been started."""
    rows = await connection.fetch("SELECT slug FROM programmes WHERE head_seq = 0 ORDER BY slug")
    return [row["slug"] for row in rows]


async def blueprint(connection: Connection, slug: str) -> Blueprint:
    """The frozen blueprint that a programme was started with."""
    return Blueprint.model_validate_json(
        await connection.fetchval("SELECT blueprint FROM programmes WHERE slug = $1", slug), context=KEPT
    )


async def secret(connection: Connection, slug: str) -> bytes:
    """32 random bytes that only the API uses, to key what goes into histories and the register."""
    return await connection.fetchval("SELECT secret FROM programmes WHERE slug = $1", slug)


async def rules(connection: Connection, slug: str) -> Rules:
    """What a programme's workflows decide by."""
    return Rules.model_validate_json(
        await connection.fetchval("SELECT rules FROM programmes WHERE slug = $1", slug)
    )


async def stored_rules(connection: Connection, slug: str) -> dict[str, object]:
    """As `rules`, in the JSON form that was hashed, whatever newer fields today's rules have."""
    return _json.validate_json(
        await connection.fetchval("SELECT rules FROM programmes WHERE slug = $1", slug)
    )


async def _office(connection: Connection, slug: str) -> tuple[str, ...]:
    """The ids of the people of a programme's office, as its blueprint names them."""
    rows = await connection.fetch(
        "SELECT p.id::text FROM programmes g"
        " CROSS JOIN jsonb_array_elements(g.blueprint -> 'people') AS named"
        " JOIN people p ON p.programme = g.slug AND p.subject = named ->> 'subject'"
        " WHERE g.slug = $1 AND g.blueprint -> 'office' @> jsonb_build_array(named ->> 'key')",
        slug,
    )
    return tuple(row["id"] for row in rows)


async def beginning(connection: Connection, slug: str) -> ProgrammeState | None:
    """Where a programme stood before its first register entry: what its workflow is started with."""
    row = await connection.fetchrow("SELECT rules, agreement FROM programmes WHERE slug = $1", slug)
    if row is None:
        return None
    rules = Rules.model_validate_json(row["rules"])
    if rules.office is None:
        # Begun before the rules named it: the blueprint that was kept does.
        rules = rules.model_copy(update={"office": await _office(connection, slug)})
    return ProgrammeState(
        slug=slug,
        rules=rules,
        agreement=_agreement.validate_json(row["agreement"]),
    )


async def current_state(connection: Connection, slug: str) -> ProgrammeState | None:
    """Where a programme stands today: everything its register says, from the beginning on."""
    state = await beginning(connection, slug)
    if state is None:
        return None
    # Folded anew, rather than kept in a status table that could disagree with the register.
    now = fold(state, await entries.read(connection, slug))
    return now.on(now.rules.calendar.day_of(datetime.now(UTC)))


def _programme(row: Mapping[str, object]) -> Programme:
    fields = {key: value for key, value in row.items() if not key.startswith("head_")}
    head = Head.model_validate({"seq": row["head_seq"], "hash": row["head_hash"]})
    return Programme(
        **fields | {"started_by": str(row["started_by"])},  # pyright: ignore[reportArgumentType] - asyncpg has no types; the columns are these
        head=head,
    )
