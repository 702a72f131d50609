"""Measuring goals against principles, through HTTP."""

from collections.abc import AsyncIterator

import pytest

from tests.api.story import Story, told
from tests.api.visiting import Door, problem
from tests.workflows.blueprints import SECTIONS, small
from tests.workflows.running import World

PRINCIPLES = [{"key": "open", "title": "Open"}, {"key": "trusted", "title": "Trusted"}]


@pytest.fixture
async def principled(door: Door, world: World) -> AsyncIterator[Story]:
    """A programme with two principles, of which the first draft is there."""
    blueprint = small(definition={"principles": PRINCIPLES})
    async with told(world, Story(door, blueprint)) as story:
        yield await story.drafted()


async def save(story: Story, *goals: str) -> None:
    sections = {key: f"Written: {key}." for key in SECTIONS}
    await story.act(story.as_("anna"), "plan-versions", sections=sections, goals=goals)


async def test_goals_are_measured_and_keep_their_answers_as_long_as_their_words_stay(
    principled: Story,
) -> None:
    story, anna = principled, principled.as_("anna")
    await save(story, "Fewer forms")
    at = "plan-versions/2/principle-answers"
    await story.act(anna, at, goal=1, principle="open", answer="follows")
    await story.act(anna, at, goal=1, principle="trusted", answer="deviates", reason="Not yet.")
    await save(story, "Sooner done", "Fewer forms ")

    sooner, fewer = (await story.read("/plan-versions/3/principle-answers", anna))["items"]

    assert (sooner["number"], sooner["text"], sooner["answers"]) == (1, "Sooner done", [])
    assert fewer["text"] == "Fewer forms"
    assert fewer["answers"] == [
        {"principle": "open", "answer": "follows", "reason": None},
        {"principle": "trusted", "answer": "deviates", "reason": "Not yet."},
    ]
    [before] = (await story.read("/plan-versions/2/principle-answers", anna))["items"]
    assert before == fewer | {"number": 1}


async def test_the_gate_says_which_answers_are_missing_before_anyone_tries(principled: Story) -> None:
    story = principled
    await save(story, "Fewer forms")
    await story.settled()
    await story.act(
        story.as_("anna"), "plan-versions/2/principle-answers", goal=1, principle="open", answer="follows"
    )

    refused = await story.as_("anna").post(f"{story.at}/plan-versions/2/submissions")

    details = problem(refused, 409, "gate_not_met")["details"]
    assert details == {"missing_principles": ["goal 1: trusted"]}
    [criterion] = [c for c in (await story.read("/gate"))["criteria"] if c["key"] == "principles"]
    assert (criterion["met"], criterion["have"], criterion["need"], criterion["short_by"]) == (False, 1, 2, 1)


async def test_who_deviates_says_why(principled: Story) -> None:
    await save(principled, "Fewer forms")
    path = f"{principled.at}/plan-versions/2/principle-answers"

    answer = await principled.as_("anna").post(path, {"goal": 1, "principle": "open", "answer": "deviates"})

    problem(answer, 400, "invalid_input")


async def test_goals_of_a_version_that_was_not_submitted_are_not_for_everyone(principled: Story) -> None:
    await save(principled, "Fewer forms")
    path = f"{principled.at}/plan-versions"

    problem(await principled.bystander.get(f"{path}/2/principle-answers"), 403, "not_readable")
    problem(await principled.office.get(f"{path}/9/principle-answers"), 404, "no_such_version")
