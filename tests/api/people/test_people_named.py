"""People come into being with an accepted command only, and belong to the programme that it was asked of."""

from typing import Any

from tests.api.story import Story, told
from tests.api.visiting import Door, problem
from tests.workflows.blueprints import small
from tests.workflows.running import World

REFUSED = 250
RIK = {"subject": "rik@g1.example", "name": "Rik de Boer", "email": "rik@g1.example"}


def mandate_for(person: dict[str, str], last_day: str = "2099-01-01") -> dict[str, Any]:
    return {
        "seats": [{"body": "college", "seat": "college-1"}],
        "person": person,
        "first_day": "2020-01-01",
        "last_day": last_day,
    }


async def everybody(world: World, story: Story) -> tuple[int, int]:
    """How many people the programme knows, and how many wait for a command to be accepted."""
    async with world.pool.acquire() as connection:
        known = await connection.fetchval("SELECT count(*) FROM people WHERE programme = $1", story.slug)
        return known, await connection.fetchval("SELECT count(*) FROM people_waiting")


async def test_refused_requests_leave_nobody_behind(story: Story, world: World) -> None:
    before = await everybody(world, story)

    for number in range(REFUSED):
        person = {"subject": f"nobody-{number}@example.nl", "name": "Nobody"}
        if number % 25:
            answer = await story.door.stranger.post(f"{story.at}/mandates", mandate_for(person))
            problem(answer, 403, "not_the_office")
        else:
            # While there is no kwartiermaker it is the process that says no.
            answer = await story.door.stranger.post(f"{story.at}/drafters", {"person": person})
            problem(answer, 409, "not_in_this_phase")

    assert await everybody(world, story) == before


async def test_whom_a_command_named_that_the_process_refused_is_forgotten(story: Story, world: World) -> None:
    before = await everybody(world, story)

    # A day that is over: only the programme's own clock can tell.
    late = mandate_for(RIK, last_day="2020-01-02")
    problem(await story.office.post(f"{story.at}/mandates", late), 409, "day_is_over")

    assert await everybody(world, story) == before


async def test_who_has_no_part_settles_no_name_and_no_address_of_others(story: Story, world: World) -> None:
    theirs = RIK | {"name": "Not Rik", "email": "attacker@example.nl"}
    await story.door.stranger.post(f"{story.at}/drafters", {"person": theirs})
    await story.door.stranger.post(f"{story.at}/mandates", mandate_for(theirs))

    await story.act(story.office, "mandates", **mandate_for(RIK))

    async with world.pool.acquire() as connection:
        named = await connection.fetchrow(
            "SELECT name, email FROM people WHERE subject = 'rik@g1.example' AND programme = $1", story.slug
        )
    assert named is not None
    assert (named["name"], named["email"]) == (RIK["name"], RIK["email"])


async def test_one_programme_says_nothing_about_people_in_another(
    door: Door, story: Story, world: World
) -> None:
    await story.act(story.office, "mandates", **mandate_for(RIK))

    async with told(world, Story(door, small())) as other:
        cees = RIK | {"name": "Cees", "email": "cees@g1.example"}
        await other.act(other.office, "mandates", **mandate_for(cees))

        [ours] = (await story.read("/mandates"))["items"]
        [theirs] = (await other.read("/mandates"))["items"]
    assert (ours["person"]["name"], theirs["person"]["name"]) == ("Rik de Boer", "Cees")
    assert ours["person"]["id"] != theirs["person"]["id"]
