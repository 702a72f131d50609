"""What `kwartier up` begins with, and the pictures of it in the documents."""

import os
import re
import shutil
from collections.abc import AsyncIterator

import httpx2
import pytest
from playwright.async_api import Browser

from tests.cli.coming_up import TOKEN, Up, up
from tests.conftest import make_reachable_folder
from tests.web.browser.chromium import LANGUAGES, visit
from tests.web.browser.pictures import FOLDER, PICTURES, Picture, keep, kept, shown, take

TAKE = "KWARTIER_TAKE_PICTURES"
"""Set where the pictures are to be taken again: `./dev pictures`."""

ORGANISATION = "Gemert-Bakel"
FORM = 'id="send"'
DOES_SOMETHING = re.compile(r'<span class="kw-quiet">([^<]*)</span> <span class="kw-tag')


@pytest.fixture(scope="module")
async def examples() -> AsyncIterator[Up]:
    """One that was started as it is by default, once all its examples are there."""
    data = make_reachable_folder()
    async with up(data, "--examples") as started:
        assert started.process.stdout
        async for line in started.process.stdout:
            assert b"stays as it is" not in line
            if b"The example programmes are there." in line:
                break
        yield started
    shutil.rmtree(data)


@pytest.fixture(scope="module")
async def link(examples: Up) -> str:
    """The link to the form in the newest letter to one organisation, which the page names."""
    token = TOKEN.search(examples.printed)
    assert token
    headers = {"Authorization": f"Bearer {token[0].strip()}"}
    mails, pages = examples.address("Mail").removesuffix("box"), examples.address("Pages")
    async with httpx2.AsyncClient(trust_env=False, follow_redirects=True, timeout=60) as client:
        kept_mail = (await client.get(mails, headers=headers)).json()["items"]
        for mail in [one for one in kept_mail if ORGANISATION in one["to"]]:
            text = (await client.get(f"{mails}/{mail['number']}", headers=headers)).json()["text"]
            found = re.search(r"https?://[^/\s]+(/i/\S+)", text)
            # Newer letters lead to what can only be read any more.
            if found and FORM in (await client.get(f"{pages}{found[1]}")).text:
                return found[1]
    raise AssertionError(f"no letter to {ORGANISATION} has such a link")


async def test_it_begins_with_examples_in_which_there_is_something_to_do(examples: Up) -> None:
    pages = examples.address("Pages")
    async with httpx2.AsyncClient(trust_env=False, base_url=pages, timeout=60) as client:
        them = (await client.get("/development/sign-in")).text

    titles = re.findall(r"<h2[^>]*>([^<]+)</h2>", them)
    assert titles[:4] == [
        "Common Ground",
        "Common Ground, het vorige programma",
        "Small programme",
        "Living with the Estuary",
    ]
    waited_for = " ".join(DOES_SOMETHING.findall(them))
    for part in ("Kwartiermaker", "Review panel", "Board"):
        assert part in waited_for


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_documents_show_the_pages_as_they_are(
    language: str, examples: Up, link: str, browser: Browser
) -> None:
    """Who changed a page or its style takes the pictures again with `./dev pictures`, and looks at them."""
    now = {
        f"{picture.name}-{language}": await _looked_at(picture, language, examples, link, browser)
        for picture in PICTURES
    }
    if os.environ.get(TAKE):
        keep(kept() | now)

    was = kept()
    assert {name: was[name] for name in now} == now
    assert all((FOLDER / f"{name}.png").exists() for name in now)


async def _looked_at(picture: Picture, language: str, examples: Up, link: str, browser: Browser) -> list[str]:
    base = examples.address("Pages").rstrip("/")
    async with visit(browser, base, width=picture.width, language=language) as visited:
        if picture.person:
            await visited.open("/development/sign-in")
            await visited.page.get_by_role("button", name=picture.person, exact=True).first.click()
        await visited.open(picture.path or link)
        if os.environ.get(TAKE):
            await take(visited.page, FOLDER / f"{picture.name}-{language}.png")
        return await shown(visited.page)
