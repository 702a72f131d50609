"""The first pages: without anybody, or for whoever is about to be somebody."""

from collections.abc import Mapping

from playwright.async_api import Browser

from tests.api.story import Story
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, walk


async def start(_: Story, visited: Visit) -> None:
    await visited.open("/")


async def no_such_page(_: Story, visited: Visit) -> None:
    await visited.open("/nothing")


async def become_anybody(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")


async def signed_out(story: Story, visited: Visit) -> None:
    await become_anybody(story, visited)
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/")
    await visited.page.locator("form[action='/sign-out'] button").click()


PAGES: Mapping[str, Opened] = {
    "start": start,
    "no-such-page": no_such_page,
    "become-anybody": become_anybody,
    "signed-out": signed_out,
}


async def test_the_first_pages_have_no_barrier(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()

    assert await walk(PAGES, story, browser, base) == {}
