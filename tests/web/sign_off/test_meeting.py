"""The page of a meeting: its agenda, its papers to take along, and what it decided."""

from tests.api.story import Story
from tests.documents.reading import text_of
from tests.web.every_phase.test_programmes import become
from tests.web.sign_off.test_deciding import member, revise
from tests.web.visiting import FrontDoor


async def meeting(story: Story) -> str:
    found = (await story.read("/meetings"))["items"]
    [day] = [one["day"] for one in found if one["agenda"]]
    return f"/programmes/{story.slug}/meetings/college/{day}"


async def test_a_member_finds_the_agenda_and_takes_the_papers_along(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await member(story, door)
    at = await meeting(story)

    page = await browser.open(at)
    file = await browser.open(f"{at}/pack")

    assert "Approve the programme Small programme, version 2." in page.words
    assert f"{at}/pack" in page.links
    assert f"/programmes/{story.slug}/submissions/1" in page.links
    assert "It is here once the outcome is established." in page.words
    assert file.answer.headers["content-type"] == "application/pdf"
    # The papers are in the programme's language, whatever the page speaks.
    assert "Wat deze vergadering van u vraagt" in text_of(file.answer.content)


async def test_the_page_where_one_votes_leads_to_it(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()

    page = await (await member(story, door)).open(f"/programmes/{story.slug}/submissions/1")

    assert await meeting(story) in page.links


async def test_whoever_had_the_papers_finds_just_what_came_after(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await member(story, door)
    at = await meeting(story)
    assert "Did you have them before?" not in (await browser.open(at)).words

    await revise(story)
    page = await browser.open(at)
    [address] = [link for link in page.links if "supplement" in link]
    file = await browser.open(address)

    assert "Did you have them before?" in page.words
    assert "Another note." in text_of(file.answer.content)


async def test_afterwards_there_is_the_list_of_decisions(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    at = await meeting(story)
    await story.voted("for", "for", "against")
    await story.until("programme.published")
    browser = await become(door, story.slug, "panel-1")

    page = await browser.open(at)
    file = await browser.open(f"{at}/decision-list")

    assert "approved" in page.words
    assert f"{at}/decision-list" in page.links
    assert "college-3 tegen" in text_of(file.answer.content)


async def test_whoever_may_not_read_the_papers_finds_the_agenda_only(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "panel-1")
    at = await meeting(story)

    page = await browser.open(at)

    assert "The papers are for whoever prepares the programme" in page.words
    assert f"{at}/pack" not in page.links
    await browser.open(f"{at}/pack", status=403)


async def test_on_a_day_without_a_meeting_there_is_no_page(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()

    await (await member(story, door)).open(
        f"/programmes/{story.slug}/meetings/college/2001-01-01", status=404
    )
