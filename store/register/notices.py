"""What PostgreSQL tells of as it happens: entries that were appended, and numbers of consultations.

Both are told of by the process that did it, once that is committed: PostgreSQL lets transactions that notify
commit one at a time. Whoever listens too late hears nothing, so a notice only says where to read again; what
nobody told, as its process was killed between the two, is found when the listener looks.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
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
"""Seconds after which it is looked what nobody told, and whether a silent connection is still there."""

OVERLAP = timedelta(minutes=2)
"""How long after its moment an entry may come into sight: that is when its transaction began, and two
statements take two minutes at most."""

TIMEOUT = 4.0


class Appended(NamedTuple):
    """Entries of a programme after number `after`, up to number `last`, were appended."""

    programme: str
    after: int
    last: int


class Contributed(NamedTuple):
    """What is counted in a programme's consultations has changed."""

    programme: str


Notice = Appended | Contributed


async def listen(
    dsn: str, looked: Callable[[Sequence[Appended]], None], heard: Callable[[Notice], None]
) -> None:
    """Call `heard` for each notice until the connection is lost, and `looked` with what was appended lately.

    That is once as soon as notices come in, and then again and again. Raises what asyncpg raises when there
    is no connection to be had.
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
        while not lost.is_set():
            # A connection whose other end has gone without a word would say nothing, for ever.
            rows = await connection.fetch(_LATELY, OVERLAP)
            looked([Appended(row["programme"], row["after"], row["last"]) for row in rows])
            with suppress(TimeoutError):
                await asyncio.wait_for(lost.wait(), LOOK_EVERY)
    finally:
        # Without a goodbye that might be waited for: nothing is under way here.
        connection.terminate()


_LATELY = """
SELECT programme, min(seq) - 1 AS after, max(seq) AS last FROM entries
WHERE recorded_at >= now() - $1::interval GROUP BY programme
"""


def _read(channel: str, said: str) -> Notice:
    if channel == CONTRIBUTED:
        return Contributed(said)
    programme, after, last = said.split(" ")
    return Appended(programme, int(after), int(last))


async def tell_of_entries(connection: Connection, appended: Collection[Appended]) -> None:
    """Tell every process that entries were appended, which must be committed by now."""
    said = [f"{one.programme} {one.after} {one.last}" for one in appended]
    await connection.execute("SELECT pg_notify($1, said) FROM unnest($2::text[]) AS said", APPENDED, said)


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
