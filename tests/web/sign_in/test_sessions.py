"""Being signed in: one browser, for a while, until its owner or the provider ends it."""

import asyncpg
import pytest

from tests.web.sign_in.providers import Provider, back_from, go
from tests.web.sign_in.test_sign_in import who
from tests.web.visiting import Browser, FrontDoor
from web.http.form_token import SESSION
from web.sign_in.provider import LOGGED_OUT


@pytest.fixture
async def browser(at: FrontDoor, provider: Provider) -> Browser:
    """A browser of somebody who is signed in."""
    browser = Browser(at)
    await signed_in(browser, provider)
    return browser


async def signed_in(browser: Browser, provider: Provider, **claims: object) -> None:
    await go(browser, await back_from(browser, provider, **{"name": "Anna", "sid": "p-1", **claims}))


async def test_the_token_is_known_to_the_browser_alone(browser: Browser, database: str) -> None:
    token = browser.http.cookies[SESSION]
    connection = await asyncpg.connect(database)
    [row] = await connection.fetch("SELECT * FROM sessions")
    await connection.close()

    assert len(token) >= 43
    assert token not in str(dict(row))
    assert token.encode() not in row["token_hash"]


async def test_the_cookie_is_for_no_script_and_no_other_site(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    answer = await go(browser, await back_from(browser, provider))
    [cookie] = [one for one in answer.headers.get_list("set-cookie") if one.startswith(f"{SESSION}=")]

    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))


async def test_signing_in_again_makes_what_was_known_before_worth_nothing(
    browser: Browser, at: FrontDoor, provider: Provider
) -> None:
    before = browser.http.cookies[SESSION]
    await signed_in(browser, provider)
    old = Browser(at)
    old.http.cookies.set(SESSION, before, domain="kwartier.example")

    assert browser.http.cookies[SESSION] != before
    assert await who(browser) == "Anna"
    assert await who(old) is None


async def test_a_form_of_before_signing_in_does_not_count_after_it(at: FrontDoor, provider: Provider) -> None:
    browser = Browser(at)
    page = await browser.open("/")
    await signed_in(browser, provider)

    await browser.send(page, "/language", {"language": "nl"}, status=403)


@pytest.mark.parametrize("column", ["seen_at", "begun_at"])
async def test_it_ends_by_itself(browser: Browser, database: str, column: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute(f"UPDATE sessions SET {column} = now() - interval '12 hours 1 second'")  # noqa: S608
    await connection.close()

    assert await who(browser) is None


async def test_whoever_does_something_stays(browser: Browser, database: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE sessions SET seen_at = now() - interval '1 hour'")
    await browser.open("/")
    seen = await connection.fetchval("SELECT now() - seen_at < interval '1 minute' FROM sessions")
    await connection.close()

    assert seen


async def test_sessions_that_count_no_more_are_not_kept(
    browser: Browser, at: FrontDoor, provider: Provider, database: str
) -> None:
    del browser
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE sessions SET seen_at = now() - interval '1 day'")
    await signed_in(Browser(at), provider)
    left = await connection.fetchval("SELECT count(*) FROM sessions")
    await connection.close()

    assert left == 1


async def test_signing_out_ends_it_here_and_leads_on_to_the_provider(
    browser: Browser, at: FrontDoor, provider: Provider
) -> None:
    token = browser.http.cookies[SESSION]

    page = await browser.send(await browser.open("/"), "/sign-out")

    [onward] = [link for link in page.links if link.startswith(f"{provider.address}/end_session?")]
    assert "id_token_hint=" in onward
    assert "post_logout_redirect_uri=http%3A%2F%2Fkwartier.example%2F" in onward
    assert '<meta http-equiv="refresh"' in page.answer.text
    assert SESSION not in browser.http.cookies
    thief = Browser(at)
    thief.http.cookies.set(SESSION, token, domain="kwartier.example")
    assert await who(thief) is None


async def test_nobody_is_signed_out_by_another_site(browser: Browser) -> None:
    answer = await browser.post("/sign-out", {"sign": "out"})

    assert answer.status_code == 403
    assert await who(browser) == "Anna"


# --- the provider itself ends it ---


def says_it_is_over(provider: Provider, **claims: object) -> dict[str, str]:
    whole: dict[str, object] = {"events": {LOGGED_OUT: {}}, "jti": "j-1", "sid": "p-1", **claims}
    return {"logout_token": provider.token(whole, "logout+jwt")}


@pytest.mark.parametrize("whom", [{"sid": "p-1"}, {"sid": None, "sub": "s-1"}, {"sid": "p-1", "sub": "s-1"}])
async def test_the_provider_signs_somebody_out(
    browser: Browser, provider: Provider, whom: dict[str, str]
) -> None:
    answer = await browser.post("/back-channel-logout", says_it_is_over(provider, **whom))

    assert answer.status_code == 200
    assert await who(browser) is None


async def test_a_session_that_it_does_not_name_goes_on(browser: Browser, provider: Provider) -> None:
    answer = await browser.post("/back-channel-logout", says_it_is_over(provider, sid="p-2"))

    assert answer.status_code == 200
    assert await who(browser) == "Anna"


@pytest.mark.parametrize(
    "claims",
    [
        {"events": None},
        {"events": {"something else": {}}},
        {"nonce": "n"},
        {"sid": None},
        {"aud": "another"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"jti": None},
    ],
    ids=str,
)
async def test_a_token_that_is_no_logout_token_ends_nothing(
    browser: Browser, provider: Provider, claims: dict[str, object]
) -> None:
    answer = await browser.post("/back-channel-logout", says_it_is_over(provider, **claims))

    assert answer.status_code == 400
    assert await who(browser) == "Anna"


# --- what a page asks by itself ---

ASKED_BY_A_PAGE = {"HX-Request": "true"}


async def test_a_page_that_looks_by_itself_keeps_nobody_signed_in(browser: Browser, database: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute("UPDATE sessions SET seen_at = now() - interval '30 minutes'")
    answer = await browser.http.get("/my-work", headers=ASKED_BY_A_PAGE)
    idle = await connection.fetchval("SELECT now() - seen_at > interval '29 minutes' FROM sessions")
    await connection.close()

    assert answer.status_code == 200
    assert idle


async def test_nor_is_it_led_to_where_one_signs_in(at: FrontDoor) -> None:
    answer = await Browser(at).http.get("/my-work", headers=ASKED_BY_A_PAGE)

    assert answer.status_code == 401
