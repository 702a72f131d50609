"""Forgets whom commands named that never took effect: an API that was killed could not do it itself."""

import asyncio

import asyncpg
import structlog

from store.people import identities, named

LOOK_EVERY_SECONDS = 3600.0

log = structlog.get_logger()


async def sweep(pool: asyncpg.Pool, *, look_every: float = LOOK_EVERY_SECONDS) -> None:
    """Look again and again, until this task is cancelled."""
    while True:
        try:
            async with pool.acquire() as connection:
                gone = await named.forget_old(connection)
                await identities.forget_old(connection)
            if gone:
                log.info("forgot people whom commands named that never took effect", people=gone)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            log.warning("could not look for people who wait in vain; trying again", error=repr(error))
        await asyncio.sleep(look_every)
