"""The pages on which a programme is made."""

from collections.abc import Mapping

from playwright.async_api import Browser

from tests.api.story import Story
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, walk


async def no_programme_yet(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/programmes")


async def new_programme(_: Story, visited: Visit) -> None:
    await visited.open("/development/sign-in")
    await visited.page.locator("button[value=starter]").click()
    await visited.open("/programmes/new")


async def new_programme_without_a_blueprint(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_people(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    await visited.page.locator("[name=blueprint][value=water-board]").check()
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_people_with_mistakes(story: Story, visited: Visit) -> None:
    await new_people(story, visited)
    await visited.page.locator("[name='people.0.email']").fill("no@address")
    await visited.page.locator("#slug").fill("to-come")
    await visited.page.locator("form.kw-form .nl-button--primary").click()


async def new_calendar(story: Story, visited: Visit) -> None:
    await new_people(story, visited)
    await visited.page.locator("#slug").fill("to-come")
    await visited.page.locator("form.kw-form .nl-button--primary").click()


PAGES: Mapping[str, Opened] = {
    "no-programme-yet": no_programme_yet,
    "new-programme": new_programme,
    "new-programme-without-a-blueprint": new_programme_without_a_blueprint,
    "new-people": new_people,
    "new-people-with-mistakes": new_people_with_mistakes,
    "new-calendar": new_calendar,
}


async def test_the_pages_on_which_a_programme_is_made_have_no_barrier(
    story: Story, browser: Browser, base: str
) -> None:
    assert await walk(PAGES, story, browser, base) == {}
