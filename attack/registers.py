"""Registers that somebody writes anew: by the doctor, and by whoever kept a head, each must be found."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from attack.choosing import Choosing
from attack.report import Attempt
from attack.stack import Ground
from cli.checks import registers
from domain.register.entries import Break
from domain.register.heads import SigningKey
from domain.register.proof import prove
from store.database import Connection
from store.register import entries as register
from store.register import heads
from tests.workflows.register.rewriting import EVERY, Change, rewrite

TABLES = ("entries", "heads")
HEAD = "head_seq, head_hash, sealed_seq, seal"


async def attack(ground: Ground, choosing: Choosing, ended: str) -> list[Attempt]:
    """Write the registers of a running and of an ended programme anew, and put each back."""
    slugs = (ground.programmes.this.slug, ended)
    tried = [(slug, change, key) for slug in slugs for change in EVERY for key in (None, _key(ground))]
    attempts: list[Attempt] = []
    for slug, change, key in choosing.some(tried, choosing.counts.rewritings):
        attempts += await _rewritten(ground, slug, change, key)
    for slug in slugs:
        assert not await _wrong(ground, slug), "what was put back holds"
    return attempts


def _key(ground: Ground) -> SigningKey:
    """The key that signs the register, which somebody has besides PostgreSQL."""
    return SigningKey.parse(ground.running.environment["KWARTIER_REGISTER_KEY"])


async def _rewritten(ground: Ground, slug: str, change: Change, sign: SigningKey | None) -> list[Attempt]:
    async with ground.pool.acquire() as connection:
        kept = await register.head_of(connection, slug)
        assert kept is not None
        async with _put_back(connection, slug):
            await rewrite(connection, slug, change)
            if sign is not None:
                await _signed_anew(connection, slug, sign)
            by_doctor = await _wrong(ground, slug)
            by_verifier = isinstance(prove(await register.stored(connection, slug), kept), Break)
    how = f"{change.__name__} in the register of {slug}" + (" and signed anew" if sign else "")
    found = {
        "the doctor, who asks the workflow": by_doctor,
        "the verifier, who is given a head that was kept": by_verifier,
    }
    return [
        Attempt("tamperings", f"{how}, looked at by {who}", "" if seen else "nobody finds it")
        for who, seen in found.items()
    ]


async def _wrong(ground: Ground, slug: str) -> bool:
    """Whether the doctor finds anything about a programme."""
    found = await registers.intact(ground.settings, ground.client)
    return any(one.state == "wrong" and slug in str(one.found) for one in found)


async def _signed_anew(connection: Connection, slug: str, key: SigningKey) -> None:
    async with connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("DELETE FROM heads WHERE programme = $1", slug)
    await heads.sign(connection, key, await register.read(connection, slug))


@asynccontextmanager
async def _put_back(connection: Connection, slug: str) -> AsyncGenerator[None]:
    """Have it as it was afterwards, to the microsecond."""
    rows = {
        table: await connection.fetchval(
            f"SELECT jsonb_agg(to_jsonb(one)) FROM {table} one WHERE programme = $1",  # noqa: S608 - ours
            slug,
        )
        for table in TABLES
    }
    head = await connection.fetchrow(f"SELECT {HEAD} FROM programmes WHERE slug = $1", slug)  # noqa: S608 - ours
    assert head is not None
    try:
        yield
    finally:
        async with connection.transaction():
            await connection.execute("SET LOCAL session_replication_role = replica")
            for table, before in rows.items():
                await connection.execute(f"DELETE FROM {table} WHERE programme = $1", slug)  # noqa: S608 - ours
                await connection.execute(
                    f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, $1)",  # noqa: S608 - ours
                    before,
                )
            await connection.execute(
                f"UPDATE programmes SET ({HEAD}) = ($2, $3, $4, $5) WHERE slug = $1",  # noqa: S608 - ours
                slug,
                *head.values(),
            )
