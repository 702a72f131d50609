"""Tells whoever follows programmes of what was appended, once it is committed."""

import asyncio
from collections.abc import Sequence

import asyncpg
import structlog

from domain.register.entries import Entry
from store.register import notices
from store.register.notices import Appended

log = structlog.get_logger()


class Telling:
    """Tells of entries by one notice at a time, in which all goes that came while the last was under way.

    What cannot be told is only heard later: whoever listens looks for it as well.
    """

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._untold: dict[str, Appended] = {}
        self._one_at_a_time = asyncio.Lock()

    async def tell(self, entries: Sequence[Entry]) -> None:
        """Tell of these entries of one programme, in order; it is done when this returns."""
        programme, after, last = entries[0].programme, entries[0].seq - 1, entries[-1].seq
        waiting = self._untold.get(programme)
        if waiting is not None:
            after, last = min(after, waiting.after), max(last, waiting.last)
        self._untold[programme] = Appended(programme, after, last)
        async with self._one_at_a_time:
            # Another may have told of it with its own.
            if untold := list(self._untold.values()):
                self._untold.clear()
                await self._tell(untold)

    async def _tell(self, untold: Sequence[Appended]) -> None:
        try:
            async with self._pool.acquire() as connection:
                await notices.tell_of_entries(connection, untold)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            log.warning("could not tell of entries", error=repr(error))
