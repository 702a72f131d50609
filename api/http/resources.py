"""What the API holds for as long as it runs: connections, whose tokens it trusts, and what it remembers."""

from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg
from temporalio.client import Client

from api.every_phase.standings import Standings
from api.http import timeout
from api.http.concurrency import Slots
from api.http.identity import Tokens, trusted
from settings import Settings
from store import database
from store.database import Connection
from workflows.payloads import data_converter

CONNECTIONS = 15
UNDER_WAY = 24
"""How many commands one process has under way, for all programmes together."""


@dataclass(frozen=True)
class Resources:
    """Everything a route may need; `temporal` connects when it is first used."""

    settings: Settings
    pool: asyncpg.Pool
    slots: Slots
    temporal: Client
    tokens: Tokens
    standings: Standings = field(default_factory=Standings)
    moved_clocks: OrderedDict[tuple[str, str], datetime] = field(
        default_factory=OrderedDict[tuple[str, str], datetime]
    )
    """In development: the moves of clocks by programme and key, and what time it was then."""

    @asynccontextmanager
    async def database(self) -> AsyncGenerator[Connection]:
        """A connection for as long as the context lasts; until then the request waits for PostgreSQL."""
        with timeout.waiting_for(timeout.DATABASE):
            async with self.pool.acquire() as connection:
                yield connection


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Resources]:
    """The resources for as long as the context lasts; neither PostgreSQL nor Temporal needs to be there yet.

    Raises `UnusableKeysError`.
    """
    tokens = trusted(settings)
    dsn = settings.database.get_secret_value()
    temporal = await Client.connect(
        settings.temporal,
        namespace=settings.namespace,
        data_converter=data_converter,
        lazy=True,
    )
    async with (
        database.connect(dsn, largest=CONNECTIONS) as pool,
        database.connect(dsn, largest=UNDER_WAY, undoing=True) as slots,
    ):
        yield Resources(settings, pool, Slots(slots), temporal, tokens)
