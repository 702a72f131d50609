"""An organisation answers by its link: without an account or JavaScript, once, and until its round closes."""

from uuid import UUID

import pytest

from store.people import links
from tests.api.story import Story
from tests.api.visiting import ok
from tests.web.visiting import Browser, FrontDoor, Shown
from web.answer.link import Link

RIK = {"name": "Rik Raadslid", "email": "rik@g1.example", "language": "en"}
SAY = {"can": "yes_if", "will": "yes", "sections.goals": "Not without **money**."}


async def linked(story: Story, code: str = "G1", number: int = 1) -> str:
    """The token of a link for a representative of an organisation, as a letter brings it."""
    who = ok(await story.office.post(f"{story.at}/organisations/{code}/representatives", RIK), 201)
    async with story.pool.acquire() as connection:
        return await links.create(connection, story.slug, number, UUID(who["id"]))


@pytest.fixture
async def asked(story: Story) -> Story:
    """A programme whose first round is open."""
    return await story.appointed()


@pytest.fixture
async def token(asked: Story) -> str:
    return await linked(asked)


@pytest.fixture
def browser(door: FrontDoor) -> Browser:
    return Browser(door)


def at(token: str) -> str:
    return Link.of(token).at


async def sent(browser: Browser, token: str, **filled: str) -> Shown:
    """What somebody sees once they have opened the link, filled in its form and sent it."""
    page = await browser.open(f"/i/{token}")
    return await browser.send(page, at(token), {**SAY, **filled})


# --- the way in ---


async def test_the_link_asks_what_the_organisation_can_and_will(browser: Browser, token: str) -> None:
    page = await browser.open(f"/i/{token}")

    assert "What can and will" in page.words
    assert "Rik Raadslid" in page.words
    assert "The old goals." in page.words
    assert "Send what" in page.words


async def test_the_token_is_in_no_address_that_stays(browser: Browser, token: str) -> None:
    page = await browser.open(f"/i/{token}")

    assert page.answer.url.path == at(token)
    [redirect] = page.answer.history
    assert redirect.status_code == 303
    assert redirect.headers["referrer-policy"] == "no-referrer"
    assert token not in page.answer.text
    assert token not in str(page.answer.url)


async def test_the_browser_sends_it_to_the_pages_of_this_link_alone(browser: Browser, token: str) -> None:
    [redirect] = (await browser.open(f"/i/{token}")).answer.history
    [cookie] = redirect.headers.get_list("set-cookie")

    assert {f"Path={at(token)}", "HttpOnly", "SameSite=lax", "Max-Age=43200"} <= set(cookie.split("; "))


async def test_the_address_alone_opens_nothing(browser: Browser, door: FrontDoor, token: str) -> None:
    await browser.open(f"/i/{token}")

    page = await Browser(door).open(at(token), status=410)

    assert "Open the link in your letter once more" in page.words


async def test_nor_does_it_with_another_link(browser: Browser, asked: Story, token: str) -> None:
    other = await linked(asked, "G2")
    browser.http.cookies.set("link", other, domain="kwartier.example", path=at(token))

    await browser.open(at(token), status=410)


async def test_nobody_has_opened_a_link_by_looking(browser: Browser, asked: Story, token: str) -> None:
    for method in ("HEAD", "GET"):
        await browser.http.request(method, f"/i/{token}")
        await browser.http.request(method, at(token))

    [link] = (await asked.read("/consultations/1/links"))["items"]
    assert link["opened_at"] is None


@pytest.mark.parametrize("token", ["0" * 43, "x", "%00", "\u00e9"])
async def test_a_link_that_there_is_not_says_what_to_do(browser: Browser, asked: Story, token: str) -> None:
    del asked
    page = await browser.open(f"/i/{token}", status=404)

    assert "ask the programme office for a new one" in page.words


