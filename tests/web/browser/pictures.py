"""The pictures in the documents, and by what is seen that one no longer shows its page.

Pixels differ from one machine to the next, and days and numbers from one day to the next. So what does not is
kept beside each picture: the headings, columns, labels and buttons that were on the page, and its style.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

FOLDER = Path(__file__).parents[3] / "docs" / "pictures"
SHOWN = FOLDER / "shown.json"

KEPT = """() => {
  const said = [...document.querySelectorAll("h1, h2, h3, legend, label, th, dt, button, .nl-button, nav a")]
    .filter((one) => one.checkVisibility() && !one.closest("[lang]:not(html), .kw-tag"))
    .map((one) => [...one.childNodes].filter((node) => node.nodeType === 3)
      .map((node) => node.textContent.trim()).join(" ").trim())
    .filter((text) => text && !/\\d/.test(text));
  const styles = [...document.styleSheets].map((one) => one.href).filter(Boolean)
    .map((href) => href.split("/").pop());
  return [...new Set([...said, ...styles])].sort();
}"""


@dataclass(frozen=True)
class Picture:
    """A page as `person` opens it in the examples; without a path it is the link of a letter."""

    name: str
    path: str = ""
    person: str = ""
    width: int = 1280


PICTURES = (
    Picture("my-work", "/my-work", "Kaat Kwartier"),
    Picture("programmes", "/programmes", "Bram Bureau"),
    Picture("programme", "/programmes/common-ground", "Bram Bureau"),
    Picture("consultation", "/programmes/common-ground/consultations/2", "Bram Bureau"),
    Picture("answer", width=390),
    Picture("section", "/programmes/common-ground/plan/sections/governance", "Kaat Kwartier"),
    Picture("vote", "/programmes/water-board/submissions/1", "Fleur Florin"),
    Picture("public", "/public/common-ground-before"),
)


async def shown(page: Page) -> list[str]:
    """What the page shows that does not depend on the day, in order of the alphabet."""
    return await page.evaluate(KEPT)


async def take(page: Page, path: Path) -> None:
    """Take a picture of what the window shows, and of no emptiness below a short page."""
    assert page.viewport_size
    width, most = page.viewport_size["width"], page.viewport_size["height"]
    foot = await page.locator("footer").bounding_box()
    height = min(most, foot["y"] + foot["height"]) if foot else most
    await page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": height})


def kept() -> dict[str, list[str]]:
    """What each picture showed when it was taken."""
    if not SHOWN.exists():
        return {}
    found: dict[str, list[str]] = json.loads(SHOWN.read_text(encoding="utf-8"))
    return found


def keep(shown: dict[str, list[str]]) -> None:
    """Write down what the pictures show."""
    text = json.dumps(dict(sorted(shown.items())), indent=1, ensure_ascii=False)
    SHOWN.write_text(text + "\n", encoding="utf-8")
