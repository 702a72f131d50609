"""When PostgreSQL, Temporal or the workers are away: 503 in time, reading goes on, and nothing is lost.

The client hangs up on who does not answer, so that waiting for a part that is away fails its test.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest
from pydantic import SecretStr
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from settings import Settings
from store.accounts.grants import API, OWNER, WORKER
from store.database import connect
from store.migrate import migrate
from tests.api.listening import listening
from tests.api.operations import OPERATIONS
from tests.api.register.hearing import listens
from tests.api.story import Story, told
from tests.api.visiting import Visitor, ok, problem
from tests.parts import How, OwnPostgres, OwnTemporal
from tests.workflows.blueprints import SECTIONS, small
from tests.workflows.running import World
from tests.workflows.waiting import eventually
from worker import namespace

HOW = pytest.mark.parametrize("how", ["stopped", "hanging"])
BECAUSE = {"reason": "The ministry asks for a pause."}
DATABASE, TEMPORAL = "database_unavailable", "temporal_unavailable"

WITHOUT_POSTGRESQL = {"isLive", "listMail", "showMail"}
"""What answers all the same: that the API lives, and the mail that a development Kwartier keeps in files."""


@pytest.fixture
async def postgres_part(data: Path) -> AsyncIterator[OwnPostgres]:
    part = OwnPostgres(data)
    yield part
    await part.go_away()


@pytest.fixture
async def temporal_part(data: Path) -> AsyncIterator[OwnTemporal]:
    part = OwnTemporal(data)
    yield part
    await part.go_away()


@pytest.fixture
async def on_own_postgres(
    settings: Settings, postgres_part: OwnPostgres, idle_world: World, tmp_path: Path
) -> AsyncIterator[Story]:
    """A programme in a PostgreSQL of the test's own."""
    server = await postgres_part.come_back()
    await migrate(server.dsn(role=OWNER))
    own = settings.model_copy(update={"database": SecretStr(server.dsn(role=API))})
    async with connect(server.dsn()) as pool, connect(server.dsn(role=WORKER)) as workers:
        world = World(idle_world.client, pool, idle_world.queue, workers)
        async with (
            world.worker(),
            listening(own, tmp_path) as door,
            told(world, Story(door, small())) as story,
        ):
            yield story


@pytest.fixture
async def own_temporal(settings: Settings, temporal_part: OwnTemporal) -> Settings:
    """Settings that name a Temporal of the test's own."""
    return settings.model_copy(update={"temporal": (await temporal_part.come_back()).address})


@pytest.fixture
async def on_own_temporal(own_temporal: Settings, idle_world: World, tmp_path: Path) -> AsyncIterator[Story]:
    """A programme in a Temporal of the test's own."""
    client = await Client.connect(own_temporal.temporal, data_converter=pydantic_data_converter)
    await namespace.prepare(client, retention_days=1)
    world = World(client, idle_world.pool, idle_world.queue, idle_world.workers)
    async with (
        world.worker(),
        listening(own_temporal, tmp_path) as door,
        told(world, Story(door, small())) as story,
    ):
        yield story


@pytest.fixture
async def alone(settings: Settings, idle_world: World, tmp_path: Path) -> AsyncIterator[Story]:
    """A programme that nobody works on."""
    async with listening(settings, tmp_path) as door, told(idle_world, Story(door, small())) as story:
        yield story


def unavailable(answer: httpx2.Response, code: str) -> None:
    problem(answer, 503, code)
    assert int(answer.headers["retry-after"]) > 0


async def all_unavailable(code: str, answers: Iterable[Any]) -> None:
    for answer in await asyncio.gather(*answers):
        unavailable(answer, code)


