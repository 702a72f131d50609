"""The pages behind a link: an organisation answers."""

from collections.abc import Mapping

from playwright.async_api import Browser

from tests.api.story import Story
from tests.web.answer.test_answer import at, linked
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, walk

SAID = "Not without **money**.\n\n1. From whom?\n2. Until when?"


async def answer(story: Story, visited: Visit) -> None:
    await visited.open(f"/i/{await linked(story)}")


async def answer_with_mistakes(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("#send button").click()


async def receipt(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("[name=can][value=yes_if]").check()
    await visited.page.locator("[name=will][value=yes]").check()
    # It is open where something was said of it before.
    await visited.page.locator("details:has(textarea)").first.evaluate("(one) => { one.open = true; }")
    await visited.page.locator("textarea").first.fill(SAID)
    await visited.page.locator("#send button").click()
    await visited.page.wait_for_url("**/receipt")


async def answer_again(story: Story, visited: Visit) -> None:
    await receipt(story, visited)
    await visited.page.locator("main a.nl-button").click()


async def somebody_else(story: Story, visited: Visit) -> None:
    await answer(story, visited)
    await visited.page.locator("a[href$=somebody-else]").click()


async def suspended(story: Story, visited: Visit) -> None:
    await receipt(story, visited)
    here = visited.page.url.removesuffix("/receipt")
    await story.act(story.principal, "suspensions", reason="Elections.")
    await visited.page.goto(here)
    await story.act(story.principal, "resumptions", reason="Over.")


async def link_not_opened(story: Story, visited: Visit) -> None:
    await visited.open(at(await linked(story)))


PAGES: Mapping[str, Opened] = {
    "answer": answer,
    "answer-with-mistakes": answer_with_mistakes,
    "receipt": receipt,
    "answer-again": answer_again,
    "somebody-else": somebody_else,
    "suspended": suspended,
    "link-not-opened": link_not_opened,
}


async def test_the_pages_behind_a_link_have_no_barrier(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()

    assert await walk(PAGES, story, browser, base) == {}
