"""The pages on which the plan is written and reviewed, and what was said is answered."""

import docx
from playwright.async_api import Browser, FilePayload

from tests.api.story import Story, told
from tests.files.test_word import saved
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, page_of, walk
from tests.web.visiting import FrontDoor
from tests.workflows.blueprints import small
from tests.workflows.running import World


async def give_in_word(story: Story, visited: Visit, content: bytes) -> None:
    await page_of("anna", "/plan/docx")(story, visited)
    file = FilePayload(name="plan.docx", mimeType="application/octet-stream", buffer=content)
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def plan_in_word(story: Story, visited: Visit) -> None:
    document = docx.Document()
    for section in story.blueprint.definition.sections:
        document.add_heading(section.title, 1)
        document.add_paragraph(f"What we write about {section.key}, in Word.")
    await give_in_word(story, visited, saved(document))


async def no_plan_in_word(story: Story, visited: Visit) -> None:
    document = docx.Document()
    document.add_heading("Our dreams", 1)
    await give_in_word(story, visited, saved(document))


async def point_with_mistakes(story: Story, visited: Visit) -> None:
    await page_of("anna", "/consultations/1/points/4")(story, visited)
    await visited.page.locator("form.kw-stack .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def split_with_mistakes(story: Story, visited: Visit) -> None:
    await page_of("anna", "/consultations/1/points/4/split")(story, visited)
    await visited.page.locator("#part-1").fill("Nobody said this.")
    await visited.page.locator("form.kw-stack .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def section_changed(story: Story, visited: Visit) -> None:
    await page_of("anna", "/plan/sections/funding")(story, visited)
    await visited.page.locator("#text").fill(
        "Paid together in the first three years. Who joins later pays no more."
    )
    await visited.page.locator("[value=look]").click()
    await visited.page.locator("#changes").wait_for()


async def answers_in_a_file(story: Story, visited: Visit) -> None:
    await page_of("anna", "/consultations/1/points")(story, visited)
    content = (
        b"point,answer,where,version,reason\n1,not,,,It comes later.\n4,partly,goals,2,As far as it goes.\n"
    )
    file = FilePayload(name="answers.csv", mimeType="text/csv", buffer=content)
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()


async def written_on(story: Story) -> None:
    """What was said is partly answered, and the plan has a second version that people wrote."""
    await story.appointed()
    said = {
        "goals": "Begin with two chains that run already, and finish those before new ones come.",
        "funding": "Say who pays for the upkeep after the first three years.",
    }
    for code in ("G1", "G2", "M1"):
        await story.contributed(code, sections=said | {"governance": f"A seat for {code}, **please**."})
    await story.until("draft.assembled")
    sections = {
        "goals": "The programme wants three things.\n\n1. A change is in use within six months.\n"
        "2. Data is asked for at its source.\n3. A part can be replaced without the rest.",
        "activities": "First two chains that run already.",
        "governance": "One principal for the whole.",
        "funding": "Paid together in the first three years.",
        "strategy": "Five layers, from the data on.",
    }
    goals = ["A change is in use within six months", "Data is asked for at its source"]
    await story.act(story.as_("anna"), "plan-versions", sections=sections, goals=goals)
    reason = "The first two chains come first now, and nothing new begins before they are finished."
    await story.responded(1, reason=reason)
    await story.responded(2, kind="not_taken_over", section=None, version=None, reason="Not now.")


WHILE_WRITING: dict[str, Opened] = {
    "plan": page_of("anna", "/plan"),
    "plan-compared": page_of("anna", "/plan/1/compare/2"),
    "section": page_of("anna", "/plan/sections/funding"),
    "section-changed": section_changed,
    "principles": page_of("anna", "/plan/principles"),
    "plan-in-word": page_of("anna", "/plan/docx"),
    "plan-in-word-compared": plan_in_word,
    "plan-in-word-with-problems": no_plan_in_word,
}
ANSWERING: dict[str, Opened] = {
    "points": page_of("anna", "/consultations/1/points"),
    "points-answered": page_of("anna", "/consultations/1/points?answered=yes"),
    "no-point-is-like-this": page_of("anna", "/consultations/1/points?text=nothing+like+it"),
    "point": page_of("anna", "/consultations/1/points/4"),
    "point-answered": page_of("anna", "/consultations/1/points/1"),
    "point-with-mistakes": point_with_mistakes,
    "split": page_of("anna", "/consultations/1/points/4/split"),
    "split-with-mistakes": split_with_mistakes,
    "merge": page_of("anna", "/consultations/1/points/merging?point=3&point=6"),
    "merge-refused": page_of("anna", "/consultations/1/points/merging?point=3&point=4"),
    "answers-in-a-file": answers_in_a_file,
    "answers-in-word": page_of("anna", "/consultations/1/answers/docx"),
}


async def test_the_pages_on_which_the_plan_is_written_have_no_barrier(
    door: FrontDoor, world: World, browser: Browser, base: str
) -> None:
    principles = [{"key": "open", "title": "Open"}, {"key": "once", "title": "Recorded once"}]
    async with told(world, Story(door, small(definition={"principles": principles}))) as story:
        await written_on(story)

        assert await walk(WHILE_WRITING | ANSWERING, story, browser, base) == {}


async def test_nor_has_the_page_on_which_it_is_reviewed(story: Story, browser: Browser, base: str) -> None:
    await story.submitted()

    assert await walk({"review": page_of("panel-1", "/review/2")}, story, browser, base) == {}
