"""The pages on which a programme is made."""

from collections.abc import Mapping

from playwright.async_api import Browser, FilePayload

from blueprints import SHIPPED
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


async def new_programme_from_a_file_with_mistakes(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    content = (
        (SHIPPED / "small.toml").read_bytes().replace(b"term_working_days = 65", b"term_working_days = 0")
    )
    file = FilePayload(name="mine.toml", mimeType="application/toml", buffer=content)
    await visited.page.locator("input[type=file]").set_input_files(file)
    await visited.page.locator("form[enctype] button").click()
    await visited.page.locator("[data-errors]").wait_for()


async def new_programme_without_a_file(story: Story, visited: Visit) -> None:
    await new_programme(story, visited)
    await visited.page.locator("form[enctype] button").click()
    await visited.page.locator("[data-errors]").wait_for()


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
    "new-programme-without-a-file": new_programme_without_a_file,
    "new-programme-from-a-file-with-mistakes": new_programme_from_a_file_with_mistakes,
    "new-people": new_people,
    "new-people-with-mistakes": new_people_with_mistakes,
    "new-calendar": new_calendar,
}


async def test_the_pages_on_which_a_programme_is_made_have_no_barrier(
    story: Story, browser: Browser, base: str
) -> None:
    assert await walk(PAGES, story, browser, base) == {}
