"""A phase whose history grows long goes on in a new run of itself, and loses nothing."""

import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from cli.embedded.processes import Processes
from cli.embedded.temporal import TemporalOptions, start_temporal
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Programme
from tests.workflows.running import World
from worker import namespace

FEW = 40
"""How many events the server suggests for one history; usually they are thousands."""


@pytest.fixture(scope="session")
async def impatient_client(processes: Processes) -> Client:
    """A client of a server that soon finds a history long."""
    settings = (f"limit.historyCount.suggestContinueAsNew={FEW}",)
    options = TemporalOptions(port=None, headless=True, log_level="error", settings=settings)
    server = await start_temporal(processes, options)
    client = await Client.connect(server.address, data_converter=pydantic_data_converter)
    await namespace.prepare(client, retention_days=1)
    return client


@pytest.fixture
async def world(impatient_client: Client, pool: asyncpg.Pool, workers: asyncpg.Pool) -> AsyncIterator[World]:
    world = World(impatient_client, pool, f"test-{secrets.token_hex(6)}", workers)
    async with world.worker():
        yield world


async def plan_meetings(programme: Programme, count: int, *, from_day: int = 800) -> None:
    """Let the office plan that many meetings, which every phase allows."""
    for day in weekdays(from_day, count):
        await programme.act(asking.plan_meeting("college", day, by=programme.office))


async def test_a_phase_goes_on_in_a_new_run_of_itself(world: World) -> None:
    programme = await arranged.asked(await Programme.begin(world, small()))
    before = await programme.state()

    await plan_meetings(programme, 12)
    await programme.act(asking.accept(arranged.anna(programme)))
    await programme.until(lambda state: state.definition.consultation is not None, "the definition phase")

    types = [run.workflow_type for run in await programme.runs()]
    assert types.count("AppointKwartiermaker") > 1
    assert types[-1] == "DefineProgramme"
    assert (await programme.kinds())[before.head.seq :] == [
        *["meeting.planned"] * 12,
        "assignment.accepted",
        "organisations.invited",
        "consultation.opened",
    ]
    await programme.verified()


async def test_what_was_asked_in_an_earlier_run_is_not_done_again(world: World) -> None:
    programme = await arranged.nominated(await Programme.begin(world, small()))
    first = asking.plan_meeting("college", weekdays(1200, 1)[0], by=programme.office)
    answer = await programme.act(first)
    await plan_meetings(programme, 12)
    register = await programme.register()

    assert await programme.act(first) == answer
    assert await programme.register() == register


async def test_with_a_new_run_every_few_events_a_programme_comes_to_its_approval(world: World) -> None:
    college = body(early_closing=False)
    programme = await arranged.under_review(await Programme.begin(world, small(college, reminders=True)))
    await plan_meetings(programme, 12)
    await arranged.reviewed(programme)
    await plan_meetings(programme, 12, from_day=1000)
    await arranged.vote(programme, "for_with_conditions", "for", "for")
    await programme.forward_past("meeting")
    state = await programme.until(lambda state: state.phase == "conditions", "the conditions")
    (key,) = state.conditions

    await programme.act(asking.show_evidence(key, by=arranged.kwartiermaker(programme)))
    await programme.act(asking.judge_condition(key, by=programme.actor("college-1", "member")))

    await programme.until(lambda state: state.published, "publication")
    assert await programme.handle.result() == "approved"
    types = [run.workflow_type for run in await programme.runs()]
    assert types.count("DefineProgramme") > 1
    assert types.count("SignOff") > 1
    await programme.verified()
