"""The inventory of running projects on a page."""

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import FrontDoor

PROJECT = {"title": "Shared register", "owner": "G1", "description": "One register for three."}


async def test_a_project_without_a_place_says_so_and_leads_to_where_it_gets_one(
    story: Story, door: FrontDoor
) -> None:
    await story.appointed()
    await story.act(story.office, "projects", **PROJECT)
    browser = await become(door, story.slug, "anna")
    at = f"/programmes/{story.slug}"

    before = await browser.open(f"{at}/projects")
    place = {"place": "changes", "reason": "Joins the shared part."}
    await story.act(story.as_("anna"), "projects/1/placements", **place, sections=[])
    after = await browser.open(f"{at}/projects")

    assert "1 project on this page has no place in the plan yet." in before.words
    assert f"{at}/do/place-project?project=1" in before.links
    assert "Changes Joins the shared part." in after.words


async def test_until_it_is_published_it_is_not_for_members(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "college-1")

    await browser.open(f"/programmes/{story.slug}/projects", status=403)
