"""Standing substitutes over HTTP: the blueprint names them, everyone can read of them, and they vote."""

from collections.abc import AsyncIterator

import pytest

from tests.api.bodies.test_mandates import a_mandate
from tests.api.story import Story, told
from tests.api.visiting import Door, ok, problem
from tests.workflows.blueprints import body, small
from tests.workflows.running import World

SUBSTITUTE = "kees"
BALLOTS = "submissions/1/ballots"


@pytest.fixture
async def named(door: Door, world: World) -> AsyncIterator[Story]:
    """The first member of the College has a standing substitute."""
    college = body()
    college["seats"][0] |= {"substitute": SUBSTITUTE}
    async with told(world, Story(door, small(college))) as story:
        yield story


async def test_everyone_reads_whom_the_blueprint_names(named: Story) -> None:
    await named.act(named.as_("college-2"), "mandates", **a_mandate(named, **of_second(named)))

    standing, given = (await named.read("/mandates", named.bystander))["items"]

    assert (standing["number"], standing["given_by"]) == (None, "blueprint")
    assert (standing["first_day"], standing["last_day"], standing["withdrawn_on"]) == (None, None, None)
    assert (standing["holder"]["name"], standing["person"]["name"]) == ("Name of college-1", "Name of kees")
    assert standing["seats"] == [{"body": "college", "seat": "college-1"}]
    assert (given["number"], given["given_by"]) == (1, "holder")


def of_second(story: Story) -> dict[str, object]:
    return {"seats": [{"body": "college", "seat": "college-2"}], "person": story.person("bram")}


async def test_they_vote_without_a_mandate_and_the_members_own_vote_replaces_it(named: Story) -> None:
    await named.before_the_college()

    await named.act(named.as_(SUBSTITUTE), BALLOTS, **await named.ballot("against"))
    entry = (await named.read("/register", named.as_(SUBSTITUTE)))["items"][-1]
    await named.act(named.as_("college-1"), BALLOTS, **await named.ballot("for"))
    again = await named.as_(SUBSTITUTE).post(f"{named.at}/{BALLOTS}", await named.ballot("against"))

    [standing] = (await named.read("/mandates"))["items"]
    assert entry["actor"] == {"person": standing["person"]["id"], "role": "substitute"}
    assert (entry["event"]["for_person"], entry["event"]["mandate"]) == (standing["holder"]["id"], None)
    problem(again, 409, "member_voted")


async def test_not_while_somebody_else_has_a_mandate_for_the_seat(named: Story) -> None:
    await named.act(named.as_("college-1"), "mandates", **a_mandate(named))
    await named.before_the_college()
    vote = await named.ballot()

    refused = problem(
        await named.as_(SUBSTITUTE).post(f"{named.at}/{BALLOTS}", vote), 403, "mandate_to_another"
    )
    ok(await named.office.post(f"{named.at}/mandates/1/withdrawals"), 201)
    ok(await named.as_(SUBSTITUTE).post(f"{named.at}/{BALLOTS}", vote), 201)

    assert refused["details"]["mandate"] == 1


async def test_nobody_votes_twice_in_one_body(named: Story) -> None:
    asked = of_second(named) | {"person": named.person(SUBSTITUTE)}
    answer = await named.as_("college-2").post(f"{named.at}/mandates", a_mandate(named, **asked))
    assert problem(answer, 409, "votes_already")["details"] == {"bodies": ["college"]}
