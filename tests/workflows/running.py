"""The real parts under one test: a client, a database of its own, and workers on a task queue of its own."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from pydantic import SecretStr
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from activities.trusting import Trust
from domain.register.heads import SigningKey
from settings import Settings
from store.accounts.grants import WORKER
from store.kept.keys import Keys
from tests.accounts import account
from worker import running
from worker.relay import Relay

REGISTER_JWK = '{"kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}'
KEY = SigningKey.parse(REGISTER_JWK)
"""Signs the registers of tests: the first test key of RFC 8037."""

COMMAND_JWK = '{"kty": "OKP", "crv": "Ed25519", "d": "TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs"}'
COMMAND_KEY = SigningKey.parse(COMMAND_JWK)
"""Signs the commands of tests: the second test key of RFC 8032."""

ANOTHER_KEY = SigningKey.parse(
    '{"kty": "OKP", "crv": "Ed25519", "d": "xaqN9D-fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc"}'
)
"""Nobody's whom Kwartier knows: the third test key of RFC 8032."""

KEYS = Keys({COMMAND_KEY.public.id: COMMAND_KEY.public}, {KEY.public.id: KEY.public})
"""What is kept in tests is held against these."""

TRUST = Trust({COMMAND_KEY.public.id: COMMAND_KEY.public}, clocks_move=True)
"""What the workers of tests take for true."""

LOOK_EVERY = 0.05
"""How often the relay looks in tests, in seconds."""


@dataclass(frozen=True)
class World:
    """Where a programme runs: `queue` is the task queue of this test's workers.

    On `pool` a test may do anything; its workers have theirs, where it gives them one. `commands` signs what
    people ask.
    """

    client: Client
    pool: asyncpg.Pool
    queue: str
    workers: asyncpg.Pool | None = None
    commands: SigningKey = COMMAND_KEY
    skipper: TimeSkipper = field(init=False)

    def __post_init__(self) -> None:
        skipper = TimeSkipper(self.client, config=TimeSkippingConfig(enabled=False))
        object.__setattr__(self, "skipper", skipper)

    @property
    def at_work(self) -> asyncpg.Pool:
        """The connections of whoever is at work."""
        return self.workers or self.pool

    @asynccontextmanager
    async def worker(
        self, *, cached_runs: int = 100, relay: bool = True, trust: Trust = TRUST, sign: SigningKey = KEY
    ) -> AsyncGenerator[None]:
        """A worker, with the relay that tells workflows to look again, for as long as the context lasts."""
        worker = running.create(
            self.client, self.at_work, self.queue, sign=sign, trust=trust, cached_runs=cached_runs
        )
        async with worker:
            looking = asyncio.create_task(self._look() if relay else asyncio.sleep(0))
            try:
                yield
            finally:
                looking.cancel()
                await asyncio.gather(looking, return_exceptions=True)

    async def _look(self) -> None:
        await Relay(self.client, self.at_work, look_every=LOOK_EVERY).run()


def looking(database: str, *earlier: SigningKey) -> Settings:
    """What whoever looks whether the database holds is given: a worker's account, and the keys that count."""
    commands = {"keys": [key.public.jwk for key in (COMMAND_KEY, *earlier)]}
    return Settings(
        database=SecretStr(account(database, WORKER)),
        register_key=SecretStr(REGISTER_JWK),
        command_keys=json.dumps(commands),
    )
