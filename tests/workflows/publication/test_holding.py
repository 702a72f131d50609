"""What is published is what was said: whoever changes it beforehand in the database stops it, and no more."""

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

import pytest

from domain.publication.publish_programme import ProgrammePublished
from store.every_phase import alarms
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.waiting import eventually

OF_THE_PLAN = """
    id = (SELECT (sections -> 'funding' ->> 'id')::uuid FROM plan_versions
    WHERE programme = $1 AND number = 2)
"""
ANOTHER_AMOUNT = "UPDATE texts SET body = 'Two million.' WHERE programme = $1 AND " + OF_THE_PLAN  # noqa: S608 - a constant
WITH_ITS_HASH = ANOTHER_AMOUNT.replace(
    " WHERE", ", hash = encode(sha256(salt || 'Two million.'::bytea), 'hex') WHERE", 1
)
ANOTHER_NAME = (
    "UPDATE programmes SET blueprint = jsonb_set(blueprint, '{title}', '\"Another\"') WHERE slug = $1"
)


async def raised(programme: Programme) -> list[tuple[str, str]]:
    async with programme.world.pool.acquire() as connection:
        return [(alarm.what, alarm.activity) for alarm in await alarms.read(connection)]


async def change(programme: Programme, statement: str) -> None:
    async with programme.world.pool.acquire() as connection:
        await connection.execute(statement, programme.slug)


@pytest.mark.parametrize("statement", [ANOTHER_AMOUNT, WITH_ITS_HASH, ANOTHER_NAME])
async def test_what_was_changed_before_publication_is_not_published(
    world: World, begin: Begin, statement: str
) -> None:
    programme = await arranged.before_the_body(await begin())
    await change(programme, statement)

    await arranged.vote(programme, "for", "for", "for")

    refused = [("does_not_hold", "publish_programme")]
    await eventually(lambda: raised(programme), lambda seen: seen == refused, lambda seen: f"raised: {seen}")
    assert "programme.published" not in await programme.kinds()


async def test_once_it_is_mended_it_is_published_within_an_hour(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())
    async with world.pool.acquire() as connection:
        query = "SELECT body FROM texts WHERE programme = $1 AND " + OF_THE_PLAN  # noqa: S608 - a constant
        before = await connection.fetchval(query, programme.slug)
    await change(programme, ANOTHER_AMOUNT)
    await arranged.vote(programme, "for", "for", "for")
    await eventually(lambda: raised(programme), bool, lambda _: "nobody was alarmed")

    await change(programme, ANOTHER_AMOUNT.replace("Two million.", before))
    await programme.forward_to(programme.now + timedelta(hours=1))

    state = await programme.until(lambda state: state.published, "publication")
    event = cast("Sequence[object]", await programme.events())[-1]
    assert state.ending == "approved"
    assert isinstance(event, ProgrammePublished)
    assert before in await programme.read(event.documents["programme.md"])
