"""Whether the API says that it can work, and only while it can."""

from pathlib import Path

import asyncpg
import pytest

from settings import Settings
from tests.api.visiting import Door, ok, opened, problem


@pytest.mark.parametrize(
    "setting",
    [
        # What a sort may put on the disk: with none left PostgreSQL behaves as on a full one.
        "temp_file_limit = 0",
        "default_transaction_read_only = on",
    ],
)
async def test_a_database_that_cannot_write_is_not_ready(
    settings: Settings, database: str, tmp_path: Path, setting: str
) -> None:
    # As its administrator: the API's own account may not.
    connection = await asyncpg.connect(database)
    name = await connection.fetchval("SELECT current_database()")
    await connection.execute(f'ALTER DATABASE "{name}" SET {setting}')

    async with opened(settings, tmp_path) as door:
        answer = await door.nobody.get("/health/ready")

        assert "cannot write" in problem(answer, 503, "database_unavailable")["detail"]
    await connection.close()


async def test_one_that_can_is(door: Door) -> None:
    ok(await door.nobody.get("/health/ready"))
    ok(await door.nobody.get("/health/ready"))
