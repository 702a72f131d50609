"""Migrations: applied once, in order, all or nothing, and never changed afterwards."""

import asyncio
import sys
from pathlib import Path

import asyncpg
import pytest

from store.migrate import MigrationError, migrate, pending, read_migrations


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

    with pytest.raises(MigrationError, match=r"0002_second\.sql was changed after it was applied"):
        await migrate(empty_database, folder)

    assert await fetch(empty_database, "SELECT count(*) FROM first") == 2


async def test_a_database_newer_than_the_code_is_refused(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0002_second.sql").unlink()

    with pytest.raises(MigrationError, match=r"knows 0002_second\.sql"):
        await migrate(empty_database, folder)


async def test_a_file_that_comes_before_an_applied_one_is_refused(empty_database: str, folder: Path) -> None:
    await migrate(empty_database, folder)
    (folder / "0000_late.sql").write_text("SELECT 1;")

    with pytest.raises(MigrationError, match="after that one"):
        await migrate(empty_database, folder)


async def test_when_one_fails_none_is_applied(empty_database: str, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("INSERT INTO nowhere VALUES (1);")

    with pytest.raises(MigrationError, match=r"0002_second\.sql failed, nothing was changed"):
        await migrate(empty_database, folder)

    assert await fetch(empty_database, "SELECT to_regclass('first')") is None
    assert len(await pending(empty_database, folder)) == 2


@pytest.mark.parametrize(
    ("name", "complaint"), [("1_x.sql", "name it like"), ("0001_b.sql", "the same number")]
)
def test_names_that_give_no_clear_order_are_refused(folder: Path, name: str, complaint: str) -> None:
    (folder / name).write_text("SELECT 1;")

    with pytest.raises(MigrationError, match=complaint):
        read_migrations(folder)
