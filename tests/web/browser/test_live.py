"""Parts of a page follow what happens, in a real browser; after a lost connection they catch up."""

import re

from playwright.async_api import Browser, expect

from tests.api.story import Story
from tests.web.browser.chromium import Visit, visit

BECAUSE = {"reason": "The ministry asks for a pause."}


async def listens(visited: Visit) -> None:
    """Wait until the page hears what happens."""
    await visited.page.wait_for_function("() => document.getElementById('live')?._htmx?.sse?.reader")


async def entry(visited: Visit) -> int:
    """The last entry that the page shows."""
    found = re.search(r"\d+", await visited.page.locator(".kw-live").inner_text())
    assert found
    return int(found[0])


async def suspended(story: Story) -> int:
    return (await story.act(story.office, "suspensions", **BECAUSE))["entries"][-1]["seq"]


async def resumed(story: Story) -> int:
    return (await story.act(story.office, "resumptions", **BECAUSE))["entries"][-1]["seq"]


async def test_a_programme_shows_what_happens_while_somebody_looks(
    story: Story, browser: Browser, base: str
) -> None:
    async with visit(browser, base) as visited:
        await visited.become("office", story.slug)
        await visited.open(f"/programmes/{story.slug}")
        await listens(visited)
        before = await entry(visited)
        await visited.page.locator("#standing a").first.focus()

        last = await suspended(story)
        await expect(visited.page.locator(".kw-live")).to_contain_text(str(last))

        assert last > before
        assert (await visited.focus())["tag"] == "A"
        assert visited.errors == []


async def test_after_a_lost_connection_it_catches_up(story: Story, browser: Browser, base: str) -> None:
    async with visit(browser, base) as visited:
        await visited.become("office", story.slug)
        await visited.open(f"/programmes/{story.slug}")
        await listens(visited)
        await suspended(story)
        await visited.page.evaluate("document.getElementById('live')._htmx.sse.reader.cancel()")
        last = await resumed(story)

        await expect(visited.page.locator(".kw-live")).to_contain_text(str(last))


async def test_whoever_is_without_a_connection_is_told(story: Story, browser: Browser, base: str) -> None:
    async with visit(browser, base) as visited:
        await visited.become("office", story.slug)
        await visited.page.clock.install()
        await visited.open(f"/programmes/{story.slug}")
        await listens(visited)
        await visited.page.route("**/events*", lambda route: route.abort())
        await visited.page.evaluate("document.getElementById('live')._htmx.sse.reader.cancel()")
        await visited.page.clock.run_for(11_000)

        await expect(visited.page.locator("#live-lost")).to_contain_text(
            "No connection; you see how it stood"
        )
        await visited.page.unroute("**/events*")
        await visited.page.clock.run_for(60_000)
        await expect(visited.page.locator("#live-lost")).to_be_hidden()


async def test_what_waits_for_somebody_comes_by_itself(story: Story, browser: Browser, base: str) -> None:
    async with visit(browser, base) as visited:
        await visited.become("principal", story.slug)
        await visited.open("/my-work")
        await listens(visited)
        await expect(visited.page.locator("main")).to_contain_text("Nothing waits for you.")

        await story.nominated()

        await expect(visited.page.locator("main")).to_contain_text("Choose from 1 candidate")


async def test_the_list_changes_and_keeps_what_was_ticked_and_typed(
    story: Story, browser: Browser, base: str
) -> None:
    async with visit(browser, base) as visited:
        await visited.become("office", story.slug)
        await visited.open("/programmes")
        await listens(visited)
        tick = visited.page.locator(f"[name=programme][value={story.slug}]")
        await tick.check()
        await visited.page.locator("#search").fill("half a wo")

        await story.nominated()
        await expect(visited.page.locator("tr", has=tick)).to_contain_text("choose from 1 candidate")

        assert await tick.is_checked()
        assert await visited.page.locator("#search").input_value() == "half a wo"
        await expect(visited.page.locator("#search")).to_be_focused()
        assert visited.errors == []


async def test_without_javascript_it_stays_as_it_was_loaded(
    story: Story, browser: Browser, base: str
) -> None:
    async with visit(browser, base, scripts=False) as visited:
        await visited.become("office", story.slug)
        await visited.open(f"/programmes/{story.slug}")

        assert "kw-turn" in await visited.page.content()
        assert await visited.page.locator("#live-lost").is_hidden()
