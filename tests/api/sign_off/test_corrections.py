"""What was decided is put right over HTTP: a correction stands beside the decision, and changes nothing."""

import pytest

from tests.api.story import Story, told
from tests.api.visiting import Door, problem
from tests.workflows.blueprints import body, small
from tests.workflows.running import World

SAID = {"correction": "The minutes name version 3; version 2 was meant."}


@pytest.fixture
async def approved(story: Story) -> Story:
    """The College approved the plan, with a condition."""
    await story.before_the_college()
    asked: list[object] = [{"text": "Show who pays.", "owner": "kwartiermaker", "due": "2099-01-01"}]
    await story.voted("for_with_conditions", "for", "for", conditions={1: asked})
    await story.until("decision.established")
    return story


async def test_everyone_reads_the_correction_with_the_decision(approved: Story) -> None:
    [before] = (await approved.read("/decisions"))["items"]
    await approved.act(approved.office, "decisions/1/corrections", **SAID)

    [decision] = (await approved.read("/decisions", approved.bystander))["items"]

    assert (decision["number"], before["corrections"]) == (1, [])
    assert [correction["text"] for correction in decision["corrections"]] == [SAID["correction"]]
    assert {**decision, "corrections": []} == before
    entry = (await approved.read("/register"))["items"][-1]
    assert entry["event"]["kind"] == "decision.corrected"
    assert "version 2" not in str(entry)


async def test_nobody_else_corrects_and_nothing_that_was_not_decided(approved: Story) -> None:
    at = f"{approved.at}/decisions"
    problem(await approved.principal.post(f"{at}/1/corrections", SAID), 403, "not_the_office")
    problem(await approved.as_("college-1").post(f"{at}/1/corrections", SAID), 403, "not_the_office")
    problem(await approved.office.post(f"{at}/2/corrections", SAID), 404, "no_such_decision")
    problem(await approved.office.post(f"{at}/1/corrections", {"correction": " "}), 400, "invalid_input")


async def test_where_there_is_a_chair_it_is_for_the_chair(door: Door, world: World) -> None:
    async with told(world, Story(door, small(body(chair="college-2"), body("board")))) as story:
        await story.before_the_college()
        await story.voted("for", "for", "for")
        await story.until("submission.scheduled")
        path = f"{story.at}/decisions/1/corrections"

        problem(await story.office.post(path, SAID), 403, "not_the_chair")
        await story.act(story.as_("college-2"), "decisions/1/corrections", **SAID)

        [decision] = (await story.read("/decisions"))["items"]
        assert len(decision["corrections"]) == 1
