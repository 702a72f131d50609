"""What happens is told as it happens, over a real port: all of it, once, and to whoever may read it."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Message, Scope

from activities.telling import Telling
from api.http.sign_in.tokens import LEEWAY
from cli.tokens import Identity, mint
from service.notices import Notices
from service.resources import Resources
from settings import Settings
from store.register import entries
from store.register.notices import APPENDED, CALLED
from tests.api.listening import listening
from tests.api.register.hearing import Stream, listens
from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor, ok, problem
from tests.workflows.blueprints import small
from tests.workflows.running import World
from tests.workflows.waiting import PATIENCE, eventually

BECAUSE = {"reason": "The ministry asks for a pause."}
LISTENING = (
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()"
)


@pytest.fixture
async def heard(settings: Settings, tmp_path: Path) -> AsyncIterator[Door]:
    """The way into an API that listens on a port."""
    async with listening(settings, tmp_path) as door:
        yield door


@pytest.fixture
async def story(heard: Door, world: World) -> AsyncIterator[Story]:
    """A small programme that was just started."""
    async with told(world, Story(heard, small())) as story:
        yield story


def resources(app: FastAPI) -> Resources:
    return app.state.resources


def notices(story: Story) -> Notices:
    return resources(story.door.app).notices


async def suspended(story: Story) -> int:
    """The programme is suspended; the number of that entry."""
    return (await story.act(story.office, "suspensions", **BECAUSE))["entries"][-1]["seq"]


async def resumed(story: Story) -> int:
    return (await story.act(story.office, "resumptions", **BECAUSE))["entries"][-1]["seq"]


def place(entry: Mapping[str, Any]) -> tuple[str, int]:
    return entry["programme"], entry["seq"]


async def register(story: Story, visitor: Visitor | None = None) -> list[dict[str, Any]]:
    return (await story.read("/register", visitor))["items"]


async def everybody_left(story: Story) -> None:
    async def look() -> int:
        return notices(story).followed

    await eventually(look, lambda left: left == 0, lambda left: f"{left} still follow")


async def listen_again(pool: asyncpg.Pool, before: int) -> None:
    """Wait until somebody listens by another connection than `before`."""

    async def look() -> int | None:
        return await pool.fetchval(LISTENER, CALLED)

    await eventually(look, lambda pid: pid not in {None, before}, lambda pid: f"{pid} listens")


LISTENER = "SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()"


APPENDED_AFTER = """
INSERT INTO entries (programme, seq, at, actor_person, actor_role, key, body, event, prev, hash)
SELECT programme, seq + 1, at, actor_person, actor_role, 'late', body, event, hash, prev
FROM entries WHERE programme = $1 AND seq = $2
"""


# --- one programme ---


async def test_what_was_missed_comes_first_then_what_happens_and_each_entry_is_the_registers(
    story: Story,
) -> None:
    await story.asked()
    async with listens(story.office, f"{story.at}/events", after=1) as stream:
        before = await register(story)
        caught_up = [await stream.entry() for _ in before[1:]]
        last = await suspended(story)
        live = [await stream.entry() for _ in range(last - len(before))]

    assert caught_up + live == (await register(story))[1:]
    assert stream.last == str(last)
    assert stream.answer.headers["content-type"].startswith("text/event-stream")


async def test_whoever_comes_again_goes_on_after_the_last_event(story: Story) -> None:
    await story.asked()
    last = await suspended(story)
    async with listens(story.office, f"{story.at}/events", last=str(last - 1), after=0) as stream:
        assert (await stream.entry())["seq"] == last
        resumption = await resumed(story)
        assert await stream.until(resumption) == [*range(last + 1, resumption + 1)]


async def test_without_waiting_it_ends_with_what_there_is(story: Story) -> None:
    await story.asked()
    async with listens(story.office, f"{story.at}/events", live="false") as stream:
        events = await stream.rest()

    assert [event.data for event in events] == await register(story)
    assert [event.id for event in events] == [str(event.data["seq"]) for event in events]


async def test_more_than_one_batch_comes_whole(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.following.BATCH", 2)
    await story.asked()
    async with listens(story.office, f"{story.at}/events") as stream:
        last = await suspended(story)
        assert await stream.until(last) == [*range(1, last + 1)]


async def test_a_position_beyond_the_end_goes_on_from_the_end(story: Story) -> None:
    await story.asked()
    async with listens(story.office, f"{story.at}/events", after=1_000) as stream:
        last = await suspended(story)
        assert await stream.until(last) == [last]


async def test_contributions_are_told_without_a_position(story: Story) -> None:
    await story.appointed()
    async with listens(story.office, f"{story.at}/events", after=1_000) as stream:
        await story.contributed("G1")
        event = await stream.named("contributions")

    assert (event.id, event.data) == (None, {"programme": story.slug})


async def test_a_vote_that_is_not_decided_is_sealed_but_for_whoever_cast_it(story: Story) -> None:
    await story.before_the_college()
    at = f"{story.at}/events"
    end = (await register(story))[-1]["seq"]
    voter, other = story.as_("college-1"), story.as_("college-2")
    async with listens(voter, at, after=end) as own, listens(other, at, after=end) as sealed:
        ok(await voter.post(f"{story.at}/submissions/1/ballots", await story.ballot("against")), 201)
        mine, theirs = await own.entry(), await sealed.entry()

    assert mine["event"]["choice"] == "against"
    assert set(theirs) == {"type", "programme", "seq", "at", "prev", "hash"}
    assert theirs["type"] == "sealed"
    assert [mine] == (await register(story, voter))[end:]
    assert [theirs] == (await register(story, other))[end:]


# --- who hears ---


async def test_a_stranger_hears_nothing(story: Story) -> None:
    at = f"{story.at}/events"

    problem(await story.door.stranger.get(at), 403, "not_readable")
    problem(await story.door.nobody.get(at), 401, "no_token")
    problem(await story.door.nobody.get("/events"), 401, "no_token")
    problem(await story.office.get("/programmes/no-such/events"), 404, "no_such_programme")
    problem(await story.office.get(at, after="x"), 400, "invalid_input")
    assert notices(story).followed == 0

    async with (
        listens(story.door.stranger, "/events", after=0, live="false") as before,
        listens(story.door.stranger, "/events", after=0) as strange,
        listens(story.office, "/events") as office,
    ):
        assert await before.rest() == []
        last = await suspended(story)
        assert await office.until(last) == [last]
        assert await told_until(strange, office, story) == []


async def told_until(stream: Stream, office: Stream, story: Story) -> list[str]:
    """What `stream` is told up to an entry that somebody else has heard of."""
    last = await resumed(story)
    await office.until(last)
    heard = asyncio.ensure_future(stream.next())
    await asyncio.wait({heard}, timeout=0.2)
    told = [repr(heard.result())] if heard.done() else []
    heard.cancel()
    await asyncio.gather(heard, return_exceptions=True)
    return told


async def test_a_part_that_is_taken_ends_it(story: Story) -> None:
    await story.drafted()
    anna, bram = story.as_("anna"), story.as_("bram")
    allowed = await story.act(anna, "drafters", person=story.person("bram"))
    seq = allowed["entries"][-1]["seq"]
    [entry] = [one for one in await register(story) if one["seq"] == seq]
    async with listens(bram, f"{story.at}/events", after=seq) as stream:
        await story.act(anna, f"drafters/{entry['event']['person']}/removals")
        event = await stream.next()
        assert event is not None
        assert (event.name, event.data) == ("end", {"code": "not_readable"})
        assert await stream.rest() == []
    problem(await bram.get(f"{story.at}/events"), 403, "not_readable")


async def test_a_token_that_expires_ends_it(story: Story) -> None:
    person = story.person("office")
    until = int(time.time()) - LEEWAY + 2
    token = mint(story.door.key, Identity(person["subject"], person["name"], roles=("starter",)), until=until)
    async with listens(Visitor(story.door.http, token), f"{story.at}/events") as stream:
        hearing = asyncio.ensure_future(stream.rest())

        async def look() -> bool:
            await suspended(story)
            await resumed(story)
            return hearing.done()

        await eventually(look, bool, lambda _: "it goes on with a token that has expired")
        event = (await hearing)[-1]

    assert (event.name, event.data) == ("end", {"code": "invalid_token"})


# --- all programmes ---


async def test_of_all_programmes_one_hears_those_in_which_one_has_a_part(story: Story, world: World) -> None:
    async with (
        told(world, Story(story.door, small())) as other,
        listens(story.office, "/events") as all_of_them,
    ):
        one, another = await suspended(story), await suspended(other)
        heard = [await all_of_them.entry(), await all_of_them.entry()]

    assert {(entry["programme"], entry["seq"]) for entry in heard} == {
        (story.slug, one),
        (other.slug, another),
    }


async def test_from_a_position_everything_comes_at_least_once(story: Story, world: World) -> None:
    async with listens(story.office, "/events", live="false") as stream:
        await stream.rest()
    position = stream.last
    assert position is not None
    await story.asked()
    async with told(world, Story(story.door, small())) as other:
        await suspended(other)
        async with listens(story.office, "/events", last=position, live="false") as again:
            events = await again.rest()
        expected = [*await register(story), *await register(other)]

    # Both began after it, or in the two minutes before.
    assert sorted((event.data for event in events), key=place) == sorted(expected, key=place)
    assert int(again.last or 0) > int(position)


async def test_an_entry_that_is_committed_late_is_not_missed(story: Story, world: World) -> None:
    await story.asked()
    async with world.pool.acquire() as connection:
        async with connection.transaction():
            # It is recorded at this moment, before the position that somebody has by then.
            await connection.execute("SELECT now()")
            async with listens(story.office, "/events", live="false") as stream:
                await stream.rest()
            last = (await register(story))[-1]
            await connection.execute(
                APPENDED_AFTER,
                story.slug,
                last["seq"],
            )
        async with listens(story.office, "/events", last=stream.last, live="false") as again:
            heard = [event.data["seq"] for event in await again.rest()]

    assert last["seq"] + 1 in heard


async def test_contributions_to_any_programme_are_told(story: Story) -> None:
    await story.appointed()
    async with listens(story.office, "/events") as stream:
        await story.contributed("G1")
        event = await stream.named("contributions")

    assert event.data == {"programme": story.slug}


# --- connections ---


@pytest.fixture
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked again and again for what nobody told."""
    monkeypatch.setattr("store.register.notices.LOOK_EVERY", 0.05)


