"""What use cases stand on for as long as a process runs: connections, and what it remembers."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import asyncpg
from temporalio.client import Client

from domain.register.heads import SigningKey, UnusableKeyError
from domain.shared.messages import N_
from service.concurrency import Slots
from service.current_state import StateCache
from service.notices import Notices, heard
from service.waiting import DatabaseTooSlow, waiting_for
from service.workshop import Workshop
from settings import Settings, temporal
from store import database
from store.accounts.accounts import API
from store.database import Connection, ForLists
from workflows.payloads import data_converter

CONNECTIONS = 15
LISTS = 6
"""Connections for lists; a page about all programmes takes two of them."""
UNDER_WAY = 24
"""How many commands one process has under way, for all programmes together."""


@dataclass(frozen=True)
class Resources:
    """Everything a use case may need; `temporal` connects when it is first used.

    With the key `sign` commands are signed; without one no worker carries them out.
    """

    settings: Settings
    pool: asyncpg.Pool
    lists: asyncpg.Pool
    slots: Slots
    temporal: Client
    notices: Notices
    sign: SigningKey | None = None
    states: StateCache = field(default_factory=StateCache)
    workshop: Workshop = field(default_factory=Workshop)

    @asynccontextmanager
    async def database(self) -> AsyncGenerator[Connection]:
        """A connection for as long as the context lasts; until then PostgreSQL is waited for."""
        with waiting_for(DatabaseTooSlow):
            async with self.pool.acquire() as connection:
                yield connection

    @asynccontextmanager
    async def listing(self) -> AsyncGenerator[ForLists]:
        """As `database`, a connection for lists."""
        with waiting_for(DatabaseTooSlow):
            async with database.for_lists(self.lists) as connection:
                yield connection


def command_key(settings: Settings) -> SigningKey | None:
    """The key that signs commands, if the settings hold one. Raises `UnusableKeyError`."""
    if settings.command_key is None:
        return None
    try:
        return SigningKey.parse(settings.command_key.get_secret_value())
    except UnusableKeyError as error:
        cannot = N_("KWARTIER_COMMAND_KEY cannot sign: {why}.")
        raise UnusableKeyError(cannot.having(why=error.message)) from error


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Resources]:
    """The resources for as long as the context lasts; PostgreSQL and Temporal need not be there yet.

    Raises `UnusableKeyError` when the key for commands is none.
    """
    sign = command_key(settings)
    dsn = settings.database.get_secret_value()
    # Lazily, so that a process starts, and can say what is away, without Temporal.
    client = await temporal.connect(settings, data_converter=data_converter, lazy=True)
    async with (
        database.connect(dsn, largest=CONNECTIONS, called=API) as pool,
        database.connect(dsn, largest=LISTS, listing=True, called=API) as lists,
        # A pool of its own: locks outlive transactions, and commands that wait must not keep readers waiting.
        database.connect(dsn, largest=UNDER_WAY, undoing=True, called=API) as slots,
        # On a connection of its own: it is held for as long as the process lives.
        heard(dsn, pool) as notices,
    ):
        resources = Resources(settings, pool, lists, Slots(slots), client, notices, sign)
        try:
            yield resources
        finally:
            resources.workshop.close()
