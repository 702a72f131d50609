"""Starting a programme: first its row and all that goes with it, in one transaction; then its workflow."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from temporalio.service import RPCError

from blueprints.freezing import freeze
from domain.blueprint.model import Blueprint
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.roles import NotTheOffice
from service.callers import Caller, known
from service.once import once
from service.resources import Resources
from service.waiting import TemporalUnavailable, waiting_for
from store.database import Connection
from store.every_phase import beginning, programmes
from store.every_phase.beginning import Start
from workflows import starting

FIRST_ENTRY_SECONDS = 2.0
"""How long an answer waits for the first register entry; a programme has started without it, too."""

TEMPORAL_SECONDS = 3.0
LOOK_EVERY_SECONDS = 0.02

log = structlog.get_logger()


class SlugTaken(Refusal):
    title = N_("Another programme has this slug")
    sentence = N_("There is a programme {slug} already; choose another slug.")
    advice = N_("Choose another; a slug is unique for ever.")
    slug: str


class StoredButNotStarted(TemporalUnavailable):
    sentence = N_("The programme is stored. Repeat this with the same Idempotency-Key to start it.")


async def start(
    resources: Resources, caller: Caller, key: str, slug: str, blueprint: Mapping[str, object]
) -> None:
    """Start a programme from a `blueprint` as its file has it, or find that this request did so before.

    Raises `BlueprintError` and `Refusal`; after `TemporalUnavailable` the request is repeated with its key.
    """
    if not caller.is_office:
        raise NotTheOffice
    # A large blueprint takes a while to check and to freeze; others must not wait for it.
    checked = await asyncio.to_thread(Blueprint.of, dict(blueprint))
    # The day where the programme is, not where the server stands.
    today = datetime.now(ZoneInfo(checked.timezone)).date()
    frozen = await asyncio.to_thread(freeze, checked, today)
    async with resources.database() as connection:
        person = await known(connection, caller)
        # Of what was sent: frozen on another day, the very same request would look like another one.
        request_hash = digest(
            {"slug": slug, "blueprint": checked.model_dump(mode="json"), "actor": person.id}
        )
        await _begin(connection, Start(slug, frozen, person.id, key, request_hash))
    await _start_workflow(resources, slug)


async def _begin(connection: Connection, new: Start) -> None:
    async def find() -> tuple[str, str] | None:
        found = await programmes.find_by_start(connection, new.key)
        return None if found is None else (found.slug, found.start_body)

    async def work() -> str:
        # One that is there is the cheaper answer: beginning writes a few hundred rows.
        if await programmes.find(connection, new.slug) is not None:
            raise SlugTaken(slug=new.slug)
        if not await beginning.begin(connection, new):
            raise SlugTaken(slug=new.slug)
        return new.slug

    # Somebody a moment earlier may have been this very request: `once` then looks under its key again.
    await once(connection, new.body, find, work, raced=SlugTaken)


async def _start_workflow(resources: Resources, slug: str) -> None:
    async with resources.database() as connection:
        state = await programmes.beginning(connection, slug)
    assert state is not None, "its row was just written"
    try:
        with waiting_for(TemporalUnavailable):
            async with asyncio.timeout(TEMPORAL_SECONDS):
                await starting.start(resources.temporal, state, resources.settings.task_queue)
    except (RPCError, RuntimeError, TimeoutError) as error:
        log.warning("a programme has its row, but Temporal does not start it", error=repr(error))
        raise StoredButNotStarted from error


async def first_entry(resources: Resources, slug: str) -> None:
    """Wait a moment for the first register entry."""
    give_up = asyncio.get_running_loop().time() + FIRST_ENTRY_SECONDS
    with waiting_for(TemporalUnavailable):
        while asyncio.get_running_loop().time() < give_up:
            async with resources.database() as connection:
                row = await programmes.find(connection, slug)
            if row is not None and row.head.seq > 0:
                return
            await asyncio.sleep(LOOK_EVERY_SECONDS)
