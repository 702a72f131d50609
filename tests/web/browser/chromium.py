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

LANGUAGES = ("nl", "en")
SIZES = ((320, 844), (390, 844), (1280, 900))
"""Width and height of the windows in which pages are looked at, in CSS pixels."""
ZOOMED = (320, 256)
"""What is left of a window of 1280 by 1024 for whoever makes everything four times as large (WCAG 1.4.10)."""
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
}).concat([...document.querySelectorAll("svg text")].filter((one) => {
  const words = one.getBoundingClientRect(), frame = one.ownerSVGElement.getBoundingClientRect();
  const others = [...one.ownerSVGElement.querySelectorAll("text, path")];
  // The next of a row stands beside it, and above and below there is air.
  const across = others.some((other) => {
    const box = other.getBoundingClientRect();
    return other !== one && box.left < words.right - 1 && box.right > words.left + 1
      && box.top < words.bottom - 4 && box.bottom > words.top + 4;
  });
  return words.width > 0 && (words.right > frame.right + 1 || words.left < frame.left - 1 || across);
})).map((one) => one.outerHTML.slice(0, 100))"""


COVERED = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  return ["fixed", "sticky"].includes(style.position) && box.height > innerHeight / 2
    && box.top < innerHeight && box.bottom > 0;
}).map((one) => one.outerHTML.slice(0, 100))"""

UNSEEN = """() => [...document.querySelectorAll(
  "button, .nl-button, select, textarea, input:not([type=hidden]), [aria-current]")].filter((one) => {
  const style = getComputedStyle(one);
  const bordered = ["Top", "Bottom", "Left"].some((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const native = one.matches("[type=file]")
    || one.matches("[type=radio], [type=checkbox]") && style.appearance !== "none";
  return one.checkVisibility() && !bordered && !native && !style.textDecorationLine.includes("underline");
}).map((one) => one.outerHTML.slice(0, 100))"""

FOCUSED = """() => { const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = one.closest(".kw-choice") ?? one, style = getComputedStyle(shown);
  const foot = document.querySelector(".kw-foothold");
  const below = foot && getComputedStyle(foot).display !== "none" && !foot.contains(one)
    ? foot.getBoundingClientRect().top : innerHeight;
  return { tag: one.tagName, text: (one.innerText || one.value || "").trim(), id: one.id,
    name: one.name ?? "", value: one.value ?? "", outlined: style.outlineStyle !== "none",
    seen: box.bottom > 0 && box.top < below }; }"""

CROWDED = """() => {
  const tabs = document.querySelector(".kw-tabs")?.getBoundingClientRect().bottom;
  const below = [...document.querySelectorAll(".kw-tabs ~ *, .kw-tabs ~ * *")]
    .filter((one) => one.checkVisibility() && !one.closest(".kw-hidden"))
    .map((one) => one.getBoundingClientRect()).filter((box) => box.height > 0 && box.width > 1);
  return tabs === undefined ? false : Math.min(...below.map((box) => box.top)) - tabs < 8;
}"""

TAB_STOPS = 300
"""More than any page has."""


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
    sessions: dict[tuple[str, str], list[Any]] = field(default_factory=dict[tuple[str, str], list[Any]])

    async def open(self, path: str) -> None:
        answer = await self.page.goto(f"{self.base}{path}")
        assert answer is not None

    async def become(self, name: str, programme: str) -> None:
        """Sign in as somebody of the programme, by what they are called there."""
        # Whoever was signed in before comes back with their cookies: a walk becomes the same people often.
        if (name, programme) in self.sessions:
            await self.context.add_cookies(self.sessions[name, programme])
            return
        await self.open(f"/development/sign-in?programme={programme}")
        # Who speaks for an organisation stands among those that are folded.
        await self.page.evaluate(
            "() => document.querySelectorAll('details').forEach((one) => one.open = true)"
        )
        await self.page.get_by_role("button", name=f"Name of {name}", exact=True).first.click()
        await self.page.wait_for_url("**/my-work")
        self.sessions[name, programme] = await self.context.cookies()

    async def barriers(self) -> list[str]:
        """What axe finds on the page as it is now."""
        if await self.page.evaluate("() => typeof axe === 'undefined'"):
            await self.page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
        # What it preloads is only for rules that are off; details of what is in order are wanted by nobody.
        options = {"resultTypes": ["violations"], "preload": False}
        found: dict[str, Any] = await self.page.evaluate("(options) => axe.run(options)", options)
        return [
            f"{violation['id']}: {json.dumps([node['html'][:120] for node in violation['nodes']])}"
            for violation in found["violations"]
        ]

    async def sideways(self) -> int:
        """How many pixels of the page are beside the window."""
        return await self.page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth")

    async def cut_when_spaced(self) -> list[str]:
        """What is cut off for whoever sets text wider apart; afterwards it stands as it stood."""
        await self.page.evaluate(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            SPACED,
        )
        found: list[str] = await self.page.evaluate(CUT)
        beside = await self.sideways()
        await self.page.evaluate("() => { document.adoptedStyleSheets = []; }")
        return found + [f"{beside} px beside the window"] * (beside > 0)

    async def covered(self) -> list[str]:
        """What stays in front and covers more than half of the window."""
        return await self.page.evaluate(COVERED)

    async def crowded(self) -> bool:
        """Whether what comes first on the page sticks to the tabs above it."""
        return await self.page.evaluate(CROWDED)

    async def unseen_in_forced_colours(self) -> list[str]:
        """What can be used and has no edge left where the reader chose the colours."""
        await self.page.emulate_media(forced_colors="active")
        unseen: list[str] = await self.page.evaluate(UNSEEN)
        await self.page.emulate_media(forced_colors="none")
        return unseen

    async def lost_from_the_keyboard(self) -> list[str]:
        """Where the focus is out of sight, or cannot be seen, for whoever goes through the page with Tab."""
        lost: list[str] = []
        before: dict[str, Any] = {}
        await self.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        for _ in range(TAB_STOPS):
            await self.page.keyboard.press("Tab")
            focus = await self.focus()
            if focus["tag"] in {"BODY", "HTML"}:
                return lost
            # The last stop in a field for a day is the browser's own button, which it outlines itself.
            own = bool(focus["id"]) and focus["id"] == before.get("id")
            if not focus["seen"] or not (focus["outlined"] or own):
                lost.append(str(focus))
            before = focus
        return [*lost, "the focus never leaves the page"]

    async def focus(self) -> dict[str, Any]:
        """What has the focus: its name, whether it shows, and whether one sees it."""
        return await self.page.evaluate(FOCUSED)

    def stopped(self) -> list[str]:
        """What the content policy had to stop until now."""
        return [said for said in self.errors if "content" in said.lower() and "policy" in said.lower()]

    async def begin_again(self) -> None:
        """Be somebody who was never here, except that what never changes need not be fetched again."""
        await self.context.clear_cookies()
        await self.page.goto("about:blank")
        self.errors.clear()

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
    assert visited.stopped() == []
