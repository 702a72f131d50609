"""Has signed heads time-stamped by an authority outside, so that whoever has every key cannot date them back.

Nothing waits for it: a decision counts when it is in the register. Until its stamp is there the export says
that it waits.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

import asyncpg
import httpx2
import structlog
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
from temporalio.common import MetricMeter

from domain.register.entries import Head
from domain.register.timestamps import Authority, StampDoesNotHoldError
from domain.shared.canonical import canonical, digest
from settings import outgoing
from settings.outgoing import NotReachedError, Post
from store.database import Connection
from store.register import entries as register
from store.register import timestamps

LOOK_EVERY = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
AT_ONCE = 100
LARGEST = 100_000
"""How many bytes an authority may answer; one takes some thousands, with its certificates."""

ONE_OF_THEM = 9_227_465
"""The lock of the notary: of several workers one asks."""

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"

FAILURES = (OSError, httpx2.HTTPError, asyncpg.PostgresError, asyncpg.InterfaceError, NotReachedError)

log = structlog.get_logger()


class Notary:
    """Asks the authority at an address, as long as it runs; `allowed` hosts may have private addresses."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        address: str,
        authority: Authority,
        allowed: frozenset[str],
        meter: MetricMeter = MetricMeter.noop,
    ) -> None:
        self._pool = pool
        self._address = address
        self._authority = authority
        self._allowed = allowed
        self._failed = meter.create_counter(
            "kwartier_timestamp_failures", "Time stamps that an authority did not give"
        )

    async def run(self) -> None:
        pause = LOOK_EVERY
        while True:
            try:
                await self.stamp()
                pause = LOOK_EVERY
            except (*FAILURES, StampDoesNotHoldError) as error:
                self._failed.add(1)
                log.warning("no time stamp could be had; trying again", error=repr(error))
                pause = min(2 * pause, LONGEST_PAUSE)
            await asyncio.sleep(pause.total_seconds())

    async def stamp(self) -> int:
        """Have every head stamped that waits for it, unless another worker does; how many there were.

        Raises one of `FAILURES` or `StampDoesNotHoldError` at the first that could not be had.
        """
        async with self._pool.acquire() as connection:
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", ONE_OF_THEM):
                return 0
            try:
                heads = await timestamps.waiting(connection, AT_ONCE)
                return sum([await self._stamp(connection, slug, head) for slug, head in heads])
            finally:
                await connection.execute("SELECT pg_advisory_unlock($1)", ONE_OF_THEM)

    async def _stamp(self, connection: Connection, slug: str, head: Head) -> bool:
        content = await _content(connection, slug, head)
        if content is None:
            log.error("a signed head is not what its register says; it is not stamped", programme=slug)
            return False
        request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
        post = Post(request.as_bytes(), QUERY, REPLY)
        response = await outgoing.posted(self._address, self._allowed, LARGEST, post)
        # Before it is kept: what does not hold now would never.
        self._authority.moment(response, head.hash, request.nonce)
        await timestamps.keep(connection, slug, head, response)
        return True


async def _content(connection: Connection, slug: str, head: Head) -> bytes | None:
    """What gives the hash of a head, from its entry; None when the entry that is there gives another."""
    for entry in await register.stored(connection, slug, after=head.seq - 1, limit=1):
        hashed = {name: value for name, value in entry.items() if name != "hash"}
        with suppress(TypeError, ValueError):  # whoever writes there may write what has no hash
            if (entry["seq"], digest(hashed)) == (head.seq, head.hash):
                return canonical(hashed)
    return None
