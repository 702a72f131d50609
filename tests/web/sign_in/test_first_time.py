"""The link for signing in the first time: an account is somebody of the programme once its owner says so."""

from uuid import UUID

import pytest

from store.people import sign_in_links
from tests.api.story import Story
from tests.api.visiting import ok
from tests.web.sign_in.providers import Provider, back_from, go
from tests.web.sign_in.test_sign_in import who
from tests.web.visiting import Browser, FrontDoor
from tests.workflows.blueprints import small
from tests.workflows.running import World
from web.sign_in.first_time import AT


@pytest.fixture
async def story(at: FrontDoor, world: World) -> Story:
    """A programme in which somebody was named by their address, to sign in by a link."""
    return await _told(at, world)


async def _told(at: FrontDoor, world: World) -> Story:
    story = Story(at, small())
    story.pool = world.pool
    return await story.begun()


@pytest.fixture
async def token(story: Story) -> str:
    """The token of the link that was sent to Wil."""
    person = {"email": "wil@example.nl", "name": "Wil Ander"}
    await story.act(story.office, "nominations", person=person, interests="None.")
    async with story.pool.acquire() as connection:
        id_ = await connection.fetchval(
            "SELECT id::text FROM people WHERE programme = $1 AND email = 'wil@example.nl'", story.slug
        )
        return await sign_in_links.create(connection, story.slug, UUID(id_), "wil@example.nl")


async def test_the_link_shows_for_whom_it_is_and_binds_nobody(at: FrontDoor, token: str) -> None:
    browser = Browser(at)
    page = await browser.open(f"/sign-in/{token}")

    assert page.answer.url.path == AT
    assert token not in page.answer.text
    assert "You are Wil Ander in Small programme?" in page.words
    assert f"/sign-in?to={AT}" in page.links


async def test_whoever_signs_in_and_says_so_is_that_person(
    at: FrontDoor, provider: Provider, story: Story, token: str
) -> None:
    browser = Browser(at)
    await browser.open(f"/sign-in/{token}")
    await go(browser, await back_from(browser, provider, name="W. Ander"))
    page = await browser.open(AT)
    assert "account of W. Ander" in page.words

    page = await browser.send(page, AT)

    assert "You are Wil Ander from now on" in page.words
    last = (await story.read("/register"))["items"][-1]["event"]
    assert last["kind"] == "identity.bound"
    assert "does not work any more" in (await browser.open(f"/sign-in/{token}", status=404)).words


async def test_nobody_is_bound_without_signing_in(at: FrontDoor, story: Story, token: str) -> None:
    browser = Browser(at)
    page = await browser.open(f"/sign-in/{token}")
    fields = dict(page.form("/language").fields)

    answer = await browser.post(AT, fields)

    assert answer.status_code == 401
    assert (await story.read("/register"))["items"][-1]["event"]["kind"] != "identity.bound"
    assert await who(browser) is None


async def test_the_address_alone_opens_nothing(at: FrontDoor) -> None:
    page = await Browser(at).open(AT, status=410)

    assert "Open the link in your letter once more." in page.words


async def test_a_link_that_there_is_not_says_what_to_do(at: FrontDoor, story: Story) -> None:
    ok(await story.office.get(story.at))

    page = await Browser(at).open(f"/sign-in/{'0' * 43}", status=404)

    assert "does not work" in page.words
