"""Signals workflows to look again when everyone has answered.

The last contribution cannot know by itself: two that come at the same moment each see the other as silent.
So the worker looks at the open consultations, and a lost signal is sent again.
"""

import asyncio
from collections.abc import Iterable
from time import monotonic

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from store.consultation import consultations
from workflows.define_programme import DefineProgramme
from workflows.starting import workflow_id

LOOK_EVERY_SECONDS = 0.5
REPEAT_AFTER_SECONDS = 30.0

log = structlog.get_logger()


class Relay:
    """Looks at the open consultations for as long as it runs; both times are in seconds."""

    def __init__(
        self,
        client: Client,
        pool: asyncpg.Pool,
        *,
        look_every: float = LOOK_EVERY_SECONDS,
        repeat_after: float = REPEAT_AFTER_SECONDS,
    ) -> None:
        self._client = client
        self._pool = pool
        self._look_every = look_every
        self._repeat_after = repeat_after
        self._signalled: dict[str, float] = {}

    async def run(self) -> None:
        while True:
            try:
                await self._look()
            except (OSError, asyncpg.PostgresError, RPCError, TimeoutError) as error:
                log.warning("could not look at the open rounds; trying again", error=repr(error))
            await asyncio.sleep(self._look_every)

    async def _look(self) -> None:
        async with self._pool.acquire() as connection:
            complete = await consultations.answered_by_all(connection)
        now = monotonic()
        self._forget_others(complete)
        for slug in complete:
            if now - self._signalled.get(slug, -self._repeat_after) >= self._repeat_after:
                handle = self._client.get_workflow_handle(workflow_id(slug))
                # A hint only: the activity that closes counts again, under the lock of the row.
                await handle.signal(DefineProgramme.look_again)
                self._signalled[slug] = now

    def _forget_others(self, complete: Iterable[str]) -> None:
        # Where somebody is silent again, the next time that all have answered is another one.
        still = set(complete)
        self._signalled = {slug: at for slug, at in self._signalled.items() if slug in still}