def everyones_commands(story: Story) -> dict[str, tuple[Visitor, dict[str, Any]]]:
    """What can be asked of a programme that was just started, by somebody who may ask it."""
    office, principal, anna = story.office, story.principal, story.as_("anna")
    review = {"can": "yes", "will": "yes", "reason": "Good."}
    return {
        "nominations": (office, {"person": story.person("anna"), "interests": "None."}),
        "choices": (principal, {"preference": ["anna"], "reason": "Experience."}),
        "assignment-answers": (anna, {"answer": "accept"}),
        "plan-versions": (anna, {"sections": dict.fromkeys(SECTIONS, "Text.")}),
        "plan-versions/0/submissions": (anna, {}),
        "plan-versions/0/reviews": (story.as_("panel-1"), review),
        "meetings": (office, {"body": "college", "day": "2098-12-31"}),
        "deadlines/nominate/moves": (office, {"due": "2098-12-31", **BECAUSE}),
        "suspensions": (office, BECAUSE),
        "resumptions": (office, BECAUSE),
        "kwartiermaker-replacements": (principal, {"person": story.person("bram"), **BECAUSE}),
        "withdrawals": (principal, BECAUSE),
    }


async def post(visitor: Visitor, path: str, body: dict[str, Any], key: str) -> httpx2.Response:
    return await visitor.post(path, body, key=key)


