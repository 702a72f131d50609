"""A walk over pages: each is opened once in a language, and then looked at in every width.

What it looks for: barriers that a machine can find, what is beside the window or cut off, what the content
policy had to stop, a second primary button, a focus out of sight, and what forced colours leave unseen.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack

from playwright.async_api import Browser

from tests.api.story import Story
from tests.web.browser.chromium import LANGUAGES, SIZES, ZOOMED, Visit, visit

Opened = Callable[[Story, Visit], Awaitable[None]]
"""Opens a page in the state in which it is looked at; may come more than once in a story."""


def page_of(name: str, place: str = "") -> Opened:
    """A page of the programme that needs nothing but to be opened by `name`."""

    async def opened(story: Story, visited: Visit) -> None:
        await visited.become(name, story.slug)
        await visited.open(f"/programmes/{story.slug}{place}")

    return opened


async def walk(pages: Mapping[str, Opened], story: Story, browser: Browser, base: str) -> dict[str, object]:
    """What is wrong with these pages, by name, language, width and kind."""
    found: dict[str, object] = {}
    async with AsyncExitStack() as held:
        visits = {
            language: await held.enter_async_context(visit(browser, base, language=language))
            for language in LANGUAGES
        }
        for name, opened in pages.items():
            for language, visited in visits.items():
                await visited.begin_again()
                await opened(story, visited)
                found |= {
                    f"{name} {language} {what}": wrong
                    for what, wrong in (await looked_at(visited, f"{name}-{language}")).items()
                    if wrong
                }
    return found


async def looked_at(visited: Visit, name: str) -> dict[str, object]:
    """What is wrong with the page that is open, in every width."""
    page = visited.page
    found: dict[str, object] = {
        "headings": await page.locator("h1").count() != 1,
        "primary buttons": await page.locator(".nl-button--primary:visible").count() > 1,
    }
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        await visited.picture(f"{name}-{width}")
        found |= {
            f"{width} axe": await visited.barriers(),
            f"{width} sideways": await visited.sideways(),
            f"{width} cut": await visited.cut_when_spaced(),
        }
    found["crowded"] = await visited.crowded()
    found["forced colours"] = await visited.unseen_in_forced_colours()
    width, height = ZOOMED
    await page.set_viewport_size({"width": width, "height": height})
    found |= {
        "400 % covered": await visited.covered(),
        "400 % keyboard": await visited.lost_from_the_keyboard(),
        "content policy": visited.stopped(),
    }
    return found
