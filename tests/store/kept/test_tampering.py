"""Whoever writes in PostgreSQL, past Kwartier, is found: each change names the row that it changed."""

import pytest

from tests.store.kept.conftest import Looking
from tests.store.kept.tampering import Column, changes, columns

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


async def test_what_kwartier_wrote_holds(looking: Looking) -> None:
    assert await looking.found() == []


async def test_every_column_of_every_table_is_compared_unless_it_is_said_why_not(looking: Looking) -> None:
    unseen: set[tuple[str, str]] = set()
    for column in await columns(looking.connection):
        if column.table in NOT_OF_THE_REGISTER:
            continue
        for tampering in changes(column, _a_row(column)):
            if not await looking.found(tampering.statement):
                unseen.add((column.table, column.name))

    assert unseen == set(NOT_TOLD)


def _a_row(column: Column) -> str:
    """A row of the programme; of contributions one that counts."""
    programme = {
        "programmes": "slug = $1",
        "register_keys": "$1 <> ''",
        "contributions": "organisation = 'G2' AND programme = $1",
    }
    where = programme.get(column.table, "programme = $1")
    return f"ctid = (SELECT max(ctid) FROM {column.table} WHERE {where})"  # noqa: S608 - of the schema


async def test_rows_that_are_gone_or_too_many_are_found_in_every_table(looking: Looking) -> None:
    tables = sorted({column.table for column in await columns(looking.connection)} - {*NOT_OF_THE_REGISTER})
    unseen: list[str] = []
    for table in tables:
        found = await looking.found(f"DELETE FROM {table} WHERE {_a_row(Column(table, '', ''))}")  # noqa: S608
        if not found:
            unseen.append(table)

    assert unseen == []


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


@pytest.mark.parametrize(
    ("tampered", "named"),
    [
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
    ],
)
async def test_whoever_covers_their_tracks_is_found_as_well(
    looking: Looking, tampered: tuple[str, ...], named: str
) -> None:
    found = await looking.found(LONG_AGO, *tampered)

    assert named in {difference.table for difference in found}


async def test_a_row_is_named_by_its_key_and_nothing_that_people_typed(looking: Looking) -> None:
    moved = "UPDATE consultations SET due = due + 7 WHERE programme = $1"

    (found,) = await looking.found(moved)

    assert str(found.said) == (
        f"{looking.slug}: consultations {looking.slug}/1: due is not what the register says"
    )


async def test_what_somebody_wrote_that_kwartier_never_writes_hides_nothing_else(looking: Looking) -> None:
    nonsense = "UPDATE plan_versions SET sections = '[1, 2]' WHERE programme = $1"
    moved = "UPDATE consultations SET due = due + 7 WHERE programme = $1"

    found = await looking.found(nonsense, moved)

    assert {"plan_versions", "consultations"} <= {difference.table for difference in found}
