"""A chair establishes the outcome, through HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor, ok, problem
from tests.workflows.blueprints import body, small
from tests.workflows.running import World

APPROVED = {"outcome": "approved"}


@pytest.fixture
async def closed(door: Door, world: World) -> AsyncIterator[Story]:
    """The College, in which the first seat weighs three and presides, has voted for the plan."""
    weights = (3, 1, 1)
    seats = [
        {"key": f"college-{n}", "person": f"college-{n}", "weight": weight}
        for n, weight in enumerate(weights, start=1)
    ]
    college = body(chair="college-1", chair_establishes=True) | {"seats": seats}
    async with told(world, Story(door, small(college))) as story:
        await story.before_the_college()
        await story.voted("for", "against", "against")
        await story.until("ballot.closed")
        yield story


async def test_until_the_chair_has_established_it_members_and_office_see_what_the_rule_gives(
    closed: Story,
) -> None:
    async def seen_by(visitor: Visitor) -> str | None:
        return (await closed.read("/submissions/1", visitor))["ruled"]

    for visitor in (closed.as_("college-1"), closed.as_("college-3"), closed.office):
        assert await seen_by(visitor) == "approved"
    for visitor in (closed.bystander, closed.principal, closed.as_("anna")):
        assert await seen_by(visitor) is None

    ok(await closed.as_("college-1").post(f"{closed.at}/submissions/1/outcomes", APPROVED), 201)

    shown = await closed.read("/submissions/1", closed.as_("college-1"))
    assert (shown["outcome"], shown["ruled"]) == ("approved", None)


async def test_while_the_ballot_is_open_nobody_sees_what_it_would_be(story: Story) -> None:
    await story.before_the_college()
    await story.voted("for", "for")

    for visitor in (story.as_("college-1"), story.office):
        shown = await story.read("/submissions/1", visitor)
        assert (shown["votes"], shown["ruled"], shown["outcome"]) == (2, None, None)


async def test_the_outcome_is_in_force_once_the_chair_has_established_it(closed: Story) -> None:
    story, path = closed, f"{closed.at}/submissions/1/outcomes"

    problem(await story.as_("college-2").post(path, APPROVED), 403, "not_the_chair")
    refused = problem(await story.as_("college-1").post(path, {"outcome": "rejected"}), 409, "other_outcome")
    assert refused["details"] == {"outcome": "approved", "named": "rejected"}
    assert (await story.read("/decisions"))["items"] == []

    ok(await story.as_("college-1").post(path, APPROVED), 201)

    [decision] = (await story.read("/decisions"))["items"]
    assert decision["outcome"] == "approved"
    assert (decision["tally"]["in_favour"], decision["tally"]["weighed"]["in_favour"]) == (1, 3)
