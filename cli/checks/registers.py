"""The registers: each chain computed again, all that is kept held against it, and what workflows know."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from types import MappingProxyType

import asyncpg
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError, RPCStatusCode

from cli.anchors import Anchors
from cli.checks.finding import Finding, note, ok, wrong
from domain.register import proof
from domain.register.entries import Break, Head
from domain.register.heads import SigningKey, UnusableKeyError
from domain.shared.messages import N_, Message, N_plural
from settings import Settings, temporal
from store.database import Connection
from store.kept import shadows
from store.kept.comparing import at_one_moment, slugs
from store.kept.difference import Difference
from store.register import entries as register
from worker.keys import known_keys
from workflows.starting import workflow_id

NAME = N_("registers")
Compare = Callable[[Connection, str], Awaitable[Sequence[Difference]]]
"""Holds all of a programme against its register."""

NO_ANCHORS: Anchors = MappingProxyType({})
MOST = 20
"""How many rows of one programme are named: whoever restores a backup needs no thousand of them."""

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


def command_keys(settings: Settings) -> Finding:
    """Look whether it can be told who signed commands."""
    name = N_("command keys")
    try:
        known = known_keys(settings).commands
    except UnusableKeyError as error:
        return wrong(name, error.message, N_("Correct it; the worker does not start with it."))
    if not known:
        mend = N_(
            "Set KWARTIER_COMMAND_KEYS as for the worker, or run `kwartier doctor` where the worker runs"
            " (docs/operations.md, Signed commands)."
        )
        return note(name, N_("none here: who signed commands is not checked"), mend)
    return ok(name, N_("commands count that are signed with {keys}").having(keys=sorted(known)))


async def intact(
    settings: Settings, client: Client | None = None, anchors: Anchors = NO_ANCHORS
) -> list[Finding]:
    """Check every register in the database, and all that is kept beside it.

    With `client` also against what workflows have seen, running ones and those that Temporal still keeps, and
    against heads that lie elsewhere.
    """
    clocks_move = settings.environment == "development"
    try:
        compare = partial(at_one_moment, keys=known_keys(settings), clocks_move=clocks_move)
        async with shadows.connect(settings.database.get_secret_value()) as connection:
            found = await _all(connection, client, compare)
            cut = await _cut_off(connection, anchors)
            return [*(finding for finding in found if finding.state != "ok" or not cut), *cut]
    except (OSError, asyncpg.PostgresError) as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return [wrong(NAME, unread, N_("See PostgreSQL and schema above."))]
    except UnusableKeyError as error:
        return [wrong(NAME, error.message, N_("Correct it; nothing was checked."))]


async def connect(settings: Settings) -> Client | None:
    """A client that understands Kwartier's workflows; None when Temporal is away."""
    try:
        return await temporal.connect(settings, data_converter=pydantic_data_converter)
    except (OSError, RuntimeError):
        return None


async def _all(connection: Connection, client: Client | None, compare: Compare) -> list[Finding]:
    found: list[Finding] = []
    checked, workflows = 0, _Workflows(client)
    async for slug in slugs(connection):
        found += [wrong(NAME, said, MEND) for said in await _of(connection, slug, workflows, compare)]
        checked += 1
    hold = N_("{count} checked from their first entry on, with all that is kept beside them, and they hold")
    return [*(found or [ok(NAME, hold.having(count=checked))]), *_unasked(workflows)]


def _unasked(workflows: "_Workflows") -> list[Finding]:
    """What is not known, because workflows did not answer: it must not look as if it held."""
    if not workflows.silent:
        return []
    silent = N_plural(
        "{n} workflow did not answer, so its register was not held against what it has seen",
        "{n} workflows did not answer, so their registers were not held against what they have seen",
    )
    return [note(NAME, silent.having(n=workflows.silent), N_("Run it again when a worker is at work."))]


async def _cut_off(connection: Connection, anchors: Anchors) -> list[Finding]:
    """Where registers do not pass through heads that lie outside of PostgreSQL."""
    found: list[Finding] = []
    for slug, heads in sorted(anchors.items()):
        entries = await register.stored(connection, slug)
        for head in heads:
            if isinstance(broken := proof.prove(entries, head), Break):
                said = N_("{programme}: entry {seq}: {why} (so its anchor says)")
                why = said.having(programme=slug, seq=str(broken.seq), why=broken.why)
                found.append(wrong(NAME, why, MEND))
                break
    return found


async def _of(connection: Connection, slug: str, workflows: "_Workflows", compare: Compare) -> list[Message]:
    """What is wrong with a programme, row by row."""
    found = await compare(connection, slug)
    said = [difference.said for difference in found[:MOST]]
    if len(found) > MOST:
        more = N_plural("{programme}: and {n} row more", "{programme}: and {n} rows more")
        said.append(more.having(programme=slug, n=len(found) - MOST))
    unseen = await _unlike_its_workflow(connection, slug, workflows)
    return [*said, *([unseen] if unseen else [])]


async def _unlike_its_workflow(connection: Connection, slug: str, workflows: "_Workflows") -> Message | None:
    """Where a register is not what its workflow has seen, None where it is."""
    async with connection.transaction(isolation="repeatable_read"):
        entries = await register.stored(connection, slug)
    seen = await workflows.head(slug)
    # The workflow may have moved on since the entries were read.
    if seen is None or (seen.seq > len(entries) and await _has_grown(connection, slug, len(entries))):
        return None
    found = proof.prove(entries, seen)
    if not isinstance(found, Break):
        return None
    said = N_("{programme}: entry {seq}: {why} (so its workflow says)")
    return said.having(programme=slug, seq=str(found.seq), why=found.why)


async def _has_grown(connection: Connection, slug: str, last: int) -> bool:
    head = await register.head_of(connection, slug)
    return head is not None and head.seq > last


class _Workflows:
    """What workflows know, closed ones as well; `silent` is how many of them did not say it."""

    def __init__(self, client: Client | None) -> None:
        self._client = client
        self.silent = 0

    async def head(self, slug: str) -> Head | None:
        """The end of the register as a workflow knows it; None when it does not say."""
        if self._client is None:
            return None
        if self.silent:
            # Nobody is at work: each of thousands would take as long again to say nothing.
            self.silent += 1
            return None
        try:
            # Of a closed run a worker replays the history, as long as Temporal keeps it.
            return await self._client.get_workflow_handle(workflow_id(slug)).query(
                "head", result_type=Head, rpc_timeout=PATIENCE
            )
        except RPCError as error:
            self.silent += error.status is not RPCStatusCode.NOT_FOUND
        except WorkflowQueryFailedError:
            self.silent += 1
        return None
