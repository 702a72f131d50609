"""Names and addresses are put right where they were wrong, in one programme and in no other."""

from collections.abc import AsyncIterator

import pytest

from cli.tokens import Identity
from tests.api.story import Story, told
from tests.api.visiting import Door, problem
from tests.workflows.blueprints import small
from tests.workflows.running import World


@pytest.fixture
async def other(door: Door, world: World) -> AsyncIterator[Story]:
    """Another programme with the same people."""
    async with told(world, Story(door, small())) as story:
        yield story


async def id_of(story: Story, part: str) -> str:
    found = (await story.read("/parts"))["items"]
    return next(one["person"]["id"] for one in found if one["part"] == part)


async def known(world: World, story: Story, id_: str) -> tuple[str, str]:
    """What somebody is called, and where they are mailed."""
    query = "SELECT name, email FROM people WHERE programme = $1 AND id = $2::uuid"
    [row] = await world.pool.fetch(query, story.slug, id_)
    return row["name"], row["email"]


async def test_jan_de_vreis_is_jan_de_vries_from_now_on_here_and_nowhere_else(
    story: Story, other: Story, world: World
) -> None:
    id_, elsewhere = await id_of(story, "principal"), await id_of(other, "principal")
    before = await known(world, other, elsewhere)

    answer = await story.act(story.office, f"people/{id_}/corrections", name="Jan de Vries")

    assert answer == {"id": id_, "name": "Jan de Vries"}
    assert (await known(world, story, id_))[0] == "Jan de Vries"
    assert await known(world, other, elsewhere) == before


async def test_who_signs_in_with_a_new_address_is_mailed_there(story: Story, world: World) -> None:
    principal = story.person("principal")
    moved = Identity(principal["subject"], principal["name"], "moved@elsewhere.example")

    await story.read("", story.door.as_(moved))

    assert (await known(world, story, await id_of(story, "principal")))[1] == "moved@elsewhere.example"


async def test_only_the_office_corrects_and_only_who_is_there(story: Story, other: Story) -> None:
    id_, nobody = await id_of(story, "principal"), await id_of(other, "principal")
    body = {"name": "Jan de Vries"}

    by_another = await story.as_("college-1").post(f"{story.at}/people/{id_}/corrections", body)
    of_nobody = await story.office.post(f"{story.at}/people/{nobody}/corrections", body)

    problem(by_another, 403, "not_the_office")
    problem(of_nobody, 404, "no_such_person")


async def test_the_office_does_not_say_where_somebody_is_mailed(story: Story, world: World) -> None:
    id_ = await id_of(story, "principal")
    before = await known(world, story, id_)

    body = {"name": "Jan de Vries", "email": "where@nobody.example"}
    refused = await story.office.post(f"{story.at}/people/{id_}/corrections", body)

    problem(refused, 400, "invalid_input")
    assert await known(world, story, id_) == before
