"""Migrations: applied once, in order, all or nothing, and never changed afterwards."""

import asyncio
import sys
from pathlib import Path

import asyncpg
import pytest

from store.migrate import MigrationError, migrate, pending, read_migrations
from tests.words.pseudo import english

NAMES = ("0000_late.sql", "0001_first.sql", "0002_second.sql")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations, the second of which needs the first."""
    (tmp_path / "0001_first.sql").write_text("CREATE TABLE first (id int PRIMARY KEY);")
    (tmp_path / "0002_second.sql").write_text("INSERT INTO first VALUES (1); INSERT INTO first VALUES (2);")
    return tmp_path


async def fetch(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_what_is_missing_is_applied_in_order_and_only_once(empty_database: str, folder: Path) -> None:
    assert await pending(empty_database, folder) == ["0001_first.sql", "0002_second.sql"]
    assert await migrate(empty_database, folder) == ["0001_first.sql", "0002_second.sql"]
    assert await migrate(empty_database, folder) == []
    assert await pending(empty_database, folder) == []
    assert await fetch(empty_database, "SELECT count(*) FROM first") == 2


async def test_a_later_file_is_applied_on_its_own(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0003_third.sql").write_text("INSERT INTO first VALUES (3);")

    assert await migrate(empty_database, folder) == ["0003_third.sql"]


WAITING = """
SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE NOT granted AND datname = current_database()
"""


async def test_three_processes_that_race_apply_it_once(empty_database: str, folder: Path) -> None:
    (folder / "0001_first.sql").write_text("LOCK TABLE gate; CREATE TABLE first (id int PRIMARY KEY);")
    gatekeeper = await asyncpg.connect(empty_database)
    await gatekeeper.execute("CREATE TABLE gate ()")

    async with gatekeeper.transaction():
        await gatekeeper.execute("LOCK TABLE gate")
        racers = [await start_migrating(empty_database, folder) for _ in range(3)]
        async with asyncio.timeout(30):
            while await gatekeeper.fetchval(WAITING) != len(racers):
                pass
    answers = [(await racer.communicate())[0].decode().strip() for racer in racers]

    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert sorted(answers) == ["0", "0", "2"]
    assert await gatekeeper.fetchval("SELECT count(*) FROM first") == 2
    await gatekeeper.close()


async def start_migrating(dsn: str, folder: Path) -> asyncio.subprocess.Process:
    program = (
        "import asyncio, sys, pathlib; from store.migrate import migrate;"
        "print(len(asyncio.run(migrate(sys.argv[1], pathlib.Path(sys.argv[2])))))"
    )
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, dsn, str(folder)),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )


async def test_a_file_that_changed_after_it_was_applied_is_refused(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0002_second.sql").write_text("SELECT 1;")
    (folder / "0003_third.sql").write_text("INSERT INTO first VALUES (3);")

    with pytest.raises(MigrationError) as refused:
        await migrate(empty_database, folder)
    assert english(refused.value.message, *NAMES) == (
        "0002_second.sql was changed after it was applied. Put it back as it was,"
        " and write the change as a new migration."
    )

    assert await fetch(empty_database, "SELECT count(*) FROM first") == 2


async def test_a_database_newer_than_the_code_is_refused(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0002_second.sql").unlink()

    with pytest.raises(MigrationError) as refused:
        await migrate(empty_database, folder)
    assert english(refused.value.message, *NAMES) == (
        "The database knows 0002_second.sql, this version of Kwartier does not:"
        " it is older than the database. Run the newer version."
    )


async def test_a_file_that_comes_before_an_applied_one_is_refused(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0000_late.sql").write_text("SELECT 1;")

    with pytest.raises(MigrationError) as refused:
        await migrate(empty_database, folder)
    assert english(refused.value.message, *NAMES) == (
        "0000_late.sql is new but comes before 0002_second.sql, which is applied already."
        " Give it a number after that one."
    )


async def test_when_one_fails_none_is_applied(empty_database: str, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("INSERT INTO nowhere VALUES (1);")

    with pytest.raises(MigrationError) as refused:
        await migrate(empty_database, folder)
    assert english(refused.value.message, *NAMES) == (
        '0002_second.sql failed, nothing was changed: relation "nowhere" does not exist'
    )

    assert await fetch(empty_database, "SELECT to_regclass('first')") is None
    assert len(await pending(empty_database, folder)) == 2


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("1_x.sql", "{folder}/1_x.sql: name it like 0001_what_it_does.sql (lower case)"),
        (
            "0001_b.sql",
            "0001_first.sql and 0001_b.sql have the same number: give the newer one the next",
        ),
    ],
)
def test_names_that_give_no_clear_order_are_refused(folder: Path, name: str, complaint: str) -> None:
    (folder / name).write_text("SELECT 1;")

    with pytest.raises(MigrationError) as refused:
        read_migrations(folder)
    assert english(refused.value.message, str(folder), name, *NAMES) == complaint.format(folder=folder)
