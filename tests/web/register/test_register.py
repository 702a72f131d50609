"""The register on a page: what happened, the newest first, and no vote that is not decided."""

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor


async def test_everything_that_happened_is_there_the_newest_first(story: Story, door: FrontDoor) -> None:
    await story.asked()
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/register")

    assert page.words.index("is asked") < page.words.index("nominates")
    assert (await story.read())["head"]["hash"] in page.words


async def test_a_page_goes_on_where_the_one_before_ended(story: Story, door: FrontDoor) -> None:
    await story.asked()
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/register?before=2")

    assert "nominates" not in page.words
    for odd in ("0", "1", "x", "9" * 20):
        await browser.open(f"/programmes/{story.slug}/register?before={odd}", status=404)


async def test_a_running_vote_is_sealed(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    await story.voted("against")
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/register")

    assert "A vote, sealed until it is decided." in page.words


async def test_whoever_has_no_part_reads_none_of_it(story: Story, door: FrontDoor) -> None:
    browser = Browser(door)
    page = await browser.open("/development/sign-in")
    await browser.send(page, "/development/sign-in", {"person": "stranger"})
    await browser.open(f"/programmes/{story.slug}/register", status=403)
