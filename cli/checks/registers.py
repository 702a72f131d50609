"""The registers themselves: each chain computed again, and compared with everything that knows its end."""

from datetime import timedelta

import asyncpg
from temporalio.client import Client, WorkflowQueryRejectedError
from temporalio.common import QueryRejectCondition
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError

from cli.checks.finding import Finding, note, ok, wrong
from domain.register import proof
from domain.register.entries import Break, Head
from domain.register.heads import SigningKey, UnusableKeyError
from domain.shared.messages import N_, Message
from settings import Settings, temporal
from store import database
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register
from store.register import heads
from workflows.starting import workflow_id

NAME = N_("registers")
PAGE = 100
PATIENCE = timedelta(seconds=5)
MEND = N_(
    "Somebody changed the database, or a backup was put back: keep it as it is, compare it with the backups"
    " and with exports, and find out. docs/operations.md says how to go on."
)


def key(settings: Settings) -> Finding:
    """Look whether the heads of registers are signed."""
    name = N_("register key")
    if settings.register_key is None:
        mend = N_("Set KWARTIER_REGISTER_KEY for the worker (docs/operations.md, Signed heads).")
        return note(name, N_("none here: decisions are signed only if the worker has one"), mend)
    try:
        public = SigningKey.parse(settings.register_key.get_secret_value()).public
    except UnusableKeyError as error:
        mend = N_("Correct KWARTIER_REGISTER_KEY; the worker does not start without it.")
        return wrong(name, error.message, mend)
    return ok(name, N_("signs as {key}").having(key=public.id))


async def intact(settings: Settings, client: Client | None = None) -> list[Finding]:
    """Check every register in the database; with `client` also against what running workflows have seen."""
    try:
        async with (
            database.connect(settings.database.get_secret_value(), largest=1) as pool,
            pool.acquire() as connection,
        ):
            return await _all(connection, client)
    except (OSError, asyncpg.PostgresError) as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return [wrong(NAME, unread, N_("See PostgreSQL and schema above."))]


async def connect(settings: Settings) -> Client | None:
    """A client that understands Kwartier's workflows; None when Temporal is away."""
    try:
        return await temporal.connect(settings, data_converter=pydantic_data_converter)
    except (OSError, RuntimeError):
        return None


async def _all(connection: Connection, client: Client | None) -> list[Finding]:
    found: list[Finding] = []
    checked, after = 0, ""
    while page := await programmes.page(connection, after=after, limit=PAGE):
        for programme in page:
            why = await _why_not(connection, programme, client)
            if why is not None:
                broken = N_("{programme}: {why}").having(programme=programme.slug, why=why)
                found.append(wrong(NAME, broken, MEND))
        checked += len(page)
        after = page[-1].slug
    hold = N_("{count} checked from their first entry on, and they hold")
    return found or [ok(NAME, hold.having(count=checked))]


async def _why_not(
    connection: Connection, programme: programmes.Programme, client: Client | None
) -> Message | None:
    """Why a register does not hold, None when it does."""
    slug = programme.slug
    # At one moment: what is appended meanwhile would look like a break.
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        end = await register.head_of(connection, slug)
        entries = await register.stored(connection, slug)
        last = len(entries)
        # Those beyond the end count as well: they show what was cut off.
        signed = await heads.read(connection, slug)
        keys = await heads.keys(connection, slug)
    lines = [proof.header(slug, keys), *entries, *map(proof.signature, signed)]
    seen = await _seen(client, slug) if client is not None else None
    # The workflow may have moved on since the entries were read.
    seen = None if seen is not None and seen.seq > last and await _has_grown(connection, slug, last) else seen
    by_itself = N_("entry {seq}: {why}")
    by_its_workflow = N_("entry {seq}: {why} (so its workflow says)")
    for head, said in ((end, by_itself), (seen, by_its_workflow)):
        found = proof.prove(lines, head)
        if isinstance(found, Break):
            return said.having(seq=str(found.seq), why=found.why)
    if end is not None and end.seq != last:
        beyond = N_("it stands after the end that the programme's row names")
        return by_itself.having(seq=str(end.seq + 1), why=beyond)
    return None


async def _has_grown(connection: Connection, slug: str, last: int) -> bool:
    head = await register.head_of(connection, slug)
    return head is not None and head.seq > last


async def _seen(client: Client, slug: str) -> Head | None:
    """The end of the register as the running workflow knows it; None when none runs, or nobody is at work."""
    try:
        return await client.get_workflow_handle(workflow_id(slug)).query(
            "head",
            result_type=Head,
            reject_condition=QueryRejectCondition.NOT_OPEN,
            rpc_timeout=PATIENCE,
        )
    except (RPCError, WorkflowQueryRejectedError):
        return None
