"""Reminding whose turn it is in several programmes: who gets which letter, whom it skips and why, once."""

import re

from tests.api.story import Story
from tests.api.visiting import ok
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown


async def another(story: Story) -> str:
    """A second programme of the same office."""
    slug = f"{story.slug}-2"
    blueprint = story.blueprint.model_dump(mode="json") | {"title": "The second"}
    ok(await story.office.post("/programmes", {"slug": slug, "blueprint": blueprint}), 201)
    return slug


async def ticked(browser: Browser, *slugs: str, status: int = 200) -> Shown:
    """What is shown once these are ticked and the button is pressed."""
    form = (await browser.open("/programmes")).form("/reminders")
    answer = await browser.http.post("/reminders", data={**dict(form.fields), "programme": list(slugs)})
    assert answer.status_code == status, answer.text
    return Shown(answer)


async def confirmed(browser: Browser, page: Shown) -> Shown:
    fields: dict[str, list[str]] = {}
    for name, value in page.form("/reminders/letters").fields:
        fields.setdefault(name, []).append(value)
    answer = await browser.http.post("/reminders/letters", data=fields)
    assert answer.status_code == 200, answer.text
    return Shown(answer)


async def letters(story: Story, slug: str) -> int:
    return await story.pool.fetchval(
        "SELECT count(*) FROM outbox WHERE programme = $1 AND kind = 'your_turn'", slug
    )


async def test_nothing_is_sent_before_it_was_shown_who_gets_which(story: Story, door: FrontDoor) -> None:
    slug, browser = await another(story), await become(door, story.slug, "office")

    page = await ticked(browser, story.slug, slug)

    assert "in 2 programmes?" in page.words
    assert page.words.count("The programme office: one letter, “Reminder, it is your turn:") == 2
    assert "The second" in page.words
    assert await letters(story, slug) == 0


async def test_once_confirmed_each_programme_says_what_came_of_it(story: Story, door: FrontDoor) -> None:
    slug, browser = await another(story), await become(door, story.slug, "office")

    page = await confirmed(browser, await ticked(browser, story.slug, slug))

    assert "Reminded in 2 programmes" in page.words
    assert "The second : 1 person or organisation gets a letter." in page.words
    assert (await letters(story, story.slug), await letters(story, slug)) == (1, 1)


async def test_where_nobody_is_known_to_write_to_nothing_is_sent(story: Story, door: FrontDoor) -> None:
    await story.appointed()
    slug, browser = await another(story), await become(door, story.slug, "office")

    result = await confirmed(browser, await ticked(browser, story.slug, slug))

    assert "Nobody is known to whom a letter could go." in result.words
    kinds = {entry["event"]["kind"] for entry in (await story.read("/register"))["items"]}
    assert "turns.reminded" not in kinds


async def test_pressing_twice_sends_once(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")
    page = await ticked(browser, story.slug)

    first, again = await confirmed(browser, page), await confirmed(browser, page)

    assert first.words == again.words
    assert await letters(story, story.slug) == 1


async def test_what_was_reminded_today_is_passed_over_and_says_why(story: Story, door: FrontDoor) -> None:
    slug, browser = await another(story), await become(door, story.slug, "office")
    await story.act(story.office, "turn-reminders")

    page = await ticked(browser, story.slug, slug)
    result = await confirmed(browser, page)

    assert "in 1 programme?" in page.words
    assert "Passed over" in page.words
    assert "was reminded today already" in page.words
    assert "Reminded in 1 programme" in result.words
    assert "was reminded today already" in result.words


async def test_where_nobody_would_get_a_letter_there_is_nothing_to_confirm(
    story: Story, door: FrontDoor
) -> None:
    browser = await become(door, story.slug, "office")
    await story.act(story.office, "turn-reminders")

    page = await ticked(browser, story.slug)

    assert "Nobody would get a letter." in page.words
    assert "/reminders/letters" not in page.answer.text


async def test_whoever_ticks_none_hears_so(story: Story, door: FrontDoor) -> None:
    page = await ticked(await become(door, story.slug, "office"), status=400)

    assert "Tick at least one programme." in page.words


async def test_at_most_fifty_are_reminded_at_once(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    page = await ticked(browser, *(f"one-{number}" for number in range(51)), status=400)

    assert "Tick at most 50 programmes." in page.words


async def test_whoever_does_not_run_a_programme_can_tick_none_and_send_nothing(
    story: Story, door: FrontDoor
) -> None:
    member = await become(door, story.slug, "college-1")
    assert "/reminders" not in (await member.open("/programmes")).answer.text

    token = re.search(r'name="form_token" value="([^"]+)"', (await member.open("/programmes")).answer.text)
    assert token is not None
    sent = {"form_token": token[1], "programme": story.slug}
    page = Shown(await member.http.post("/reminders", data=sent))
    await member.http.post("/reminders/letters", data={**sent, "key": "a-key"})

    assert "Only the office of this programme can do this." in page.words
    assert await letters(story, story.slug) == 0


async def test_a_stranger_does_not_hear_what_a_programme_is_called(story: Story, door: FrontDoor) -> None:
    stranger = Browser(door)
    page = await stranger.open("/development/sign-in")
    page = await stranger.send(page, "/development/sign-in", {"person": "stranger"})
    token = re.search(r'name="form_token" value="([^"]+)"', page.answer.text)
    assert token is not None

    answer = await stranger.http.post("/reminders", data={"form_token": token[1], "programme": story.slug})

    assert story.blueprint.title not in Shown(answer).words
    assert await letters(story, story.slug) == 0


async def test_an_address_that_asks_for_no_programme_is_no_page(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    for query in ("", "?key=1", "?key=1&programme=No", "?programme=one"):
        await browser.open(f"/reminders{query}", status=404)
