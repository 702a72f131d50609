"""Starting a programme: first its row and all that goes with it, in one transaction; then its workflow."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from temporalio.service import RPCError

from api.acting import known
from api.every_phase.requests import NewProgramme
from api.http import timeout
from api.http.identity import Caller
from api.http.problems import Problem
from api.http.resources import Resources
from blueprints.freezing import freeze
from domain.blueprint.model import Blueprint
from domain.shared.canonical import digest
from domain.shared.errors import Forbidden
from store.database import Connection
from store.every_phase import beginning, programmes
from store.every_phase.beginning import Start
from workflows import starting

FIRST_ENTRY_SECONDS = 2.0
"""How long an answer waits for the first register entry; a programme has started without it, too."""

TEMPORAL_SECONDS = 3.0
LOOK_EVERY_SECONDS = 0.02

log = structlog.get_logger()


async def start(resources: Resources, caller: Caller, key: str, asked: NewProgramme) -> None:
    """Start the programme that is `asked` for, or find that this very request did so before.

    Raises `BlueprintError`, `Forbidden` and `Problem`; after a 503 the request is repeated with its key.
    """
    if "office" not in caller.roles:
        raise Forbidden("not_the_office", "Only the programme office can start a programme.")
    blueprint = await asyncio.to_thread(Blueprint.of, asked.blueprint)
    today = datetime.now(ZoneInfo(blueprint.timezone)).date()
    frozen = await asyncio.to_thread(freeze, blueprint, today)
    async with resources.database() as connection:
        person = await known(connection, caller)
        body = digest(
            {"slug": asked.slug, "blueprint": blueprint.model_dump(mode="json"), "actor": person.id}
        )
        if not await _asked_before(connection, asked.slug, key, body):
            await _begin(connection, Start(asked.slug, frozen, person.id, key, body))
    await _start_workflow(resources, asked.slug)


async def _begin(connection: Connection, new: Start) -> None:
    async with connection.transaction():
        begun = await beginning.begin(connection, new)
    # Somebody may have been a moment earlier, perhaps with this very request.
    if not begun and not await _asked_before(connection, new.slug, new.key, new.body):
        raise Problem("slug_taken", f"There is a programme {new.slug} already; choose another slug.")


async def _asked_before(connection: Connection, slug: str, key: str, body: str) -> bool:
    """Whether this very request began the programme; a 409 `Problem` when the key or slug is another's."""
    found = await programmes.find_by_start(connection, key)
    if found is not None and found.start_body != body:
        raise Problem(
            "idempotency_key_reused", "This Idempotency-Key started another programme; use a new one."
        )
    if found is None and await programmes.find(connection, slug) is not None:
        raise Problem("slug_taken", f"There is a programme {slug} already; choose another slug.")
    return found is not None


async def _start_workflow(resources: Resources, slug: str) -> None:
    async with resources.database() as connection:
        state = await programmes.beginning(connection, slug)
    assert state is not None, "its row was just written"
    try:
        with timeout.waiting_for(timeout.TEMPORAL):
            async with asyncio.timeout(TEMPORAL_SECONDS):
                await starting.start(resources.temporal, state, resources.settings.task_queue)
    except (RPCError, RuntimeError, TimeoutError) as error:
        log.warning("a programme has its row, but Temporal does not start it", error=repr(error))
        raise Problem(
            "temporal_unavailable",
            "The programme is stored. Repeat this with the same Idempotency-Key to start it.",
        ) from error


async def first_entry(resources: Resources, slug: str) -> None:
    """Wait a moment for the first register entry."""
    give_up = asyncio.get_running_loop().time() + FIRST_ENTRY_SECONDS
    with timeout.waiting_for(timeout.TEMPORAL):
        while asyncio.get_running_loop().time() < give_up:
            async with resources.database() as connection:
                row = await programmes.find(connection, slug)
            if row is not None and row.head.seq > 0:
                return
            await asyncio.sleep(LOOK_EVERY_SECONDS)
