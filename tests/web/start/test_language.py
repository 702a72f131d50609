"""The language of a page: what somebody chose, else what the address or else their browser asks for."""

import pytest

from tests.web.visiting import Browser, FrontDoor
from words.languages import LANGUAGES


def language_of(text: str) -> str:
    return text.partition('<html lang="')[2].partition('"')[0]


async def test_it_is_the_one_that_the_browser_asks_for(bare: FrontDoor) -> None:
    page = await Browser(bare, "nl-NL, en;q=0.5").open("/")

    assert language_of(page.answer.text) == page.answer.headers["content-language"] == "nl"


async def test_an_address_may_ask_for_another(bare: FrontDoor) -> None:
    page = await Browser(bare, "nl").open("/?lang=en")

    assert language_of(page.answer.text) == "en"


async def test_what_was_chosen_stays_chosen(bare: FrontDoor) -> None:
    browser = Browser(bare, "nl")
    await browser.send(await browser.open("/"), "/language", {"language": "en"})

    assert language_of((await browser.open("/?lang=nl")).answer.text) == "en"


@pytest.mark.parametrize("code", ["tlh", "", "../en"])
async def test_a_language_that_there_is_not_changes_nothing(bare: FrontDoor, code: str) -> None:
    browser = Browser(bare, "nl")
    await browser.send(await browser.open("/"), "/language", {"language": code})

    assert language_of((await browser.open(f"/?lang={code}")).answer.text) == "nl"


async def test_choosing_leads_back_to_the_page(bare: FrontDoor) -> None:
    browser = Browser(bare)

    page = await browser.send(await browser.open("/?a=b"), "/language", {"language": "nl"})

    assert page.answer.url.path + "?" + page.answer.url.query.decode() == "/?a=b"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "evil", ""]
)
async def test_choosing_leads_nowhere_else(bare: FrontDoor, back: str) -> None:
    browser = Browser(bare)

    page = await browser.send(await browser.open("/"), "/language", {"language": "nl", "back": back})

    assert str(page.answer.url) == "http://kwartier.example/"


async def test_every_language_is_offered_but_the_one_that_is_spoken(bare: FrontDoor) -> None:
    page = await Browser(bare, "nl").open("/")

    assert "English" in page.words
    assert "Nederlands" not in page.words
    assert set(LANGUAGES.codes) == {"en", "nl"}
