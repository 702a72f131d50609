"""A real browser, and what is looked at on every page in it."""

import json
import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from web.assets.build import AXE

WIDTHS = (320, 390, 1280)
NAMES = ("chromium", "chromium-browser", "google-chrome")
NEEDED = "KWARTIER_TESTS_NEED_BROWSER"
"""Set where the tests are to fail without a browser: in CI."""
PICTURES = "KWARTIER_PICTURES"
"""A folder in which a picture of each page is kept, for whoever wants to look."""

SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    " p { margin-block-end: 2em !important; }"
)
"""What people may set who read better so (WCAG 1.4.12)."""

CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const style = getComputedStyle(one);
  const hidden = one.closest(
    ".kw-hidden, .nl-skip-link, svg, .kw-barline, .kw-scroll, .kw-table--cards thead") !== null;
  // What somebody typed on one line scrolls in its field.
  const cut = style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1;
  return cut && !hidden && !one.matches("input");
}).map((one) => one.outerHTML.slice(0, 100))"""


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """Chromium as it is installed here. Without one the test says so, and where it is needed fails."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        say = pytest.fail if os.environ.get(NEEDED) else pytest.skip
        say("NOT TRIED in a browser: there is no chromium here (Debian: apt install chromium chromium-l10n)")
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Visit:
    """Somebody's browser on these pages, with what went wrong there."""

    context: BrowserContext
    page: Page
    base: str
    errors: list[str] = field(default_factory=list[str])
    referrers: list[str] = field(default_factory=list[str])

    async def open(self, path: str) -> None:
        answer = await self.page.goto(f"{self.base}{path}")
        assert answer is not None

    async def become(self, name: str) -> None:
        """Sign in as somebody of the programme, by what they are called there."""
        await self.open("/development/sign-in")
        await self.page.get_by_role("button", name=f"Name of {name}", exact=True).first.click()

    async def barriers(self) -> list[str]:
        """What axe finds on the page as it is now."""
        await self.page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
        found: dict[str, Any] = await self.page.evaluate("() => axe.run()")
        return [
            f"{violation['id']}: {json.dumps([node['html'][:120] for node in violation['nodes']])}"
            for violation in found["violations"]
        ]

    async def sideways(self) -> int:
        """How many pixels of the page are beside the window."""
        return await self.page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth")

    async def cut_when_spaced(self) -> list[str]:
        """What is cut off for whoever sets text wider apart."""
        await self.page.evaluate(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            SPACED,
        )
        found: list[str] = await self.page.evaluate(CUT)
        return found + [f"{await self.sideways()} px beside the window"] * (await self.sideways() > 0)

    async def focus(self) -> dict[str, Any]:
        """What has the focus: its name, whether it shows, and whether one sees it."""
        return await self.page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            const shown = one.closest(".kw-choice") ?? one, style = getComputedStyle(shown);
            const foot = document.querySelector(".kw-foothold");
            const below = foot && getComputedStyle(foot).display !== "none" && !foot.contains(one)
                ? foot.getBoundingClientRect().top : innerHeight;
            return { tag: one.tagName, text: (one.innerText || one.value || "").trim(), id: one.id,
              name: one.name ?? "", value: one.value ?? "", outlined: style.outlineStyle !== "none",
              seen: box.bottom > 0 && box.top < below }; }"""
        )

    async def picture(self, name: str) -> None:
        """Keep a picture where somebody asked for pictures."""
        if folder := os.environ.get(PICTURES):
            await self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@asynccontextmanager
async def visit(
    browser: Browser, base: str, *, width: int = 1280, language: str = "en", scripts: bool = True
) -> AsyncGenerator[Visit]:
    """A visit in a window of that width; afterwards nothing broke the content policy or failed."""
    context = await browser.new_context(
        viewport={"width": width, "height": 844 if width < 600 else 900},
        locale={"en": "en-GB", "nl": "nl-NL"}[language],
        java_script_enabled=scripts,
    )
    page = await context.new_page()
    visited = Visit(context, page, base)
    # A line of the console, which also says what the browser itself has to say of it.
    await context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error('content policy', e.blockedURI))"
    )
    page.on("console", lambda said: visited.errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: visited.errors.append(str(error)))
    page.on("request", lambda asked: visited.referrers.append(asked.headers.get("referer", "")))
    try:
        yield visited
    finally:
        await context.close()
    assert [said for said in visited.errors if "content" in said.lower() and "policy" in said.lower()] == []
