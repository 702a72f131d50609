"""The way every activity writes: look where the register ends, do the work, append, in one transaction."""

from collections.abc import Awaitable, Callable, Sequence

import asyncpg

from domain.register.events import Event
from domain.register.heads import SigningKey, is_signed
from domain.register.steps import Recorded, RecordStep, Step
from store.database import Connection
from store.register import entries as register
from store.register import heads, projections

Work = Callable[[Connection], Awaitable[Sequence[Event]]]
"""Does a step's work in the given transaction and answers the events to append, if any."""


async def append(pool: asyncpg.Pool, step: Step, work: Work, sign: SigningKey | None = None) -> Recorded:
    """Carry out `step` if the register still ends where the workflow thinks it does.

    Otherwise nothing is done, and the workflow hears what it has missed. A repeated step finds its own
    entries there and answers them, so that nothing happens twice. With `sign` the heads of
    decisions are signed.
    """
    async with pool.acquire() as connection, connection.transaction():
        # Locked before the work: what that reads must still be so when its entry stands there.
        if (missed := await register.stand(connection, step)) is not None:
            return missed
        entries = await register.append(connection, step, await work(connection))
        assert entries is not None, "the register's end is locked since it was looked at"
        for entry in entries:
            await projections.project(connection, entry)
        if sign is not None:
            await heads.sign(connection, sign, entries)
        return Recorded(entries=tuple(entries), done=True)


async def append_events(pool: asyncpg.Pool, step: RecordStep, sign: SigningKey | None = None) -> Recorded:
    """Append what the workflow has decided: in one round trip when nothing else follows from it."""
    # What other tables follow, and a signature, belong into the same transaction as the entry.
    if not any(projections.follow(event) or is_signed(event.kind) for event in step.events):
        async with pool.acquire() as connection:
            entries = await register.append(connection, step, step.events)
        if entries:
            # The workflow made the events: by their hashes alone its history holds each once.
            return Recorded(hashes=tuple(entry.hash for entry in entries), done=True)

    async def work(_: Connection) -> Sequence[Event]:
        return step.events

    return await append(pool, step, work, sign)
