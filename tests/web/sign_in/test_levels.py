"""Levels of assurance: whoever did not sign in at one that is asked for is not signed in, and hears why."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from settings import Settings
from tests.web.sign_in.conftest import signing_in_at
from tests.web.sign_in.providers import Provider, allowed_back, back_from, go
from tests.web.sign_in.test_sign_in import who
from tests.web.visiting import Browser, FrontDoor, opened

SUBSTANTIAL, HIGH = (f"http://eidas.europa.eu/LoA/{level}" for level in ("substantial", "high"))
LOW = "http://eidas.europa.eu/LoA/low"
NOT_STRONG = "You did not sign in strongly enough"


def asking_for_levels(settings: Settings, address: str) -> Settings:
    levels = {"sign_in_levels": f"{HIGH} {SUBSTANTIAL}"}
    return signing_in_at(settings, address).model_copy(update=levels)


@pytest.fixture
async def strong(settings: Settings, provider: Provider, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way into pages that ask for two levels."""
    async with opened(asking_for_levels(settings, provider.address), tmp_path) as door:
        yield door


async def test_the_levels_are_asked_for_best_first(strong: FrontDoor) -> None:
    asked = parse_qs(urlsplit((await go(Browser(strong), "/sign-in")).headers["location"]).query)

    assert asked["acr_values"] == [f"{HIGH} {SUBSTANTIAL}"]


async def test_without_the_setting_none_is_asked_for_and_every_one_is_enough(
    at: FrontDoor, provider: Provider
) -> None:
    browser = Browser(at)
    asked = parse_qs(urlsplit((await go(browser, "/sign-in")).headers["location"]).query)

    await go(browser, await back_from(browser, provider, name="Anna", acr=LOW))

    assert "acr_values" not in asked
    assert await who(browser) == "Anna"


@pytest.mark.parametrize("level", [SUBSTANTIAL, HIGH])
async def test_whoever_signed_in_at_one_of_them_is_signed_in(
    strong: FrontDoor, provider: Provider, level: str
) -> None:
    browser = Browser(strong)

    await go(browser, await back_from(browser, provider, name="Anna", acr=level))

    assert await who(browser) == "Anna"


@pytest.mark.parametrize("level", [LOW, "0", f"{HIGH} {SUBSTANTIAL}", HIGH.upper()])
async def test_whoever_signed_in_at_another_is_not_and_hears_why(
    strong: FrontDoor, provider: Provider, level: str
) -> None:
    browser = Browser(strong)

    page = await browser.open(await back_from(browser, provider, acr=level), status=400)

    assert NOT_STRONG in page.words
    assert (
        f"signed in at the level of assurance {level}; here it has to be: {HIGH}, {SUBSTANTIAL}."
        in page.words
    )
    assert "choose a way of signing in that is strong enough" in page.words
    assert await who(browser) is None


@pytest.mark.parametrize("level", [None, 3, [HIGH], "", "two\nlines"])
async def test_nor_is_whoever_comes_back_without_a_level(
    strong: FrontDoor, provider: Provider, level: object
) -> None:
    browser = Browser(strong)

    page = await browser.open(await back_from(browser, provider, acr=level), status=400)

    assert NOT_STRONG in page.words
    assert await who(browser) is None


async def test_a_level_that_only_the_userinfo_names_is_none(strong: FrontDoor, provider: Provider) -> None:
    browser = Browser(strong)
    provider.userinfo = {"acr": HIGH}

    page = await browser.open(await back_from(browser, provider), status=400)

    assert "does not say that you signed in at a level of assurance that is needed here" in page.words


async def test_a_real_provider_that_knows_no_levels_signs_nobody_in(
    settings: Settings, real: str, tmp_path: Path
) -> None:
    async with opened(asking_for_levels(settings, real), tmp_path) as door:
        browser = Browser(door)
        there = (await go(browser, "/sign-in")).headers["location"]

        page = await browser.open(await allowed_back(there, "anna"), status=400)

        assert NOT_STRONG in page.words
        assert await who(browser) is None


async def test_whom_the_provider_cannot_bring_to_a_level_hears_the_same(strong: FrontDoor) -> None:
    browser = Browser(strong)
    there = (await go(browser, "/sign-in")).headers["location"]
    state = parse_qs(urlsplit(there).query)["state"][0]

    page = await browser.open(f"/signed-in?state={state}&error=unmet_authentication_requirements", status=400)

    assert NOT_STRONG in page.words


async def test_a_provider_that_offers_none_of_them_is_said_before_anybody_goes_there(
    strong: FrontDoor, provider: Provider
) -> None:
    provider.says = {"acr_values_supported": [LOW]}

    page = await Browser(strong).open("/sign-in", status=503)

    assert (
        f"no level of assurance that KWARTIER_SIGN_IN_LEVELS asks for ({HIGH}, {SUBSTANTIAL})" in page.words
    )
    assert f"it offers: {LOW}." in page.words


async def test_one_that_offers_one_of_them_is_asked(strong: FrontDoor, provider: Provider) -> None:
    provider.says = {"acr_values_supported": [LOW, SUBSTANTIAL]}

    assert (await go(Browser(strong), "/sign-in")).status_code == 303
