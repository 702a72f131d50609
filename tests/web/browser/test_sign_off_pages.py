"""The pages about what lies before a body, and what it decided."""

from collections.abc import Mapping

import docx
from playwright.async_api import Browser, FilePayload

from tests.api.story import Story, told
from tests.files.test_word import saved
from tests.web.browser.chromium import Visit, visit
from tests.web.browser.walk import Opened, page_of, walk
from tests.web.public.test_public import open_about_responses
from tests.web.visiting import FrontDoor
from tests.workflows.running import World

DECIDING = page_of("college-1", "/submissions/1")


async def deciding_under_conditions(story: Story, visited: Visit) -> None:
    await DECIDING(story, visited)
    await visited.page.locator("[value=for_with_conditions]").check()


async def deciding_with_mistakes(story: Story, visited: Visit) -> None:
    await deciding_under_conditions(story, visited)
    await visited.page.locator("#vote .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def meeting(story: Story, visited: Visit) -> None:
    await visited.become("college-1", story.slug)
    found = (await story.read("/meetings"))["items"]
    day = next(one["day"] for one in found if one["agenda"])
    await visited.open(f"/programmes/{story.slug}/meetings/college/{day}")


async def cover_note_in_word(story: Story, visited: Visit) -> None:
    await page_of("office", "/submissions/1/docx")(story, visited)
    document = docx.Document()
    document.add_paragraph("Another note, in Word.")
    file = FilePayload(name="note.docx", mimeType="application/octet-stream", buffer=saved(document))
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def public(story: Story, visited: Visit) -> None:
    await visited.open(f"/public/{story.slug}")


async def public_checked(story: Story, visited: Visit) -> None:
    await public(story, visited)
    file = FilePayload(name="programme.pdf", mimeType="application/pdf", buffer=b"another")
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


BEFORE_THE_COLLEGE: Mapping[str, Opened] = {
    "consultation-closed": page_of("office", "/consultations/1"),
    "deciding": DECIDING,
    "deciding-under-conditions": deciding_under_conditions,
    "deciding-with-mistakes": deciding_with_mistakes,
    "projects-placed": page_of("office", "/projects"),
    "decisions-to-come": page_of("office", "/decisions"),
    "meeting": meeting,
    "cover-note-in-word": page_of("office", "/submissions/1/docx"),
    "cover-note-in-word-compared": cover_note_in_word,
}
VOTED: Mapping[str, Opened] = {"voted": DECIDING}
REVISED: Mapping[str, Opened] = {"vote-voided": DECIDING, "meeting-revised": meeting}
OF_APPROVED: Mapping[str, Opened] = {
    "public": public,
    "public-checked": public_checked,
    "decided": DECIDING,
    "decisions-taken": page_of("office", "/decisions"),
    "meeting-decided": meeting,
}


async def test_the_pages_about_what_lies_before_a_body_have_no_barrier(
    story: Story, browser: Browser, base: str
) -> None:
    await story.before_the_college()
    found = await walk(BEFORE_THE_COLLEGE, story, browser, base)

    # Once they voted: first what was received, and after a revision just what changed.
    await story.voted("for")
    found |= await walk(VOTED, story, browser, base)
    hash_ = (await story.read("/submissions/1"))["hash"]
    change = {"submission_hash": hash_, "cover_note": "Another **note**.", "reason": "A figure was wrong."}
    await story.act(story.office, "submissions/1/revisions", **change)
    found |= await walk(REVISED, story, browser, base)

    assert found == {}


async def test_the_vote_stands_within_the_first_screen(story: Story, browser: Browser, base: str) -> None:
    await story.before_the_college()
    async with visit(browser, base) as visited:
        await DECIDING(story, visited)
        button = await visited.page.locator("#vote .nl-button--primary").bounding_box()

    assert button is not None
    assert button["y"] + button["height"] <= 800


async def test_nor_have_the_pages_of_an_approved_programme(
    door: FrontDoor, world: World, browser: Browser, base: str
) -> None:
    async with told(world, Story(door, open_about_responses())) as story:
        await story.before_the_college()
        await story.voted("for", "for", "for")
        await story.until("programme.published")

        assert await walk(OF_APPROVED, story, browser, base) == {}
