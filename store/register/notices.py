"""What PostgreSQL tells of as it happens: entries that were appended, and numbers of consultations.

Entries are told of by a trigger, contributions by the processes that take them. Whoever listens too late
hears nothing, so that a notice only says where to read again.
"""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

import asyncpg

from store.accounts.accounts import API
from store.database import Connection
from store.every_phase.standings import Reader
from store.people.callers import MINE, asked

APPENDED, CONTRIBUTED = "kwartier_appended", "kwartier_contributed"

CALLED = f"{API} listening"
"""By which name the connection that listens is found among those of a process."""

LOOK_EVERY = 15.0
"""Seconds after which it is looked whether a silent connection is still there."""

TIMEOUT = 4.0


class Appended(NamedTuple):
    """Entries of a programme after number `after` were appended."""

    programme: str
    after: int


class Contributed(NamedTuple):
    """What is counted in a programme's consultations has changed."""

    programme: str


Notice = Appended | Contributed


async def listen(dsn: str, listening: Callable[[], None], heard: Callable[[Notice], None]) -> None:
    """Call `listening` once notices come in, then `heard` for each, until the connection is lost.

    Raises what asyncpg raises when there is none to be had.
    """
    connection = await asyncpg.connect(
        dsn, timeout=TIMEOUT, command_timeout=TIMEOUT, server_settings={"application_name": CALLED}
    )
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())

    def told(_connection: object, _pid: int, channel: str, said: object) -> None:
        heard(_read(channel, str(said)))

    try:
        for channel in (APPENDED, CONTRIBUTED):
            await connection.add_listener(channel, told)
        listening()
        while not lost.is_set():
            try:
                await asyncio.wait_for(lost.wait(), LOOK_EVERY)
            except TimeoutError:
                # A connection whose other end has gone without a word says nothing, for ever.
                await connection.execute("SELECT")
    finally:
        # Without a goodbye that might be waited for: nothing is under way here.
        connection.terminate()


def _read(channel: str, said: str) -> Notice:
    if channel == CONTRIBUTED:
        return Contributed(said)
    programme, after, _last = said.split(" ")
    return Appended(programme, int(after))


async def tell_of_contributions(connection: Connection, programme: str) -> None:
    """Tell every process that what is counted in a programme's consultations has changed."""
    await connection.execute("SELECT pg_notify($1, $2)", CONTRIBUTED, programme)


_SINCE = f"""
WITH mine AS ({MINE})
SELECT programme, min(seq) - 1 AS after FROM entries
WHERE recorded_at >= $5 AND ($6 OR programme IN (SELECT programme FROM mine)) GROUP BY programme
"""  # noqa: S608 - constant
_OF = f"""
WITH mine AS ({MINE})
SELECT DISTINCT programme FROM mine WHERE programme = ANY($5)
"""  # noqa: S608 - constant


async def since(connection: Connection, reader: Reader, moment: datetime) -> dict[str, int]:
    """The programmes that know `reader` to which something was appended since `moment`: after which entry."""
    # Whoever has no account is found nowhere.
    if reader.account is None:
        return {}
    rows = await connection.fetch(_SINCE, *asked(reader.account), moment, reader.everything)
    return {row["programme"]: row["after"] for row in rows}


async def known_in(connection: Connection, reader: Reader, programmes: Collection[str]) -> frozenset[str]:
    """Which of these programmes know `reader`."""
    if reader.everything or not programmes:
        return frozenset(programmes)
    if reader.account is None:
        return frozenset()
    rows = await connection.fetch(_OF, *asked(reader.account), list(programmes))
    return frozenset(row["programme"] for row in rows)
