"""What the bodies decided, on a page: the chain in its order, with votes, reasons and conditions."""

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import FrontDoor


async def test_the_chain_says_what_each_is_asked_and_what_lies_before_it(
    story: Story, door: FrontDoor
) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "principal")
    at = f"/programmes/{story.slug}"

    page = await browser.open(f"{at}/decisions")

    assert "is asked to approve the plan" in page.words
    assert "meets next on" in page.words
    assert f"{at}/submissions/1" in page.links


async def test_a_decision_stands_there_with_its_votes_and_its_conditions(
    story: Story, door: FrontDoor
) -> None:
    await story.before_the_college()
    asked: list[object] = [{"text": "A budget for upkeep.", "owner": "kwartiermaker", "due": "2028-06-01"}]
    await story.voted("for", "for_with_conditions", "for", conditions={2: asked})
    await story.until("decision.established")
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/decisions")

    assert "2 for and 1 for with conditions" in page.words
    assert "A budget for upkeep." in page.words
    assert "Kwartiermaker" in page.words


async def test_whoever_judges_reads_the_evidence_there(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    asked: list[object] = [{"text": "A budget for upkeep.", "owner": "kwartiermaker", "due": "2028-06-01"}]
    await story.voted("for", "for_with_conditions", "for", conditions={2: asked})
    await story.until("decision.established")
    (condition,) = (await story.read("/conditions"))["items"]
    await story.act(story.as_("anna"), f"conditions/{condition['key']}/evidence", evidence="See budget 4.")
    at = f"/programmes/{story.slug}/decisions"

    judge = await (await become(door, story.slug, "college-2")).open(at)
    panel = await (await become(door, story.slug, "panel-1")).open(at)

    assert "Evidence See budget 4." in judge.words
    assert "A budget for upkeep." in panel.words
    assert "See budget 4." not in panel.words


async def test_votes_of_a_running_ballot_are_not_there(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    await story.voted("against")
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/decisions")

    assert "1 against" not in page.words
