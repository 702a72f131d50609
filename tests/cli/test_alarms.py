"""An alarm stays until somebody has looked into it and settles it."""

import json

import asyncpg

from store.every_phase import alarms
from tests.cli.commanding import kwartier
from tests.workflows.driving import Begin
from tests.workflows.fixtures import begin, idle_world, pool, prepared_client, workers

__all__ = ["begin", "idle_world", "pool", "prepared_client", "workers"]


async def test_an_alarm_stays_until_it_is_settled(begin: Begin, pool: asyncpg.Pool, database: str) -> None:
    programme = await begin(start=False)
    for _ in range(2):
        async with pool.acquire() as connection:
            await alarms.raise_for(connection, programme.slug, "does_not_follow", "record")

    shown = kwartier("alarms", KWARTIER_DATABASE=database)
    settled = kwartier("alarms", "--settle", programme.slug, "--json", KWARTIER_DATABASE=database)

    assert f"{programme.slug}: record was asked to write what does not follow" in shown.stdout
    assert "refused 2 times" in " ".join(shown.stdout.split())
    assert json.loads(settled.stdout) == []