@pytest.mark.usefixtures("looks_often")
async def test_what_nobody_told_since_its_process_was_killed_is_found(story: Story) -> None:
    await story.asked()
    last = (await register(story))[-1]["seq"]
    async with (
        listens(story.office, f"{story.at}/events", after=last) as stream,
        listens(story.office, "/events") as all_of_them,
    ):
        await story.pool.execute(APPENDED_AFTER, story.slug, last)

        assert await stream.until(last + 1) == [last + 1]
        assert (await all_of_them.until(last + 1))[-1] == last + 1


async def test_what_many_append_at_once_is_told_by_few_notices(story: Story) -> None:
    await story.asked()
    async with story.pool.acquire() as connection:
        found = await entries.read(connection, story.slug)
    telling, said = Telling(story.pool), list[str]()

    def hear(_connection: object, _pid: int, _channel: str, told: object) -> None:
        said.append(str(told))

    async with story.pool.acquire() as connection:
        await connection.add_listener(APPENDED, hear)
        await asyncio.gather(*(telling.tell([entry]) for entry in found * 20))
        await connection.execute("SELECT")
        await connection.remove_listener(APPENDED, hear)

    first, *others = said
    assert first == f"{story.slug} 0 1"
    assert others == [f"{story.slug} 0 {len(found)}"]


