"""Starting a programme: first its row and all that goes with it, in one transaction; then its workflow."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import NamedTuple, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

import structlog
from temporalio.service import RPCError

from blueprints.freezing import freeze
from domain.blueprint.model import Blueprint
from domain.blueprint.problems import BlueprintError, Problem
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from service.callers import Caller
from service.once import once
from service.resources import Resources
from service.waiting import TemporalUnavailable, waiting_for
from store.database import Connection
from store.every_phase import beginning, programmes
from store.every_phase.beginning import Start
from store.people import callers
from workflows import starting

FIRST_ENTRY_SECONDS = 2.0
"""How long an answer waits for the first register entry; a programme has started without it, too."""

MOST_ORGANISATIONS = 10_000
"""That a blueprint may name: checking and storing more takes longer than anybody waits; others are added."""

TEMPORAL_SECONDS = 3.0
LOOK_EVERY_SECONDS = 0.02

Table = dict[str, object]

Hashed = Callable[[str], Awaitable[str]]
"""The hash of what was asked, had the person with that id asked it."""

log = structlog.get_logger()


class NotAStarter(Forbidden):
    title = N_("You may not start a programme")
    sentence = N_("Only who has the role for it at the identity provider starts programmes.")
    advice = N_("Ask whoever runs Kwartier; KWARTIER_STARTER_ROLE names the role.")


class SlugTaken(Refusal):
    title = N_("Another programme has this slug")
    sentence = N_("There is a programme {slug} already; choose another slug.")
    advice = N_("Choose another; a slug is unique for ever.")
    slug: str


class SlugReserved(Refusal):
    status = 400
    title = N_("No programme can have this slug")
    sentence = N_("{slug} is the address of a page; choose another slug.")
    advice = N_("Choose another slug.")
    slug: str


RESERVED = ("new",)
"""Addresses below the list of programmes that are pages themselves."""


class StoredButNotStarted(TemporalUnavailable):
    sentence = N_("The programme is stored. Repeat this with the same Idempotency-Key to start it.")


async def start(
    resources: Resources, caller: Caller, key: str, slug: str, blueprint: Mapping[str, object]
) -> None:
    """Start a programme from a `blueprint` as its file has it, or find that this request did so before.

    Raises `BlueprintError` and `Refusal`; after `TemporalUnavailable` the request is repeated with its key.
    """
    must_be_let(caller)
    must_be_free(slug)
    must_be_bearable(blueprint)
    # A large blueprint takes a while to check and to freeze; others must not wait for it.
    prepared = await resources.workshop.do(_prepared, blueprint)
    starter = caller.as_person

    async def hashed(person: str) -> str:
        # Of what was sent: frozen on another day, the very same request would look like another one.
        asked = {"slug": slug, "blueprint": prepared.asked, "actor": person}
        return await resources.workshop.do(digest, asked)

    # Nobody is known before there is a programme: whoever starts one gets an id in it.
    id_ = str(uuid4())
    invites = not resources.settings.subjects_are_addresses
    new = Start(slug, prepared.frozen, starter, key, await hashed(id_), {caller.subject: id_}, invites)
    async with resources.database() as connection:
        await _begin(connection, caller, new, hashed)
    await _start_workflow(resources, slug)


def must_be_let(caller: Caller) -> None:
    """Raise `NotAStarter` unless the caller may start a programme."""
    if not caller.starts:
        raise NotAStarter


def must_be_free(slug: str) -> None:
    """Raise `SlugReserved` for one that no programme can have."""
    if slug in RESERVED:
        raise SlugReserved(slug=slug)


class _Prepared(NamedTuple):
    """A blueprint as it was sent, checked, and as the programme keeps it."""

    asked: Mapping[str, object]
    frozen: Blueprint


def _prepared(blueprint: Mapping[str, object]) -> _Prepared:
    checked = Blueprint.of(dict(blueprint))
    # The day where the programme is, not where the server stands.
    today = datetime.now(ZoneInfo(checked.timezone)).date()
    return _Prepared(checked.model_dump(mode="json"), freeze(checked, today))


def must_be_bearable(blueprint: Mapping[str, object]) -> None:
    """Raise `BlueprintError` for more organisations than can be checked and stored while somebody waits."""
    # Anything odd here is the model's to name.
    definition = blueprint.get("definition")
    groups = cast("Table", definition).get("groups") if isinstance(definition, dict) else None
    number = 0
    for group in cast("list[object]", groups) if isinstance(groups, list) else []:
        named = cast("Table", group).get("organisations") if isinstance(group, dict) else None
        number += len(cast("list[object]", named)) if isinstance(named, list) else 0
    if number > MOST_ORGANISATIONS:
        many = N_("there are {n} organisations; a programme starts with at most {most}")
        wrong = many.having(n=number, most=MOST_ORGANISATIONS)
        raise BlueprintError([Problem(("definition", "groups"), wrong)])


async def _begin(connection: Connection, caller: Caller, new: Start, hashed: Hashed) -> None:
    async def find() -> tuple[str, str] | None:
        found = await programmes.find_by_start(connection, new.key)
        if found is None:
            return None
        # The same request by the same person, by the id that they got when they asked it first.
        before = await callers.find(connection, found.slug, caller.account)
        is_same = before == found.started_by and found.start_body == await hashed(found.started_by)
        return found.slug, new.body if is_same else found.start_body

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
