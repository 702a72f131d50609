"""Rows that somebody changes, deletes and puts in, who may do anything in PostgreSQL; each must be found."""

import asyncpg

from attack.choosing import Choosing
from attack.report import Attempt
from attack.stack import Ground
from store.kept import shadows
from tests.store.kept.tampering import (
    COVERED,
    LONG_AGO,
    NOT_OF_THE_REGISTER,
    NOT_TOLD,
    OTHERWISE,
    Column,
    Looking,
    Tampering,
    a_row,
    changes,
    columns,
)
from worker.keys import known_keys

FREELY_PUT_IN = {
    "register_keys": "a key there counts for nothing: the settings name those that do",
    "texts": "one that no entry refers to is served to nobody; a request that was broken off leaves such",
}
"""Tables that may hold more than the register says, and why."""

KEYS_OF = """
SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
WHERE indrelid = $1::text::regclass AND indisprimary AND attname <> 'programme' ORDER BY attnum DESC
"""


async def attack(ground: Ground, choosing: Choosing, slug: str) -> list[Attempt]:
    """Tamper with a programme in which everything is kept; each change is taken back."""
    connection = await asyncpg.connect(ground.postgres.dsn(), statement_cache_size=0)
    try:
        await shadows.make(connection)
        looking = Looking(connection, slug, known_keys(ground.settings))
        assert not await looking.found(), "what Kwartier wrote holds"
        told = [one for one in await columns(connection) if one.table not in NOT_OF_THE_REGISTER]
        tables = sorted({one.table for one in told})
        changed = [one for one in told if (one.table, one.name) not in NOT_TOLD]
        tamperings = [
            change
            for column in choosing.some(changed, choosing.counts.columns)
            for change in changes(column, a_row(column.table))
        ]
        tamperings += [_deleted(table) for table in tables]
        for table in sorted({*tables} - {*FREELY_PUT_IN}):
            tamperings += await _put_in(connection, table, [one for one in told if one.table == table])
        attempts = [await tampered(looking, one.statement) for one in tamperings]
        covered = [await tampered(looking, LONG_AGO, *statements) for statements, _ in COVERED]
        return [*attempts, *covered]
    finally:
        await connection.close()


def _deleted(table: str) -> Tampering:
    return Tampering(table, "", f"DELETE FROM {table} WHERE {a_row(table)}")  # noqa: S608 - of the schema


async def _put_in(connection: asyncpg.Connection, table: str, there: list[Column]) -> list[Tampering]:
    """A row more like one that is there, under another key; none where a key has no such column."""
    keys = {row["attname"] for row in await connection.fetch(KEYS_OF, table)}
    other = next((one for one in reversed(there) if one.name in keys and one.type in OTHERWISE), None)
    if other is None:
        return []
    names = ", ".join(f'"{one.name}"' for one in there)
    values = ", ".join(_another(one) if one == other else f'"{one.name}"' for one in there)
    like = f"SELECT {values} FROM {table} WHERE {a_row(table)}"  # noqa: S608 - of the schema
    return [Tampering(table, other.name, f"INSERT INTO {table} ({names}) {like}")]


def _another(column: Column) -> str:
    return OTHERWISE[column.type][0].format(f'"{column.name}"')


async def tampered(looking: Looking, *statements: str) -> Attempt:
    tried = "; ".join(" ".join(statement.split()) for statement in statements)
    try:
        found = await looking.found(*statements)
    except asyncpg.IntegrityConstraintViolationError:
        # PostgreSQL's own refusal, while nobody takes its checks away.
        return Attempt("tamperings", tried)
    return Attempt("tamperings", tried, "" if found else "nobody finds it")
