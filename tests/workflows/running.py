"""The real parts under one test: a client, a database of its own, and workers on a task queue of its own."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from activities.trusting import Trust
from domain.register.heads import SigningKey
from worker import running
from worker.relay import Relay

REGISTER_JWK = '{"kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}'
KEY = SigningKey.parse(REGISTER_JWK)
"""Signs the registers of tests: the first test key of RFC 8037."""

COMMAND_JWK = '{"kty": "OKP", "crv": "Ed25519", "d": "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs"}'
COMMAND_KEY = SigningKey.parse(COMMAND_JWK)
"""Signs the commands of tests: the second test key of RFC 8032."""

TRUST = Trust({COMMAND_KEY.public.id: COMMAND_KEY.public}, clocks_move=True)
"""What the workers of tests take for true."""

LOOK_EVERY = 0.05
"""How often the relay looks in tests, in seconds."""


@dataclass(frozen=True)
class World:
    """Where a programme runs: `queue` is the task queue of this test's workers."""

    client: Client
    pool: asyncpg.Pool
    queue: str
    skipper: TimeSkipper = field(init=False)

    def __post_init__(self) -> None:
        skipper = TimeSkipper(self.client, config=TimeSkippingConfig(enabled=False))
        object.__setattr__(self, "skipper", skipper)

    @asynccontextmanager
    async def worker(
        self, *, cached_runs: int = 100, relay: bool = True, trust: Trust = TRUST
    ) -> AsyncGenerator[None]:
        """A worker, with the relay that tells workflows to look again, for as long as the context lasts."""
        worker = running.create(
            self.client, self.pool, self.queue, sign=KEY, trust=trust, cached_runs=cached_runs
        )
        async with worker:
            looking = asyncio.create_task(self._look() if relay else asyncio.sleep(0))
            try:
                yield
            finally:
                looking.cancel()
                await asyncio.gather(looking, return_exceptions=True)

    async def _look(self) -> None:
        await Relay(self.client, self.pool, look_every=LOOK_EVERY).run()
