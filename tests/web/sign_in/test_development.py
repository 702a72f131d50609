"""In development one becomes anybody of any programme; a real deployment cannot turn that on."""

import re
from pathlib import Path

import pytest

from tests.api.story import Story
from tests.api.visiting import settings_of
from tests.web.sign_in.test_sign_in import who
from tests.web.visiting import Browser, FrontDoor, opened
from web.sign_in import development


async def test_one_becomes_anybody_of_a_programme(story: Story, door: FrontDoor) -> None:
    browser = Browser(door)
    page = await browser.open("/sign-in")
    assert page.answer.url.path == "/development/sign-in"

    page = await browser.open(f"/development/sign-in?programme={story.slug}")
    found = re.search(rf'value="({story.slug}/[0-9a-f-]{{36}})">Name of anna<', page.answer.text)
    assert found, page.words
    await browser.send(page, "/development/sign-in", {"person": found[1], "to": "/"})
    assert await who(browser) == "Name of anna"


async def test_programmes_beyond_the_first_ones_are_a_click_away(
    story: Story, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(development, "SHOWN", 0)

    page = await Browser(door).open("/development/sign-in?to=/agenda")

    assert "Name of anna" not in page.words
    assert f"/development/sign-in?programme={story.slug}&to=/agenda" in page.links
    await Browser(door).open("/development/sign-in?programme=no-such-programme", status=404)


async def test_one_becomes_somebody_who_may_start_programmes(door: FrontDoor) -> None:
    browser = Browser(door)

    await browser.send(
        await browser.open("/development/sign-in?to=/"), "/development/sign-in", {"person": "starter"}
    )

    assert await who(browser) == "Olga Office"


@pytest.mark.parametrize("person", ["", "nobody", "no-programme/5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"])
async def test_nobody_becomes_somebody_who_does_not_exist(door: FrontDoor, person: str) -> None:
    browser = Browser(door)

    await browser.send(
        await browser.open("/development/sign-in"), "/development/sign-in", {"person": person}, status=404
    )

    assert await who(browser) is None


@pytest.mark.parametrize("also", [{}, {"sign_in_client": None}, {"log_level": "debug"}])
async def test_a_real_deployment_has_no_such_page(tmp_path: Path, also: dict[str, object]) -> None:
    settings = settings_of(tmp_path).model_copy(
        update={"environment": "production", "token_issuer": "https://identity.example", **also}
    )

    async with opened(settings, tmp_path) as door:
        browser = Browser(door)

        await browser.open("/development/sign-in", status=404)
        assert (await browser.post("/development/sign-in", {"person": "starter"})).status_code == 404
        assert "Nobody can sign in here yet" in (await browser.open("/sign-in", status=503)).words
