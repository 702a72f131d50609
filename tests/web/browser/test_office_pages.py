"""The pages about all programmes."""

from collections.abc import Mapping

from playwright.async_api import Browser

from tests.api.story import Story
from tests.web.answer.test_answer import linked
from tests.web.browser.chromium import Visit
from tests.web.browser.walk import Opened, walk


async def my_work(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/my-work")


async def programmes(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/programmes")


async def agenda(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/agenda")


async def nothing_is_mine(story: Story, visited: Visit) -> None:
    await visited.become("panel-1", story.slug)
    await visited.open("/agenda?mine=true")


async def ticking(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/programmes?role=representative")
    await visited.page.locator("[name=programme]").first.check()


async def reminding_several(story: Story, visited: Visit) -> None:
    if (
        await story.pool.fetchval("SELECT count(*) FROM representatives WHERE programme = $1", story.slug)
        == 0
    ):
        await linked(story)
    await ticking(story, visited)
    await visited.page.locator("form#remind button").click()
    await visited.page.wait_for_url("**/reminders")


async def reminding_none(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/programmes")
    await visited.page.locator("form#remind button").click()
    await visited.page.wait_for_url("**/reminders")


async def reminded(story: Story, visited: Visit) -> None:
    await reminding_several(story, visited)
    confirm = visited.page.locator("main form .nl-button--primary")
    if await confirm.count():
        await confirm.click()
        await visited.page.wait_for_url("**/reminders?**")
    else:
        # Once a day: in the next width and language it is passed over, and says so.
        await visited.open(f"/reminders?key=another&programme={story.slug}")


async def reminding_again(story: Story, visited: Visit) -> None:
    await reminded(story, visited)
    await reminding_several(story, visited)


async def saving(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/programmes?role=representative")
    fold = visited.page.locator("details", has=visited.page.locator("form[action='/selections']"))
    if await fold.count():
        await fold.locator("summary").click()


async def selection_saved(story: Story, visited: Visit) -> None:
    await saving(story, visited)
    name = visited.page.locator("form[action='/selections'] [name=name]")
    if await name.count():
        await name.fill("Waiting for organisations")
        await visited.page.locator("form[action='/selections'] button").click()


async def selections(story: Story, visited: Visit) -> None:
    await selection_saved(story, visited)
    await visited.open("/selections")


async def selections_with_mistakes(story: Story, visited: Visit) -> None:
    await selections(story, visited)
    await visited.page.locator("section [name=name]").first.fill("")
    await visited.page.locator("section .nl-button--secondary").first.click()
    await visited.page.locator("[data-errors]").wait_for()


async def no_programme_is_like_this(story: Story, visited: Visit) -> None:
    await visited.become("office", story.slug)
    await visited.open("/programmes?search=nothing+like+it&phase=definition")


PAGES: Mapping[str, Opened] = {
    "my-work": my_work,
    "programmes": programmes,
    "no-programme-is-like-this": no_programme_is_like_this,
    "ticking": ticking,
    "reminding-none": reminding_none,
    "reminding-several": reminding_several,
    "reminded": reminded,
    "reminding-again": reminding_again,
    "saving": saving,
    "saved": selection_saved,
    "selections": selections,
    "selections-with-mistakes": selections_with_mistakes,
    "agenda": agenda,
    "nothing-is-mine": nothing_is_mine,
}


async def test_the_pages_about_all_programmes_have_no_barrier(
    story: Story, browser: Browser, base: str
) -> None:
    await story.appointed()

    assert await walk(PAGES, story, browser, base) == {}
