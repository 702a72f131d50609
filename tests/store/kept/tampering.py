"""What somebody may do in PostgreSQL, made from the schema itself: whatever column there is is in it."""

from typing import NamedTuple

import asyncpg

from store.kept.comparing import differences
from store.kept.difference import Difference
from store.kept.keys import Keys

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
    """Every column of every table there is, but for numbers that PostgreSQL gives and what it computes."""
    rows = await connection.fetch(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_schema, table_name)"
        " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        " AND is_identity = 'NO' AND is_generated = 'NEVER'"
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


def a_row(table: str) -> str:
    """A row of the programme; of contributions one that counts, of versions one that people saved."""
    programme = {
        "programmes": "slug = $1",
        "register_keys": "$1 <> ''",
        "contributions": "organisation = 'G2' AND programme = $1",
        "plan_versions": "number > 0 AND programme = $1",
    }
    where = programme.get(table, "programme = $1")
    return f"ctid = (SELECT max(ctid) FROM {table} WHERE {where})"  # noqa: S608 - of the schema


# --- what is compared ---

NOT_OF_THE_REGISTER = {
    "alarms": "what an operator must look into",
    "command_keys": "named in exports; which keys count the settings say",
    "signed_commands": "they have signatures of their own",
    "timestamps": "an authority outside signed what they say",
    "people": "names and addresses are not in the register, and can be erased",
    "people_waiting": "whom a command names, until it is answered",
    "representatives": "people, who come and go",
    "invitation_links": "hashes of links, which say nothing",
    "sign_in_links": "as those",
    "sessions": "who is signed in at the moment",
    "link_drafts": "what nobody has said yet",
    "selections": "what somebody asks for again and again",
    "section_drafts": "what nobody has saved yet",
    "organisation_additions": "what is about to be asked; it goes once it is answered",
    "outbox": "letters to send; what was decided they only tell",
    "letters": "as the outbox",
    "point_acts": "what was answered under which key, to answer it once more",
    "schema_migration": "compared with the files when Kwartier starts",
}
"""Tables of which the register says nothing, and why."""

NOT_TOLD = {
    ("identities", "address"): "where a link was sent",
    ("identities", "created_at"): "told to nobody",
    ("contributions", "body"): "the hash of a request",
    ("contributions", "key"): "a request's own",
    ("contributions", "created_at"): "told only where it changes the order in which they came",
    ("contributions", "source"): "how it came, which counts for nothing",
    ("contributions", "person"): "an organisation speaks; the receipt says what, not who wrote it down",
    ("programmes", "created_at"): "told only where it comes after the first entry",
    ("programmes", "secret"): "told once an organisation was added by name",
    ("programmes", "start_body"): "the hash of a request",
    ("programmes", "start_key"): "a request's own",
    ("responses", "created_at"): "read by nobody but whoever wonders when",
    ("responses", "person"): "the receipt says what was answered, not who wrote it down",
    ("session_confirmations", "corrected"): "said of a contribution that is compared itself",
    ("texts", "created_at"): "told only where it comes after the first entry that refers to it",
    ("texts", "author"): "read by nobody: the entry says who acted",
}
"""Columns of which the register says nothing, and why. No decision and no document rests on one of them."""


# --- whoever covers their tracks ---

GENESIS = "0" * 64
EMPTIED = (
    "DELETE FROM entries WHERE programme = $1",
    "DELETE FROM heads WHERE programme = $1",
    f"UPDATE programmes SET head_seq = 0, head_hash = '{GENESIS}' WHERE slug = $1",  # noqa: S608
)
LONG_AGO = "UPDATE programmes SET created_at = now() - interval '1 year' WHERE slug = $1"
ANOTHER_TEXT = """
WITH other AS (SELECT id, hash, length(body) AS length FROM texts WHERE programme = $1 LIMIT 1)
UPDATE plan_versions SET sections = jsonb_set(sections, '{funding}', (SELECT to_jsonb(other) FROM other))
WHERE programme = $1 AND number = 2
"""
ANOTHER_PDF = """
UPDATE documents SET content = 'another', hash = encode(sha256('another'), 'hex')
WHERE programme = $1 AND name = 'programme.pdf'
"""
ANOTHER_MARKDOWN = """
UPDATE texts SET body = 'Another.', hash = encode(sha256(salt || 'Another.'::bytea), 'hex')
WHERE id::text = (SELECT event -> 'documents' -> 'programme.md' ->> 'id' FROM entries
    WHERE programme = $1 AND event ->> 'kind' = 'programme.published')
"""
CUT_OFF = (
    "DELETE FROM heads WHERE programme = $1 AND seq = (SELECT max(seq) FROM entries WHERE programme = $1)",
    "DELETE FROM entries WHERE programme = $1 AND seq = (SELECT head_seq FROM programmes WHERE slug = $1)",
    """UPDATE programmes SET (head_seq, head_hash) = (SELECT seq, hash FROM entries
    WHERE programme = slug ORDER BY seq DESC LIMIT 1) WHERE slug = $1""",
)
SLIPPED_IN = """
INSERT INTO contributions (programme, consultation, organisation, revision, person, can, will, sections,
    receipt, key, body)
SELECT programme, consultation, 'M1', 9, person, 'no', 'no', sections, receipt, 'slipped in', body
FROM contributions WHERE programme = $1 AND organisation = 'G2'
"""
COVERED: list[tuple[tuple[str, ...], str]] = [
    (EMPTIED, "programmes"),
    (CUT_OFF, "documents"),
    (("DELETE FROM heads WHERE programme = $1",), "heads"),
    (
        ("UPDATE entries SET recorded_at = now() - interval '9 days' WHERE programme = $1 AND seq > 5",),
        "texts",
    ),
    ((ANOTHER_TEXT,), "plan_versions"),
    ((ANOTHER_PDF,), "documents"),
    ((ANOTHER_MARKDOWN,), "texts"),
    ((SLIPPED_IN,), "contributions"),
]
"""What whoever covers their tracks does, and the table in which it is found; after `LONG_AGO`."""


# --- looking ---


async def without_checks(dsn: str) -> None:
    """Whoever owns the tables can take these away as well."""
    connection = await asyncpg.connect(dsn)
    checks = await connection.fetch(
        "SELECT conrelid::regclass::text AS of, quote_ident(conname) AS name FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid <> 0 AND connamespace = 'public'::regnamespace"
    )
    for check in checks:
        await connection.execute(f"ALTER TABLE {check['of']} DROP CONSTRAINT {check['name']}")
    await connection.close()


class Looking(NamedTuple):
    """A connection on which somebody may change anything, and what is found then."""

    connection: asyncpg.Connection
    slug: str
    keys: Keys

    async def found(self, *statements: str) -> list[Difference]:
        """What differs after `statements` (`$1` is the programme), which are taken back."""
        taking_back = self.connection.transaction()
        await taking_back.start()
        try:
            # As whoever owns the server: without what guards the tables.
            await self.connection.execute("SET LOCAL session_replication_role = replica")
            for statement in statements:
                values = [self.slug] if "$1" in statement else []
                await self.connection.execute(statement, *values)
            return await differences(self.connection, self.slug, self.keys, clocks_move=True)
        finally:
            await taking_back.rollback()
