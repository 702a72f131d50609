"""Rounds that closed before contributions were answered get their points when the schema is brought up."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from store.migrate import MIGRATIONS, migrate

BEFORE = 5
PERSON = UUID(int=1)


@pytest.fixture
async def older(empty_database: str, tmp_path: Path) -> AsyncIterator[asyncpg.Connection]:
    """A database of the version before responses, with a programme in it."""
    for file in MIGRATIONS.glob("*.sql"):
        if int(file.name[:4]) < BEFORE:
            shutil.copy(file, tmp_path)
    await migrate(empty_database, tmp_path)
    connection = await asyncpg.connect(empty_database)
    await connection.execute("INSERT INTO people (id, subject, name) VALUES ($1, 's', 'n')", PERSON)
    await connection.execute(
        "INSERT INTO programmes (slug, title, blueprint, blueprint_hash, rules, agreement, started_by,"
        " start_key, start_body, head_hash) VALUES ('p', 't', '{}', '', '{}', '{}', $1, 'k', '', '')",
        PERSON,
    )
    yield connection
    await connection.close()


async def round_(connection: asyncpg.Connection, number: int, status: str) -> None:
    await connection.execute(
        "INSERT INTO consultations (programme, number, version, status, due)"
        " VALUES ('p', $1, 0, $2, '2027-01-01')",
        number,
        status,
    )


async def contribution(connection: asyncpg.Connection, code: str, revision: int, **lengths: int) -> None:
    """What an organisation said in round 1: a text of so many characters in each section."""
    said = {key: {"id": key, "hash": key, "length": length} for key, length in lengths.items()}
    await connection.execute(
        """INSERT INTO organisations VALUES ('p', $1, 'g', 'n') ON CONFLICT DO NOTHING""", code
    )
    await connection.execute("INSERT INTO invitations VALUES ('p', 1, $1, true) ON CONFLICT DO NOTHING", code)
    await connection.execute(
        "INSERT INTO contributions (programme, consultation, organisation, revision, person, can, will,"
        " sections, receipt, key, body) VALUES ('p', 1, $1, $2, $3, 'yes', 'yes', $4, $5, $5, '')",
        code,
        revision,
        PERSON,
        json.dumps(said),
        f"{code}-{revision}",
    )


async def happened(connection: asyncpg.Connection, *kinds: str) -> None:
    for seq, kind in enumerate(kinds, start=1):
        await connection.execute(
            "INSERT INTO entries (programme, seq, at, actor_person, actor_role, key, body, event, prev, hash)"
            " VALUES ('p', $1, now(), '', 'programme', '', '', $2, '', '')",
            seq,
            json.dumps({"kind": kind}),
        )


async def statuses(connection: asyncpg.Connection) -> list[tuple[int, str]]:
    rows = await connection.fetch("SELECT consultation, status FROM answerings ORDER BY 1")
    return [tuple(row.values()) for row in rows]


async def test_each_last_revision_falls_into_a_point_for_every_section_with_text(
    older: asyncpg.Connection, empty_database: str
) -> None:
    await round_(older, 1, "closed")
    await round_(older, 2, "open")
    await contribution(older, "A", 1, goals=3)
    await contribution(older, "A", 2, goals=4, funding=5, strategy=0)
    await contribution(older, "B", 1, goals=6)

    await migrate(empty_database)

    points = await older.fetch(
        "SELECT p.number, p.section, o.receipt FROM points p JOIN point_origins o"
        " ON o.programme = p.programme AND o.consultation = p.consultation AND o.point = p.number ORDER BY 1"
    )
    assert [tuple(row.values()) for row in points] == [
        (1, "funding", "A-2"),
        (2, "goals", "A-2"),
        (3, "goals", "B-1"),
    ]
    assert await statuses(older) == [(1, "open")]


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (("programme.suspended", "programme.resumed"), "open"),
        (("programme.resumed", "programme.suspended"), "suspended"),
        (("programme.withdrawn",), "ended"),
    ],
    ids=["resumed", "suspended", "withdrawn"],
)
async def test_it_is_answered_as_far_as_the_programme_goes_on(
    older: asyncpg.Connection, empty_database: str, kinds: tuple[str, ...], status: str
) -> None:
    await round_(older, 1, "closed")
    await happened(older, *kinds)

    await migrate(empty_database)

    assert await statuses(older) == [(1, status)]
