"""People of before belong to every programme that refers to them, under the id that they had."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from store.migrate import MIGRATIONS, migrate

BEFORE = 15
STARTER, MEMBER, CANDIDATE, NAMED, LEFT_BEHIND = (UUID(int=n) for n in range(1, 6))


@pytest.fixture
async def older(empty_database: str, tmp_path: Path) -> AsyncIterator[asyncpg.Connection]:
    """A database of the version before, with two programmes `p` and `q` that the same person started."""
    for file in MIGRATIONS.glob("*.sql"):
        if int(file.name[:4]) < BEFORE:
            shutil.copy(file, tmp_path)
    await migrate(empty_database, tmp_path)
    connection = await asyncpg.connect(empty_database)
    for person in (STARTER, MEMBER, CANDIDATE, NAMED, LEFT_BEHIND):
        await connection.execute(
            "INSERT INTO people (id, subject, name) VALUES ($1, $2, $2)", person, f"subject of {person.int}"
        )
    programmes: list[tuple[str, object, object]] = [
        ("p", {"seats": [{"person": str(MEMBER)}]}, {"people": []}),
        ("q", {}, {"people": [{"subject": f"subject of {NAMED.int}"}]}),
    ]
    for slug, rules, blueprint in programmes:
        await connection.execute(
            "INSERT INTO programmes (slug, title, blueprint, blueprint_hash, rules, agreement, started_by,"
            " start_key, start_body, head_hash) VALUES ($1, 't', $4, '', $3, '{}', $2, $1, '', '')",
            slug,
            STARTER,
            json.dumps(rules),
            json.dumps(blueprint),
        )
    await connection.execute(
        "INSERT INTO entries VALUES ('q', 1, now(), $1, 'office', 'k', '', $2, '', '')",
        str(STARTER),
        json.dumps({"kind": "candidate.nominated", "person": str(CANDIDATE)}),
    )
    yield connection
    await connection.close()


async def test_each_programme_has_those_that_it_refers_to(
    older: asyncpg.Connection, empty_database: str
) -> None:
    await migrate(empty_database)

    rows = await older.fetch("SELECT programme, id FROM people")

    assert {(row["programme"], row["id"]) for row in rows} == {
        ("p", STARTER),
        ("p", MEMBER),
        ("q", STARTER),
        ("q", CANDIDATE),
        ("q", NAMED),
    }
