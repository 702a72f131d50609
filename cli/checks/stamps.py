"""Time stamps of an authority outside: whether registers pass through what it stamped, and what waits."""

import asyncpg

from cli.checks.finding import Finding, note, ok, wrong
from cli.checks.registers import MEND
from domain.register import proof
from domain.register.entries import Break
from domain.shared.messages import N_, Message, N_plural
from settings import Settings
from store import database
from store.database import Connection
from store.kept.comparing import slugs
from store.register import entries as register
from store.register import timestamps

NAME = N_("time stamps")
MANY = 1000
"""As many as are counted: how many more wait says nothing else."""


async def looked_at(settings: Settings) -> list[Finding]:
    """Hold every register against the heads that were stamped."""
    try:
        async with (
            database.connect(settings.database.get_secret_value(), largest=1) as pool,
            pool.acquire() as connection,
        ):
            found = [wrong(NAME, said, MEND) for said in await _not_passed(connection)]
            waiting = len(await timestamps.waiting(connection, MANY)) if settings.timestamp_url else 0
    except (OSError, asyncpg.PostgresError) as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return [wrong(NAME, unread, N_("See PostgreSQL and schema above."))]
    if waiting:
        wait = N_plural(
            "{n} signed head waits for its time stamp", "{n} signed heads wait for their time stamps"
        )
        mend = N_("Look at the worker's log when it stays so: it says what the authority answers.")
        found.append(note(NAME, wait.having(n=waiting), mend))
    return found or [ok(NAME, N_("fit the registers"))]


async def _not_passed(connection: Connection) -> list[Message]:
    said: list[Message] = []
    async for slug in slugs(connection):
        if not (stamped := await timestamps.read(connection, slug)):
            continue
        entries = await register.stored(connection, slug)
        broken = [found for head in stamped if isinstance(found := proof.prove(entries, head), Break)]
        if broken:
            first = min(broken, key=lambda found: found.seq)
            why = N_("{programme}: entry {seq}: {why} (so its time stamp says)")
            said.append(why.having(programme=slug, seq=str(first.seq), why=first.why))
    return said
