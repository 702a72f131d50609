"""Conditions over HTTP: who judges is who the body names, and what lapsed is shown as that."""

from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta
from typing import Any

from tests.api.story import Story, told
from tests.api.visiting import Door, ok, problem
from tests.workflows.blueprints import body, small
from tests.workflows.running import World
from workflows.starting import workflow_id

KEY = "1-college-1-1"
JUDGEMENTS = f"conditions/{KEY}/judgements"
MET = {"verdict": "met", "reason": "Seen."}


def judged_by(door: Door, world: World, judge: object) -> AbstractAsyncContextManager[Story]:
    college = body(conditions_judged_by=judge, chair="college-3")
    return told(world, Story(door, small(college)))


async def shown(story: Story, due: str = "2099-01-01") -> dict[str, Any]:
    """The first member set a condition, and the kwartiermaker showed evidence; as the office sees it."""
    await with_a_condition(story, due)
    await story.act(story.as_("anna"), f"conditions/{KEY}/evidence", evidence="The budget.")
    return await the_condition(story)


async def with_a_condition(story: Story, due: str) -> None:
    await story.before_the_college()
    asked = {"text": "Show who pays.", "owner": "kwartiermaker", "due": due}
    await story.voted("for_with_conditions", "for", "for", conditions={1: [asked]})
    await story.until("decision.established")


async def the_condition(story: Story) -> dict[str, Any]:
    [condition] = (await story.read("/conditions"))["items"]
    return condition


async def test_the_chair_judges_where_the_body_says_so(door: Door, world: World) -> None:
    async with judged_by(door, world, "chair") as story:
        condition = await shown(story)
        at = f"{story.at}/{JUDGEMENTS}"

        problem(await story.as_("college-1").post(at, MET), 403, "not_your_seat")
        ok(await story.as_("college-3").post(at, MET), 201)

        await story.until("programme.published")
        assert (condition["judged_by"], condition["judging_seat"]) == ("chair", "college-3")


async def test_all_seats_judge_together_where_the_body_says_so(door: Door, world: World) -> None:
    async with judged_by(door, world, "body") as story:
        before = await shown(story)
        await story.act(story.as_("college-2"), JUDGEMENTS, **MET)
        halfway, standing = await the_condition(story), await story.read()
        await story.act(story.as_("college-1"), JUDGEMENTS, **MET)

        await story.until("programme.published")
        assert (before["judged_by"], before["judging_seat"]) == ("body", None)
        assert (halfway["met"], halfway["judgements"]) == (False, {"met": 1, "not_met": 0})
        assert "1 of 3 seats have spoken" in str(standing)
        kinds = [entry["event"]["kind"] for entry in (await story.read("/register"))["items"]]
        assert kinds.count("judgement.given") == 2
        assert kinds.count("condition.judged") == 1


async def test_a_person_whom_the_body_names_reads_the_evidence_and_judges_it(
    door: Door, world: World
) -> None:
    async with judged_by(door, world, {"person": "rik"}) as story:
        await shown(story)
        at, rik = f"{story.at}/{JUDGEMENTS}", story.as_("rik")
        [seen] = (await story.read("/conditions", rik))["items"]

        problem(await story.as_("college-1").post(at, MET), 403, "not_the_judge")
        ok(await rik.post(at, MET), 201)

        await story.until("programme.published")
        assert (seen["evidence"], seen["judged_by"], seen["judging_seat"]) == ("The budget.", "person", None)
        entry = next(
            e for e in (await story.read("/register"))["items"] if e["event"]["kind"] == "condition.judged"
        )
        assert entry["actor"]["role"] == "judge"


async def test_a_condition_that_lapsed_is_shown_as_that_until_its_body_has_decided(
    story: Story, world: World
) -> None:
    in_a_week = date.today() + timedelta(days=7)  # noqa: DTZ011 - a day ahead, whatever the zone
    await with_a_condition(story, str(in_a_week))
    workflow = world.client.get_workflow_handle(workflow_id(story.slug))

    await world.skipper.fast_forward(workflow, timedelta(days=9))
    await story.until("submission.scheduled")

    condition = await the_condition(story)
    assert (condition["met"], condition["lapsed"]) == (False, str(in_a_week))
    assert (await story.read())["phase"] == "sign_off"
    evidence = await story.as_("anna").post(f"{story.at}/conditions/{KEY}/evidence", {"evidence": "Now."})
    problem(evidence, 409, "condition_out_of_time")
    again = await story.read("/submissions/2")
    assert "Show who pays." in again["cover_note"]
    assert again["body"] == "college"
