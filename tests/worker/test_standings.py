"""Where programmes stand when no entry wrote it: the worker does, and says how many."""

from datetime import date

import asyncpg

from store import database as store_database
from tests.store.test_standings import connection
from worker.standings import catch_up

__all__ = ["connection"]


async def test_what_fell_behind_is_written_anew_and_what_did_not_is_left(
    connection: asyncpg.Connection, database: str
) -> None:
    await connection.execute("DELETE FROM standings WHERE programme = 'archief'")
    await connection.execute(
        "UPDATE standings SET changes_on = $1 WHERE programme = 'brug'", date(2020, 1, 1)
    )
    before = await connection.fetchval("SELECT xmin::text FROM standings WHERE programme = 'common'")

    async with store_database.connect(database) as pool:
        await catch_up(pool)

    rows = await connection.fetch("SELECT programme, changes_on, xmin::text FROM standings ORDER BY 1")
    assert [row["programme"] for row in rows] == ["archief", "brug", "common"]
    assert rows[1]["changes_on"] is None
    assert rows[2]["xmin"] == before
