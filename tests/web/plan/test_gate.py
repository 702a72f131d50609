"""The gate leads to where each criterion is met: who writes to what they do, others to what they read."""

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import FrontDoor


async def test_each_unmet_criterion_leads_to_the_page_on_which_it_is_done(
    story: Story, door: FrontDoor
) -> None:
    await story.drafted()
    await story.act(story.as_("anna"), "plan-versions", sections={"goals": "Two chains."})
    at = f"/programmes/{story.slug}"
    browser = await become(door, story.slug, "anna")

    page = await browser.open(at)

    places = [f"{at}/consultations/1/points", f"{at}/plan/sections/activities", f"{at}/do/submit-version"]
    assert set(places) <= set(page.links)
    for place in places:
        await browser.open(place)


async def test_others_are_led_nowhere_that_they_may_not_read(story: Story, door: FrontDoor) -> None:
    await story.submitted()
    at = f"/programmes/{story.slug}"
    browser = await become(door, story.slug, "college-1")

    page = await browser.open(at)

    assert f"{at}/review/2" in page.links
    for link in page.links:
        if link.startswith(f"{at}/"):
            await browser.open(link)
