"""Forms count only when they come from our own page, in the browser that was given it."""

import pytest

from tests.web.visiting import Browser, FrontDoor
from web.http import forms

NOT_OURS = "This form was not sent from our own page"


async def test_a_form_from_our_page_is_taken(bare: FrontDoor) -> None:
    browser = Browser(bare)

    page = await browser.send(await browser.open("/"), "/language", {"language": "nl"})

    assert 'lang="nl"' in page.answer.text


async def test_a_form_without_its_token_is_not(bare: FrontDoor) -> None:
    browser = Browser(bare)
    await browser.open("/")

    answer = await browser.post("/language", {"language": "nl"})

    assert answer.status_code == 403
    assert NOT_OURS in answer.text


async def test_a_form_with_somebody_elses_token_is_not(bare: FrontDoor) -> None:
    theirs, browser = await Browser(bare).open("/"), Browser(bare)
    await browser.open("/")

    answer = await browser.post("/language", dict(theirs.form("/language").fields))

    assert answer.status_code == 403


async def test_a_form_in_a_browser_without_cookies_is_not(bare: FrontDoor) -> None:
    page = await Browser(bare).open("/")

    answer = await Browser(bare).post("/language", dict(page.form("/language").fields))

    assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_form_that_another_site_sends_is_not(bare: FrontDoor, site: str) -> None:
    browser = Browser(bare)
    fields = dict((await browser.open("/")).form("/language").fields)

    answer = await browser.post("/language", fields, **{"Sec-Fetch-Site": site})

    assert answer.status_code == 403


async def test_each_form_has_another_token(bare: FrontDoor) -> None:
    browser = Browser(bare)
    first, second = await browser.open("/"), await browser.open("/")

    assert first.form("/language").fields != second.form("/language").fields


async def test_a_form_that_is_too_large_is_not_read(bare: FrontDoor) -> None:
    browser = Browser(bare)

    answer = await browser.post("/language", {"language": "x" * forms.LARGEST})

    assert answer.status_code == 413
    assert "2000 kB" in answer.text


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"{}", "application/json"), (b"a=%ff%fe", forms.MEDIA_TYPE), ("a=\u00e9".encode(), forms.MEDIA_TYPE)],
)
async def test_what_is_no_form_of_ours_is_refused(bare: FrontDoor, content: bytes, media_type: str) -> None:
    answer = await bare.http.post("/language", content=content, headers={"Content-Type": media_type})

    assert answer.status_code == 400
    assert "could not be read" in answer.text