async def test_whoever_tries_links_is_slowed_here_as_at_the_api(
    browser: Browser, door: FrontDoor, asked: Story
) -> None:
    del asked
    for n in range(30):
        await browser.open(f"/i/{n}", status=404)

    assert (await browser.http.get("/i/31")).status_code == 429
    assert (await door.http.get("/v1/invitations/32")).status_code == 429


# --- answering ---


async def test_what_was_filled_in_is_received_with_a_receipt(
    browser: Browser, asked: Story, token: str
) -> None:
    page = await sent(browser, token)

    [taken] = (await asked.read("/consultations/1/contributions"))["items"]
    assert page.answer.url.path == f"{at(token)}/receipt"
    assert page.answer.history[-1].status_code == 303
    assert taken["receipt"] in page.words
    assert (taken["can"], taken["will"], taken["source"]) == ("yes_if", "yes", "link")
    assert taken["sections"] == {"goals": "Not without **money**."}
    assert "Can: yes, if. Will: yes. You said something about 1 section." in page.words


async def test_pressing_the_button_twice_answers_once(browser: Browser, asked: Story, token: str) -> None:
    page = await browser.open(f"/i/{token}")
    for _ in range(2):
        await browser.send(page, at(token), SAY)

    [taken] = (await asked.read("/consultations/1/contributions"))["items"]
    assert taken["revision"] == 1


async def test_an_answer_can_be_changed(browser: Browser, asked: Story, token: str) -> None:
    await sent(browser, token)
    page = await browser.open(at(token))
    assert ("sections.goals", "Not without **money**.") in page.form(at(token)).fields

    await browser.send(page, at(token), {"will": "no"})

    [taken] = (await asked.read("/consultations/1/contributions"))["items"]
    assert (taken["can"], taken["will"], taken["revision"]) == ("yes_if", "no", 2)


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"can": ""}, "Say whether you can."),
        ({"will": "perhaps"}, "Say whether you will."),
        ({"sections.goals": "x" * 100_001}, "longer than 100,000 characters"),
        ({"sections.goals": "a\0b"}, "NUL"),
    ],
)
async def test_what_is_missing_is_said_and_nothing_that_was_typed_is_lost(
    browser: Browser, token: str, filled: dict[str, str], says: str
) -> None:
    typed = {**SAY, "sections.funding": "Who pays?\n\nAnd\twhen?", **filled}

    page = await browser.send(await browser.open(f"/i/{token}"), at(token), typed, status=400)

    assert page.answer.text.count("<title>Error: ") == 1
    assert says in page.words
    fields = dict(page.form(at(token)).fields)
    kept = {name: text for name, text in typed.items() if name not in filled or name.startswith("sections")}
    assert {name: fields.get(name) for name in kept if "\0" not in kept[name]} == {
        name: text for name, text in kept.items() if "\0" not in text
    }


async def test_a_section_that_there_is_not_is_refused(browser: Browser, token: str) -> None:
    page = await browser.open(f"/i/{token}")

    answer = await browser.post(
        at(token), {**dict(page.form(at(token)).fields), **SAY, "sections.nothing": "x"}
    )

    assert answer.status_code in {400, 409}
    assert "<main" in answer.text


async def test_what_people_wrote_does_nothing_on_the_page(browser: Browser, token: str) -> None:
    evil = '</textarea><script>alert(1)</script><img src="//evil.example/x.png"> [x](javascript:alert(1))'
    await sent(browser, token, **{"sections.goals": evil})

    page = await browser.open(at(token))

    assert ("sections.goals", evil) in page.form(at(token)).fields
    assert "<script>alert" not in page.answer.text
    assert "<img" not in page.answer.text


# --- what is kept meanwhile ---


