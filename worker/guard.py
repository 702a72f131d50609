"""Looks again and again whether what is kept is what was said, a programme at a time.

What differs is logged row by row, by ids and never by names or texts, and counted in a metric. Nothing is
mended: a person has to look.
"""

import asyncio
from datetime import timedelta
from time import monotonic

import asyncpg
import structlog
from temporalio.common import MetricMeter

from store.database import Connection
from store.kept import shadows
from store.kept.comparing import at_one_moment, slugs
from store.kept.difference import Difference
from store.kept.keys import Keys

ONE_OF_THEM = 4_807_526
"""The lock of the guard: of several workers one looks."""

REST = 9
"""How many times as long as a programme took it rests after that: it never takes more than a tenth."""

MOST_LINES = 100
AFTER_A_FAILURE = timedelta(minutes=1)

log = structlog.get_logger()


class Guard:
    """Compares every programme once in each `every`, with what `keys` signed.

    With `clocks_move` a programme's clock may be ahead.
    """

    def __init__(
        self,
        dsn: str,
        keys: Keys,
        *,
        every: timedelta,
        clocks_move: bool = False,
        meter: MetricMeter = MetricMeter.noop,
        rest: int = REST,
    ) -> None:
        self._dsn = dsn
        self._keys = keys
        self._every = every
        self._clocks_move = clocks_move
        self._rest = rest
        self._differing = meter.create_gauge(
            "kwartier_kept_differences", "Rows of a programme that are not what its register says"
        )
        self._checked = meter.create_counter("kwartier_kept_checks", "Programmes that were compared")

    async def run(self) -> None:
        while True:
            began, pause = monotonic(), self._every
            try:
                await self.look()
            except (OSError, asyncpg.PostgresError, TimeoutError) as error:
                log.warning("could not compare what is kept; trying again", error=repr(error))
                pause = AFTER_A_FAILURE
            await asyncio.sleep(max(0.0, pause.total_seconds() - (monotonic() - began)))

    async def look(self) -> None:
        """Compare every programme once, unless another worker does."""
        async with shadows.connect(self._dsn) as connection:
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", ONE_OF_THEM):
                return
            async for slug in slugs(connection):
                began = monotonic()
                await self._look_at(connection, slug)
                await asyncio.sleep(self._rest * (monotonic() - began))

    async def _look_at(self, connection: Connection, slug: str) -> None:
        found = await at_one_moment(connection, slug, self._keys, clocks_move=self._clocks_move)
        self._checked.add(1)
        # Of those that hold as well: what was mended goes back to nothing.
        self._differing.set(len(found), {"programme": slug})
        for difference in found[:MOST_LINES]:
            _report(difference)
        if len(found) > MOST_LINES:
            log.error("more rows differ than are listed", programme=slug, rows=len(found))


def _report(difference: Difference) -> None:
    log.error(
        "what is kept is not what was said",
        programme=difference.programme,
        table=difference.table,
        row=difference.row,
        why=str(difference.why),
    )
