"""Selections that somebody saves: shown first with their counts, called otherwise, deleted, theirs alone."""

import re

from store.people import people
from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown

ASKED = "/programmes?role=office"


async def save(browser: Browser, name: str, at: str = ASKED, status: int = 200) -> Shown:
    return await browser.send(await browser.open(at), "/selections", {"name": name}, status=status)


async def ids(browser: Browser) -> list[str]:
    return re.findall(
        r"/selections/([0-9a-f-]{36})/deletion", (await browser.open("/selections")).answer.text
    )


async def test_what_is_chosen_is_saved_and_stands_first_with_its_count(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    page = await save(browser, "Ours to do")

    assert page.words.index("Ours to do 1") < page.words.index("All that go on 1")
    assert re.search(r'href="/programmes\?role=office" aria-current="true">Ours to do', page.answer.text)


async def test_each_counts_what_it_asks(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    await save(browser, "Ours")
    await save(browser, "Theirs", "/programmes?role=principal")

    await save(browser, "Found", f"/programmes?search={story.blueprint.title.split()[0]}&mine=true")
    page = await browser.open("/programmes")

    assert "Ours 1 Theirs 0 Found 1" in page.words


async def test_what_everybody_sees_is_not_to_be_saved(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    assert "Save this selection" not in (await browser.open("/programmes")).words
    await save(browser, "Ours")
    assert "Save this selection" not in (await browser.open(ASKED)).words


async def test_it_can_be_called_otherwise_and_deleted(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    await save(browser, "Ours")
    [id_] = await ids(browser)

    page = await browser.open("/selections")
    renamed = await browser.send(page, f"/selections/{id_}/name", {"name": "Mine"})
    assert "Mine" in renamed.words

    gone = await browser.send(renamed, f"/selections/{id_}/deletion")
    assert "You have saved no selection yet." in gone.words


async def test_one_of_the_same_name_takes_its_place(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    await save(browser, "Ours")

    await save(browser, "OURS", "/programmes?role=principal")

    assert len(await ids(browser)) == 1


async def test_two_are_never_called_the_same(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    await save(browser, "Ours")
    await save(browser, "Theirs", "/programmes?role=principal")
    _, theirs = await ids(browser)

    page = await browser.open("/selections")
    wrong = await browser.send(page, f"/selections/{theirs}/name", {"name": "ours"}, status=400)

    assert "You have another selection of that name" in wrong.words
    assert 'value="ours"' in wrong.answer.text
    # It is still called what it was.
    assert ">Theirs</a>" in wrong.answer.text


async def test_a_name_must_be_one(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    for name in ("", "  ", "x" * 61, "two\nlines"):
        page = await save(browser, name, status=400)
        assert "Give it a name of at most 60 characters" in page.words
    assert await ids(browser) == []


async def test_there_are_at_most_twenty(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    for number in range(20):
        await save(browser, f"Number {number}", f"/programmes?search={number}")

    page = await save(browser, "One more", "/programmes?search=more", status=400)

    assert "You have 20 selections already" in page.words
    assert len(await ids(browser)) == 20


async def test_nobody_sees_or_changes_those_of_another(story: Story, door: FrontDoor) -> None:
    owner = await become(door, story.slug, "office")
    await save(owner, "Ours")
    [id_] = await ids(owner)
    other = await become(door, story.slug, "principal")
    await save(other, "Mine")
    [own] = await ids(other)

    page = await other.open("/selections")
    assert "Ours" not in page.words
    token = dict(page.form(f"/selections/{own}/deletion").fields)
    await other.post(f"/selections/{id_}/deletion", token)
    await other.post(f"/selections/{id_}/name", {**token, "name": "Taken"})

    assert "Ours" in (await owner.open("/selections")).words


async def test_they_are_gone_when_somebody_is_erased(story: Story, door: FrontDoor) -> None:
    await story.asked()
    browser = await become(door, story.slug, "anna")
    await save(browser, "Mine", "/programmes?mine=true")
    async with story.pool.acquire() as connection:
        id_ = await connection.fetchval(
            "SELECT id::text FROM people WHERE programme = $1 AND name = 'Name of anna'", story.slug
        )
        async with connection.transaction():
            await people.erase(connection, story.slug, id_)  # pyright: ignore[reportArgumentType] - a pool's

        assert await connection.fetchval("SELECT count(*) FROM selections") == 0