async def test_what_was_typed_is_kept_until_it_is_sent(
    browser: Browser, door: FrontDoor, asked: Story, token: str
) -> None:
    page = await browser.open(f"/i/{token}")
    fields = {**dict(page.form(at(token)).fields), "can": "no", "sections.goals": "Half a sen"}
    answer = await browser.post(f"{at(token)}/draft", fields, Accept="text/plain")
    assert answer.text.startswith("Kept at ")

    elsewhere = Browser(door)
    again = await elsewhere.open(f"/i/{token}")
    assert ("sections.goals", "Half a sen") in again.form(at(token)).fields
    assert ("can", "no") in again.form(at(token)).fields
    assert (await asked.read("/consultations/1/contributions"))["items"] == []

    await elsewhere.send(again, at(token), {"will": "no"})
    async with asked.pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM link_drafts") == 0


async def test_without_javascript_it_is_kept_by_a_button(browser: Browser, token: str) -> None:
    page = await browser.open(f"/i/{token}")
    assert f'formaction="{at(token)}/draft"' in page.answer.text

    answer = await browser.post(f"{at(token)}/draft", {**dict(page.form(at(token)).fields), "can": "yes"})

    assert answer.history[0].headers["location"] == f"{at(token)}#draft"
    assert "Kept at " in Shown(answer).words


async def test_whoever_types_has_opened_the_link(browser: Browser, asked: Story, token: str) -> None:
    page = await browser.open(f"/i/{token}")
    await browser.post(f"{at(token)}/draft", dict(page.form(at(token)).fields))

    [link] = (await asked.read("/consultations/1/links"))["items"]
    assert link["opened_at"] is not None


# --- when it cannot be answered ---


async def test_a_closed_round_shows_what_was_said(browser: Browser, asked: Story, token: str) -> None:
    await sent(browser, token)
    for code in ("G2", "M1"):
        await asked.contributed(code)
    await asked.until("draft.assembled")

    page = await browser.open(at(token))

    assert "This round is closed" in page.words
    assert "Not without money" in page.words
    assert "Send what" not in page.words


async def test_what_was_done_with_it_is_shown_once_it_is_settled(
    browser: Browser, asked: Story, token: str
) -> None:
    await sent(browser, token)
    for code in ("G2", "M1"):
        await asked.contributed(code)
    await asked.until("draft.assembled")
    sections = {
        key: f"Written: {key}." for key in ("goals", "activities", "governance", "funding", "strategy")
    }
    await asked.act(asked.as_("anna"), "plan-versions", sections=sections)
    await asked.settled()

    page = await browser.open(f"/i/{token}")

    assert "What was done with what you said" in page.words
    assert "Taken over in Goals It is better." in page.words


async def test_a_form_that_comes_too_late_says_so(browser: Browser, asked: Story, token: str) -> None:
    page = await browser.open(f"/i/{token}")
    for code in ("G1", "G2", "M1"):
        await asked.contributed(code)
    await asked.until("draft.assembled")

    page = await browser.send(page, at(token), SAY, status=409)

    assert "closed" in page.words


async def test_a_programme_that_stands_still_says_so(browser: Browser, asked: Story, token: str) -> None:
    await asked.act(asked.principal, "suspensions", reason="Elections.")

    page = await browser.open(f"/i/{token}")

    assert "The programme stands still" in page.words


async def test_a_revoked_link_opens_nothing_any_more(browser: Browser, asked: Story, token: str) -> None:
    await browser.open(f"/i/{token}")
    [link] = (await asked.read("/consultations/1/links"))["items"]
    ok(await asked.office.post(f"{asked.at}/consultations/1/links/{link['id']}/revocations"), 201)

    for path in (f"/i/{token}", at(token), f"{at(token)}/receipt"):
        assert "does not work any more" in (await browser.open(path, status=404)).words


async def test_a_link_ends_with_its_programme(browser: Browser, asked: Story, token: str) -> None:
    await asked.act(asked.principal, "withdrawals", reason="Not now.")

    page = await browser.open(f"/i/{token}", status=410)

    assert "This link ended with the programme." in page.words


async def test_whoever_is_not_the_right_person_is_told_whom_to_ask(browser: Browser, token: str) -> None:
    await browser.open(f"/i/{token}")

    page = await browser.open(f"{at(token)}/somebody-else")

    assert "Name of office" in page.words
