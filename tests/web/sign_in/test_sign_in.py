"""Signing in with a provider: who comes back is who it says, in the browser that began, and nobody else."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey

from tests.web.sign_in.providers import CLIENT, Provider, allowed_back, back_from, go
from tests.web.visiting import Browser, FrontDoor
from web.sign_in.routes import UNDER_WAY

NOT_SIGNED_IN = "You were not signed in"


async def who(browser: Browser) -> str | None:
    """The name that every page says of who is signed in."""
    words = (await browser.open("/")).words
    return words.partition("Nederlands ")[2].partition(" Sign out")[0] if "Sign out" in words else None


# --- with a real provider ---


async def test_somebody_signs_in_and_goes_on_to_where_they_were_going(really: FrontDoor, real: str) -> None:
    browser = Browser(really)
    async with httpx2.AsyncClient() as http:
        claims = {"name": "Anna de Vries", "email": "anna@example.nl"}
        await http.put(f"{real}/users/anna", json=claims)

    there = (await go(browser, "/sign-in?to=/%3Fa%3Db")).headers["location"]
    back = await go(browser, await allowed_back(there, "anna"))

    assert back.status_code == 303
    assert back.headers["location"] == "/?a=b"
    assert await who(browser) == "Anna de Vries"


async def test_what_is_asked_of_the_provider_can_be_answered_to_nobody_else(
    really: FrontDoor, real: str
) -> None:
    there = urlsplit((await go(Browser(really), "/sign-in")).headers["location"])
    asked = {name: value for name, (value,) in parse_qs(there.query).items()}

    assert f"{there.scheme}://{there.netloc}" == real
    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["redirect_uri"] == "http://kwartier.example/signed-in"
    assert asked["code_challenge_method"] == "S256"
    assert {len(asked[name]) >= 32 for name in ("state", "nonce", "code_challenge")} == {True}
    assert asked["scope"] == "openid profile email"


async def test_each_sign_in_asks_with_secrets_of_its_own(really: FrontDoor) -> None:
    answers = [await go(Browser(really), "/sign-in") for _ in range(2)]
    first, second = (parse_qs(urlsplit(answer.headers["location"]).query) for answer in answers)

    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


async def test_whoever_is_refused_there_is_not_signed_in_here(really: FrontDoor) -> None:
    browser = Browser(really)
    there = (await go(browser, "/sign-in")).headers["location"]
    state = parse_qs(urlsplit(there).query)["state"][0]

    page = await browser.open(f"/signed-in?state={state}&error=access_denied", status=400)

    assert "did not sign you in: access_denied." in page.words
    assert await who(browser) is None


# --- with one that says something else ---


async def test_the_proof_of_who_began_goes_with_the_code(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    await go(browser, await back_from(browser, provider, name="Anna"))

    [asked] = provider.asked
    assert (asked["code"], asked["grant_type"]) == ("c-1", "authorization_code")
    assert len(asked["code_verifier"]) >= 43
    assert await who(browser) == "Anna"


async def test_a_name_may_stand_where_the_provider_says_more(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    provider.userinfo = {"name": "Anna de Vries"}

    await go(browser, await back_from(browser, provider))

    assert await who(browser) == "Anna de Vries"


WRONG: Mapping[str, Mapping[str, object]] = {
    "for another client": {"aud": "another"},
    "for several clients, and not asked for by us": {"aud": [CLIENT, "another"], "azp": "another"},
    "of another issuer": {"iss": "https://elsewhere.example"},
    "of another sign-in": {"nonce": "another"},
    "of none": {"nonce": None},
    "expired": {"exp": 1},
    "of nobody": {"sub": None},
    "with another access token": {"at_hash": "bm90IHRoaXM"},
    "whose subject is no text": {"sub": "two\nlines"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
async def test_nobody_is_signed_in_by_a_token(
    at: FrontDoor, provider: Provider, claims: Mapping[str, object]
) -> None:
    browser = Browser(at)

    page = await browser.open(await back_from(browser, provider, **claims), status=400)

    assert NOT_SIGNED_IN in page.words
    assert await who(browser) is None


async def test_nobody_is_signed_in_by_a_token_that_somebody_else_signed(
    at: FrontDoor, provider: Provider
) -> None:
    browser = Browser(at)
    back = await back_from(browser, provider)
    provider.signs_with = RSAKey.generate_key(2048, {"use": "sig", "kid": str(provider.key.kid)})

    page = await browser.open(back, status=400)

    assert NOT_SIGNED_IN in page.words


async def test_nobody_is_signed_in_whom_another_place_says_to_be_somebody_else(
    at: FrontDoor, provider: Provider
) -> None:
    browser = Browser(at)
    provider.userinfo = {"sub": "s-2"}

    await browser.open(await back_from(browser, provider), status=400)

    assert await who(browser) is None


async def test_only_the_browser_that_began_is_signed_in(at: FrontDoor, provider: Provider) -> None:
    back = await back_from(Browser(at), provider)
    other = Browser(at)

    page = await other.open(back, status=400)

    assert "not begun in this browser" in page.words
    assert await who(other) is None


async def test_nobody_is_signed_in_by_what_somebody_else_began(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    await go(browser, "/sign-in")
    theirs = await back_from(Browser(at), provider)

    page = await browser.open(theirs, status=400)

    assert "not begun in this browser" in page.words
    assert provider.asked == []


@pytest.mark.parametrize("kept", ["", "no", "W10=", "eyJhIjogMX0="])
async def test_what_the_browser_kept_must_be_what_it_was_given(
    at: FrontDoor, provider: Provider, kept: str
) -> None:
    browser = Browser(at)
    back = await back_from(browser, provider)
    browser.http.cookies.set(UNDER_WAY, kept, domain="kwartier.example", path="/")

    assert NOT_SIGNED_IN in (await browser.open(back, status=400)).words


async def test_coming_back_a_second_time_signs_nobody_in(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    back = await back_from(browser, provider)
    await go(browser, back)

    assert NOT_SIGNED_IN in (await browser.open(back, status=400)).words


async def test_an_answer_that_says_it_is_from_elsewhere_is_not_taken(
    at: FrontDoor, provider: Provider
) -> None:
    browser = Browser(at)
    back = await back_from(browser, provider)

    assert NOT_SIGNED_IN in (await browser.open(f"{back}&iss=https://elsewhere.example", status=400)).words


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example"])
async def test_signing_in_leads_to_no_other_site(at: FrontDoor, provider: Provider, to: str) -> None:
    browser = Browser(at)
    asked = parse_qs(urlsplit((await go(browser, f"/sign-in?to={to}")).headers["location"]).query)
    provider.claims = {"nonce": asked["nonce"][0]}

    answer = await go(browser, f"/signed-in?code=c&state={asked['state'][0]}")

    assert answer.headers["location"] == "/"


async def test_a_provider_that_is_away_is_said_to_be_away(at: FrontDoor, provider: Provider) -> None:
    provider.address = "http://elsewhere.example"

    page = await Browser(at).open("/sign-in", status=503)

    assert "Signing in does not work for a moment" in page.words
    assert page.answer.headers["retry-after"]
