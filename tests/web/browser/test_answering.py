"""An organisation answers in a real browser: with keys alone, without JavaScript, leaving no trace."""

from playwright.async_api import Browser, Page
from playwright.async_api import Response as Answer

from tests.api.story import Story
from tests.web.answer.test_answer import at, linked
from tests.web.browser.chromium import Visit, visit

MOST_STEPS = 60


async def tab_to(visited: Visit, wanted: str) -> None:
    """Press Tab until `wanted` (a name, an id or a text) has the focus, which one sees wherever it is."""
    for _ in range(MOST_STEPS):
        await visited.page.keyboard.press("Tab")
        here = await visited.focus()
        assert here["outlined"], here
        assert here["seen"], here
        if wanted in {here["name"], here["id"]} or here["text"].startswith(wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


async def taken(story: Story) -> dict[str, str]:
    [found] = (await story.read("/consultations/1/contributions"))["items"]
    return {"can": found["can"], "will": found["will"], **found["sections"]}


async def test_with_the_keyboard_alone(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()
    async with visit(browser, base, width=390) as visited:
        await visited.open(f"/i/{await linked(story)}")
        keyboard = visited.page.keyboard
        await tab_to(visited, "can")
        await keyboard.press("ArrowDown")
        await tab_to(visited, "will")
        await keyboard.press("Space")
        await tab_to(visited, "Goals")
        await keyboard.press("Enter")
        await tab_to(visited, "sections.goals")
        await keyboard.type("Said with keys.")
        await tab_to(visited, "Send what")
        await keyboard.press("Enter")
        await visited.page.wait_for_url("**/receipt")

    assert await taken(story) == {"can": "yes_if", "will": "yes", "goals": "Said with keys."}


async def test_whoever_misses_something_is_led_to_it(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()
    async with visit(browser, base) as visited:
        await visited.open(f"/i/{await linked(story)}")
        await visited.page.locator("#send button").click()
        assert (await visited.focus())["text"].startswith("2 things are not right yet")
        await tab_to(visited, "Say whether you can.")
        await visited.page.keyboard.press("Enter")

        assert (await visited.focus())["name"] == "can"


async def test_without_javascript(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()
    async with visit(browser, base, scripts=False) as visited:
        page, token = visited.page, await linked(story)
        await visited.open(f"/i/{token}")
        await page.locator("[name=can][value=no]").check()
        await page.locator("summary", has_text="Funding").click()
        await page.locator("[name='sections.funding']").fill("Who pays?")
        await page.locator("noscript button, button[formaction]").click()
        assert "Kept at" in await page.locator("#draft").inner_text()
        await page.locator("[name=will][value=yes]").check()
        await page.locator("#send button").click()

        assert page.url == f"{base}{at(token)}/receipt"

    assert await taken(story) == {"can": "no", "will": "yes", "funding": "Who pays?"}


async def test_what_is_typed_is_kept_without_pressing_anything(
    story: Story, browser: Browser, base: str
) -> None:
    await story.appointed()
    token = await linked(story)
    async with visit(browser, base) as visited:
        await visited.open(f"/i/{token}")
        await visited.page.locator("summary", has_text="Goals").click()
        await visited.page.locator("[name='sections.goals']").fill("Half a sen")
        await visited.page.locator("#draft", has_text="Kept at").wait_for()

    async with visit(browser, base) as later:
        await later.open(f"/i/{token}")

        assert await later.page.locator("[name='sections.goals']").input_value() == "Half a sen"


async def test_the_token_goes_to_nobody_and_stays_nowhere(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()
    token = await linked(story)
    async with visit(browser, base) as visited:
        await visited.open("/")
        await visited.open(f"/i/{token}")
        assert visited.page.url == f"{base}{at(token)}"
        await visited.page.go_back()
        assert visited.page.url == f"{base}/"
        await visited.page.go_forward()
        assert visited.page.url == f"{base}{at(token)}"

        assert set(visited.referrers) == {""}
        assert await visited.page.evaluate("() => document.cookie") == ""


PROMISED = {"page": 10_000, "whole visit": 90_000}


async def test_a_first_visit_by_a_link_costs_little(story: Story, browser: Browser, base: str) -> None:
    await story.appointed()
    async with visit(browser, base, width=390) as visited:
        answers = await _answers_while(visited.page, f"{base}/i/{await linked(story)}")
        sizes = {answer.url: (await answer.request.sizes())["responseBodySize"] for answer in answers}
        [page] = [size for url, size in sizes.items() if "/answer/" in url]

    assert page <= PROMISED["page"]
    assert sum(sizes.values()) <= PROMISED["whole visit"], sizes


async def _answers_while(page: Page, address: str) -> list[Answer]:
    found: list[Answer] = []

    def note(answer: Answer) -> None:
        found.append(answer)

    page.on("response", note)
    await page.goto(address, wait_until="networkidle")
    await page.evaluate("() => document.fonts.ready")
    return found
