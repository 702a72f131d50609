"""The pages of one programme, and those on which something is done there."""

from collections.abc import Mapping

from playwright.async_api import Browser

from tests.api.consultation.test_sessions import TODAY, held
from tests.api.story import Story
from tests.web.answer.test_answer import RIK
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, page_of, walk

CONSULTATION = page_of("office", "/consultations/1")
FILL_IN = page_of("principal", "/do/move-deadline?deadline=term")


async def fill_in_with_mistakes(story: Story, visited: Visit) -> None:
    await FILL_IN(story, visited)
    await visited.page.locator("form.kw-form button").click()


async def confirm(story: Story, visited: Visit) -> None:
    await FILL_IN(story, visited)
    await visited.page.locator("#due").fill("2028-04-07")
    await visited.page.locator("#reason").fill("The decision is expected later.")
    await visited.page.locator("form.kw-form button").click()


async def reminding(story: Story, visited: Visit) -> None:
    await CONSULTATION(story, visited)
    await visited.page.locator("form[action$='/reminders'] .nl-button--primary").click()
    await visited.page.wait_for_url("**/reminders")


SESSION = page_of("speaker", "/sessions/1")


async def confirming_with_mistakes(story: Story, visited: Visit) -> None:
    await SESSION(story, visited)
    await visited.page.locator("form.kw-form .nl-button--primary").click()
    await visited.page.locator("[data-errors]").wait_for()


async def confirmed(story: Story, visited: Visit) -> None:
    await SESSION(story, visited)
    for question in ("can", "will"):
        await visited.page.locator(f"[name={question}][value=yes]").check()
    await visited.page.locator("form.kw-form .nl-button--primary").click()
    await visited.page.locator("#confirmed").wait_for()


PAGES: Mapping[str, Opened] = {
    "programme": page_of("office"),
    "register": page_of("office", "/register"),
    "consultations": page_of("office", "/consultations"),
    "consultation": CONSULTATION,
    "reminding": reminding,
    "session-to-record": page_of("office", "/sessions/2"),
    "consultation-with-an-outcome": page_of("speaker", "/consultations/1"),
    "session": SESSION,
    "session-with-mistakes": confirming_with_mistakes,
    "session-confirmed": confirmed,
    "participants": page_of("office", "/participants"),
    "no-organisation-is-like-this": page_of("office", "/participants?search=nothing+like+it"),
    "projects": page_of("office", "/projects"),
    "decisions": page_of("office", "/decisions"),
    "choose-what-about": page_of("principal", "/do/move-deadline"),
    "fill-in": FILL_IN,
    "fill-in-with-mistakes": fill_in_with_mistakes,
    "fill-in-somebody": page_of("office", "/do/give-mandate"),
    "confirm": confirm,
}


async def test_the_pages_of_a_programme_have_no_barrier(story: Story, browser: Browser, base: str) -> None:
    await held(story)
    again = {"day": TODAY.isoformat(), "title": "Again", "organisations": ["G1", "M1"]}
    await story.act(story.office, "sessions", **again)
    speaker = RIK | {"name": "Name of speaker"}
    await story.act(story.office, "organisations/G1/representatives", **speaker)

    assert await walk(PAGES, story, browser, base) == {}
