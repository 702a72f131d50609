"""Settling responses on the real parts: counted once, under the lock that responses are let in by."""

import asyncio

from domain.register.merkle import merkle_root
from domain.responses.settle_responses import ResponsesSettled
from store.responses import answerings, points, responses
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World


async def settled(programme: Programme) -> ResponsesSettled:
    event = (await programme.events())[-1]
    assert isinstance(event, ResponsesSettled)
    return event


async def test_it_happens_once_however_often_it_is_asked(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    await programme.answer()
    settle = asking.settle_responses(by=arranged.kwartiermaker(programme))

    first = await programme.act(settle)
    again = await programme.act_again(settle)

    assert again == first
    assert (await programme.kinds()).count("responses.settled") == 1
    event = await settled(programme)
    assert (event.points, event.answered["not_taken_over"]) == (3, 3)
    assert event.memo is not None
    assert "# Reactienota" in await programme.read(event.memo)


async def test_what_is_incomplete_is_refused_and_leaves_no_trace(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    before = await programme.register()

    refused = await programme.refusal(asking.settle_responses(by=arranged.kwartiermaker(programme)))

    assert (refused.code, refused.details) == ("responses_incomplete", {"missing": 3, "points": 3})
    assert await programme.register() == before
    await programme.answer()
    await programme.act(asking.settle_responses(by=arranged.kwartiermaker(programme)))


async def test_a_response_that_is_under_way_is_waited_for_and_counts(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    await programme.answer()
    of, reason = (programme.slug, 1), await programme.write("It fits after all.")
    async with world.pool.acquire() as connection, connection.transaction():
        assert await answerings.admit(connection, *of) == "open"
        settling = asyncio.create_task(
            programme.act(asking.settle_responses(by=arranged.kwartiermaker(programme)))
        )
        await programme.until_somebody_is_kept_waiting()
        [point] = await points.read(connection, of, numbers=[1])
        person = programme.person("anna")
        new = responses.NewResponse("partly", "goals", 1, reason, person)
        await responses.add(connection, of, point, new)

    await settling

    event = await settled(programme)
    assert event.answered == {"taken_over": 0, "partly": 1, "not_taken_over": 2}
    async with world.pool.acquire() as connection:
        assert event.root == merkle_root(await responses.receipts(connection, of))
        assert await answerings.admit(connection, *of) == "settled"


async def test_a_withdrawn_programme_answers_nobody(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())

    await programme.act(asking.withdraw(by=programme.principal))

    async with world.pool.acquire() as connection:
        assert await answerings.status(connection, programme.slug, 1) == "ended"
