"""Texts and published documents: each against its own hash, and against everything that refers to it."""

from domain.shared.messages import N_
from store.database import Connection
from store.kept.difference import MISSING, NOT_ITS_HASH, TOO_MUCH, Found, other, rows

# In PostgreSQL: no text leaves it, however many there are.
_NOT_ITS_HASH = """
SELECT id FROM texts WHERE programme = $1 AND erased_at IS NULL
    AND encode(sha256(salt || convert_to(body, 'UTF8')), 'hex') <> hash
"""
_ERASED_BUT_THERE = """
SELECT id FROM texts WHERE programme = $1 AND erased_at IS NOT NULL AND (body <> '' OR salt <> '')
"""

REFERRING = {
    "entries": "event",
    "plan_versions": "sections",
    "contributions": "sections",
    "point_origins": "said",
    "responses": "reason",
    "session_confirmations": "jsonb_build_array(own, outcomes)",
    "working_sessions": "jsonb_build_array(title, outcome, reason)",
    "projects": "jsonb_build_array(title, owner, description)",
    "project_places": "reason",
}
"""Where texts are referred to, and the columns that do so."""

_REFERRED_TO = """
refs AS (
    SELECT DISTINCT r ->> 'id' AS named, r ->> 'hash' AS hash, written, CASE
        WHEN r ->> 'id' ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$' THEN (r ->> 'id')::uuid
    END AS id
    FROM (
        SELECT {where} AS value, {written} AS written FROM {table} t WHERE programme = $1
    ) AS places,
    jsonb_path_query(value, 'strict $.** ? (exists(@.id) && exists(@.hash) && exists(@.length))') AS r
)
"""
_MISSING = """
SELECT r.named FROM refs r
WHERE NOT EXISTS (SELECT FROM texts x WHERE x.id = r.id AND x.programme = $1)
    AND NOT EXISTS (SELECT FROM documents d WHERE d.id = r.id AND d.programme = $1)
"""
_OTHER = "SELECT r.id FROM refs r JOIN texts x ON x.id = r.id AND x.programme = $1 WHERE x.hash <> r.hash"
_WRITTEN_LATER = (
    "SELECT r.id FROM refs r JOIN texts x ON x.id = r.id AND x.programme = $1 WHERE x.created_at > r.written"
)
_NEVER_WRITTEN = "NULL::timestamptz"


async def compare(connection: Connection, found: Found) -> None:
    """Texts that do not give their hash; and what refers to one that is gone or another."""
    await rows(connection, found, "texts", NOT_ITS_HASH, _NOT_ITS_HASH)
    not_erased = N_("it is marked as erased, and is not empty")
    await rows(connection, found, "texts", not_erased, _ERASED_BUT_THERE)
    for table, where in REFERRING.items():
        written = "t.recorded_at" if table == "entries" else _NEVER_WRITTEN
        refs = "WITH " + _REFERRED_TO.format(where=where, table=table, written=written)
        await rows(connection, found, "texts", MISSING, refs + _MISSING)
        await rows(connection, found, "texts", other("hash"), refs + _OTHER)
        if table == "entries":
            late = N_("it was stored after the entry that refers to it")
            await rows(connection, found, "texts", late, refs + _WRITTEN_LATER)
    await _documents(connection, found)


# Documents have no salt: what they are is public.
_DOCUMENTS = """
WITH named AS (
    SELECT d.key AS name, d.value ->> 'id' AS id, d.value ->> 'hash' AS hash, e.recorded_at
    FROM entries e, jsonb_each(e.event -> 'documents') d
    WHERE e.programme = $1 AND e.event ->> 'kind' = 'programme.published'
)
SELECT d.id, encode(sha256(d.content), 'hex') = d.hash AS holds, n.id IS NOT NULL AS named,
    array_remove(ARRAY[
        CASE WHEN d.hash <> n.hash THEN 'hash' END,
        CASE WHEN d.name <> n.name THEN 'name' END,
        CASE WHEN d.media_type <> 'application/pdf' THEN 'media_type' END,
        CASE WHEN d.created_at <> n.recorded_at THEN 'created_at' END
    ], NULL) AS columns
FROM documents d LEFT JOIN named n ON n.id = d.id::text WHERE d.programme = $1
"""


async def _documents(connection: Connection, found: Found) -> None:
    for row in await connection.fetch(_DOCUMENTS, found.programme):
        found.unless(row["holds"], "documents", row["id"], NOT_ITS_HASH)
        found.unless(row["named"], "documents", row["id"], TOO_MUCH)
        if row["columns"]:
            found.add("documents", row["id"], other(*row["columns"]))
