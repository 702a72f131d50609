"""What somebody may do to a row, made from the schema itself: whatever column a table is given is in it."""

from typing import NamedTuple

import asyncpg

OTHERWISE = {
    "text": ("{0} || 'x'",),
    "integer": ("{0} + 1000",),
    "bigint": ("{0} + 1000",),
    "boolean": ("NOT {0}",),
    "date": ("{0} + 1",),
    "timestamp with time zone": ("{0} - interval '1 day'", "{0} + interval '1 day'"),
    "jsonb": (
        """CASE WHEN {0}::text LIKE '%"hash"%' THEN replace({0}::text, '"hash": "', '"hash": "0')::jsonb
        ELSE {0} || '{{"more": 1}}' END""",
    ),
    "uuid": ("gen_random_uuid()",),
    "bytea": ("{0} || '\\x00'",),
    "ARRAY": ("array_append({0}, NULL)",),
}
"""By its type, what a column may be made to say instead."""


class Column(NamedTuple):
    table: str
    name: str
    type: str


class Tampering(NamedTuple):
    """A change of `table`, the statement that makes it, and the column that it is about, if any."""

    table: str
    column: str
    statement: str


async def columns(connection: asyncpg.Connection) -> list[Column]:
    """Every column of every table there is, but for numbers that PostgreSQL gives."""
    rows = await connection.fetch(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_identity = 'NO'"
        " ORDER BY 1, ordinal_position"
    )
    return [Column(*row) for row in rows]


NOTHING = {
    "text": "'x'",
    "integer": "1",
    "bigint": "1",
    "boolean": "true",
    "date": "current_date",
    "timestamp with time zone": "now()",
    "jsonb": "'{}'",
    "uuid": "gen_random_uuid()",
    "bytea": "'x'",
    "ARRAY": "'{}'",
}
"""By its type, what a column that says nothing may be made to say."""


def changes(column: Column, row: str) -> list[Tampering]:
    """What `column` may be made to say in `row`, which is a condition."""
    name, nothing = f'"{column.name}"', NOTHING[column.type]
    return [
        Tampering(
            column.table,
            column.name,
            f"UPDATE {column.table} SET {name} = coalesce({otherwise.format(name)}, {nothing}) WHERE {row}",  # noqa: S608 - of the schema
        )
        for otherwise in OTHERWISE[column.type]
    ]
