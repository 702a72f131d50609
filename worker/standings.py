"""Writes where programmes stand where no entry did: the day changed it, or an earlier version appended."""

import asyncio

import asyncpg
import structlog

from store.every_phase import standings

LOOK_EVERY_SECONDS = 60.0

log = structlog.get_logger()


async def keep_up(pool: asyncpg.Pool, *, look_every: float = LOOK_EVERY_SECONDS) -> None:
    """Look again and again, until this task is cancelled."""
    while True:
        try:
            await catch_up(pool)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            log.warning("could not look where programmes stand; trying again", error=repr(error))
        await asyncio.sleep(look_every)


async def catch_up(pool: asyncpg.Pool) -> None:
    """Write where those programmes stand of which that is not written."""
    async with pool.acquire() as connection:
        behind = await standings.fallen_behind(connection)
    for slug in behind:
        # One at a time, on a connection of its own: nobody waits for the last of many.
        async with pool.acquire() as connection:
            await standings.fold_anew(connection, slug)
    if behind:
        log.info("wrote anew where programmes stand", programmes=len(behind))
