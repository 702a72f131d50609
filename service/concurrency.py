"""At most eight commands are under way for one programme, over all processes together.

Temporal takes ten updates at a time per workflow and lets the eleventh wait with growing pauses; waiting
here is twelve times as fast.
"""

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import sha256
from weakref import WeakValueDictionary

import asyncpg

from service.waiting import DatabaseTooSlow, waiting_for
from store.database import Connection

SLOTS = 8


class Slots:
    """Hands out slots; each is an advisory lock on a connection of `pool`, which takes it back by itself."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._queues: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def one(self, programme: str) -> AsyncGenerator[None]:
        """Hold a slot of `programme` for as long as the context lasts, after waiting for it."""
        # Within the process first: whoever waits in this queue holds no connection.
        queue = self._queues.get(programme)
        if queue is None:
            queue = self._queues[programme] = asyncio.Semaphore(SLOTS)
        async with queue, AsyncExitStack() as held:
            with waiting_for(DatabaseTooSlow):
                connection = await held.enter_async_context(self._pool.acquire())
                await _take(connection, _number(programme))
            # The pool takes the lock away when the connection goes back, however the context ends.
            yield


async def _take(connection: Connection, number: int) -> None:
    free = await connection.fetchval(
        "SELECT slot FROM generate_series(0, $2 - 1) AS slot WHERE pg_try_advisory_lock($1, slot) LIMIT 1",
        number,
        SLOTS,
    )
    if free is None:
        # Other processes hold them all; any one will be free again soon.
        await connection.execute("SELECT pg_advisory_lock($1, $2)", number, random.randrange(SLOTS))  # noqa: S311 - no secret


def _number(programme: str) -> int:
    """What PostgreSQL knows a programme's slots by; two programmes that share one merely share slots."""
    return int.from_bytes(sha256(programme.encode()).digest()[:4], signed=True)