async def repeated(visitor: Visitor, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
    """Repeat a command until what is back has noticed that it is; what became of the command."""

    async def repeat() -> httpx2.Response:
        return await post(visitor, path, body, key)

    return ok(await eventually(repeat, answered, lambda answer: answer.text), 201)


async def kinds(story: Story) -> list[str]:
    """What happened by the register, read as soon as what is back answers."""

    async def look() -> httpx2.Response:
        return await story.office.get(f"{story.at}/register")

    read = ok(await eventually(look, answered, lambda answer: answer.text))
    return [entry["event"]["kind"] for entry in read["items"]]


def answered(answer: httpx2.Response) -> bool:
    return answer.status_code != 503


# --- PostgreSQL ---


@HOW
async def test_without_postgresql_everything_that_needs_it_says_so(
    on_own_postgres: Story, postgres_part: OwnPostgres, how: How
) -> None:
    story = on_own_postgres
    needing = [operation for operation in OPERATIONS if operation.id not in WITHOUT_POSTGRESQL]

    async with postgres_part.away(how):
        await all_unavailable(
            DATABASE, (operation.by(story.office, slug=story.slug) for operation in needing)
        )
        ok(await story.door.nobody.get("/health/live"))

    assert await kinds(story) == ["programme.agreed"]


@HOW
async def test_what_is_asked_without_postgresql_happens_once_when_it_is_repeated(
    on_own_postgres: Story, postgres_part: OwnPostgres, how: How
) -> None:
    story = await on_own_postgres.appointed()
    speaker, office = story.representative("G1"), story.office
    say = f"{story.at}/consultations/1/contributions", {"can": "yes", "will": "no"}, str(uuid4())
    pause = f"{story.at}/suspensions", BECAUSE, str(uuid4())
    async with postgres_part.away(how):
        await all_unavailable(DATABASE, (post(speaker, *say), post(office, *pause)))

    receipt, answer = await repeated(speaker, *say), await repeated(office, *pause)

    assert receipt["revision"] == 1
    assert await repeated(speaker, *say) == receipt
    assert await repeated(office, *pause) == answer
    assert (await kinds(story)).count("programme.suspended") == 1


@HOW
async def test_whoever_listens_hears_what_happens_when_postgresql_is_back(
    on_own_postgres: Story, postgres_part: OwnPostgres, how: How
) -> None:
    story = on_own_postgres
    pause = f"{story.at}/suspensions", BECAUSE, str(uuid4())
    async with listens(story.office, f"{story.at}/events") as stream:
        assert await stream.until(1) == [1]
        async with postgres_part.away(how):
            unavailable(await post(story.office, *pause), DATABASE)
        await repeated(story.office, *pause)

        assert await stream.until(2) == [2]


async def test_a_command_that_is_under_way_when_postgresql_hangs_happens_once(
    on_own_postgres: Story, postgres_part: OwnPostgres
) -> None:
    story = on_own_postgres
    pause = f"{story.at}/suspensions", BECAUSE, str(uuid4())
    assert postgres_part.server is not None
    in_the_way = await asyncpg.connect(postgres_part.server.dsn())
    await in_the_way.execute("BEGIN")
    await in_the_way.execute("SELECT 1 FROM programmes FOR NO KEY UPDATE")
    unavailable(await post(story.office, *pause), TEMPORAL)

    async with postgres_part.away("hanging"):
        unavailable(await post(story.office, *pause), DATABASE)
        in_the_way.terminate()
    await repeated(story.office, *pause)

    assert await kinds(story) == ["programme.agreed", "programme.suspended"]


# --- Temporal ---


@HOW
async def test_without_temporal_commands_say_so_and_reading_goes_on(
    on_own_temporal: Story, temporal_part: OwnTemporal, how: How
) -> None:
    story = on_own_temporal
    commands = everyones_commands(story).items()
    reading = [each for each in OPERATIONS if each.method == "get" and each.id != "isReady"]

    async with temporal_part.away(how):
        await all_unavailable(
            TEMPORAL, (visitor.post(f"{story.at}/{what}", body) for what, (visitor, body) in commands)
        )
        unavailable(await story.office.post(f"/development{story.at}/clock", {"days": 1}), TEMPORAL)
        unavailable(await story.door.nobody.get("/health/ready"), TEMPORAL)
        answers = await asyncio.gather(*(each.by(story.office, slug=story.slug) for each in reading))

    assert {answer.status_code for answer in answers} == {200, 404}
    assert (await story.read())["slug"] == story.slug


@HOW
async def test_what_is_asked_without_temporal_happens_once_when_it_is_repeated(
    on_own_temporal: Story, temporal_part: OwnTemporal, how: How
) -> None:
    story, other = on_own_temporal, Story(on_own_temporal.door, on_own_temporal.blueprint)
    pause = f"{story.at}/suspensions", BECAUSE, str(uuid4())
    blueprint = other.blueprint.model_dump(mode="json")
    start = "/programmes", {"slug": other.slug, "blueprint": blueprint}, str(uuid4())
    async with temporal_part.away(how):
        await all_unavailable(TEMPORAL, (post(story.office, *pause), post(story.office, *start)))

    answer = await repeated(story.office, *pause)
    await repeated(story.office, *start)
    await other.until("programme.agreed")

    assert await repeated(story.office, *pause) == answer
    assert await kinds(story) == ["programme.agreed", "programme.suspended"]
    assert await kinds(other) == ["programme.agreed"]


async def test_an_api_that_never_reached_temporal_says_so_too(
    own_temporal: Settings, temporal_part: OwnTemporal, alone: Story, tmp_path: Path
) -> None:
    async with temporal_part.away("stopped"), listening(own_temporal, tmp_path) as door:
        office = Visitor(door.http, alone.office.token)

        unavailable(await office.post(f"{alone.at}/suspensions", BECAUSE), TEMPORAL)
        unavailable(await door.nobody.get("/health/ready"), TEMPORAL)


# --- workers ---


async def test_without_a_worker_commands_say_so_and_reading_goes_on(alone: Story) -> None:
    commands = everyones_commands(alone).items()

    await all_unavailable(
        TEMPORAL, (visitor.post(f"{alone.at}/{what}", body) for what, (visitor, body) in commands)
    )

    assert (await alone.read())["head"]["seq"] == 0


async def test_a_command_without_a_worker_happens_once_when_it_is_repeated(
    alone: Story, idle_world: World
) -> None:
    pause = f"{alone.at}/suspensions", BECAUSE, str(uuid4())
    unavailable(await post(alone.office, *pause), TEMPORAL)

    async with idle_world.worker():
        answer = await repeated(alone.office, *pause)

        assert await repeated(alone.office, *pause) == answer
    assert await kinds(alone) == ["programme.agreed", "programme.suspended"]