async def many(stack: AsyncExitStack, visitor: Visitor) -> Visitor:
    """The same with a client of its own: others hold a hundred connections, and close with their API."""
    limits, base = httpx2.Limits(max_connections=None), visitor.http.base_url
    http = await stack.enter_async_context(httpx2.AsyncClient(base_url=base, limits=limits, timeout=30))
    return Visitor(http, visitor.token)


async def test_a_lost_connection_loses_nothing(story: Story) -> None:
    pool = story.pool
    await story.asked()
    end = (await register(story))[-1]["seq"]
    async with (
        listens(story.office, f"{story.at}/events", after=end) as stream,
        listens(story.office, "/events") as all_of_them,
    ):
        told = await suspended(story)
        await all_of_them.until(told)
        before = await pool.fetchval(LISTENER, CALLED)
        await pool.execute("SELECT pg_terminate_backend($1)", before)
        missed = await resumed(story)
        await listen_again(pool, before)
        last = await suspended(story)

        assert await stream.until(last) == [*range(end + 1, last + 1)]
        heard = await all_of_them.until(last)
        assert heard[-2:] == [missed, last]
        # Of what was there before somebody listened it may tell; of what it told, never again.
        assert told not in heard


async def test_two_hundred_who_listen_take_one_connection_and_leave_nothing(story: Story) -> None:
    app = resources(story.door.app)
    async with AsyncExitStack() as stack:
        office = await many(stack, story.office)
        streams = [await stack.enter_async_context(listens(office, f"{story.at}/events")) for _ in range(200)]
        last = await suspended(story)
        for stream in streams:
            assert await stream.until(last) == [*range(1, last + 1)]
        assert await story.pool.fetchval(LISTENING, CALLED) == 1
        assert notices(story).followed == 200
    await everybody_left(story)

    assert app.pool.get_idle_size() == app.pool.get_size()
    assert await story.pool.fetchval(LISTENING, CALLED) == 1


async def test_whoever_does_not_take_what_is_sent_is_dropped(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.http.streaming.TOO_SLOW", 0.01)
    token = story.office.headers["Authorization"].encode()
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": f"/v1{story.at}/events",
        "query_string": b"",
        "headers": [(b"authorization", token)],
        "client": ("127.0.0.1", 1),
    }
    taken: list[Message] = []

    async def receive() -> Message:
        return await asyncio.Future()

    async def send(message: Message) -> None:
        taken.append(message)
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE):
        await story.door.app(scope, receive, send)

    assert [message["type"] for message in taken][:2] == ["http.response.start", "http.response.body"]
    assert notices(story).followed == 0


async def test_whoever_only_asks_for_the_head_follows_nothing(story: Story) -> None:
    answer = await story.door.http.head(f"/v1{story.at}/events", headers=story.office.headers)

    assert (answer.status_code, answer.content) == (200, b"")
    await everybody_left(story)


async def test_whoever_listens_does_not_keep_the_api_from_stopping(
    settings: Settings, tmp_path: Path, world: World
) -> None:
    async with AsyncExitStack() as stack:
        async with listening(settings, tmp_path) as door, told(world, Story(door, small())) as story:
            office = await many(stack, story.office)
            stream = await stack.enter_async_context(listens(office, f"{story.at}/events"))
            await stream.until(1)
        # Broken off, it would not have come to its end.
        assert await stream.rest() == []
