"""What comes, day by day: of all programmes of whoever asks, or only what is theirs; also as a calendar."""

import pytest

from tests.api.story import Story
from tests.files.calendars import titles
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor


async def test_the_office_sees_every_day_that_comes_by_week(story: Story, door: FrontDoor) -> None:
    await story.appointed()

    page = await (await become(door, story.slug, "office")).open("/agenda")

    assert "Consultation 1 closes" in page.words
    assert "The assignment ends" in page.words
    assert f"/programmes/{story.slug}/consultations/1" in page.links


async def test_what_is_mine_is_what_i_have_to_do_or_be_at(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()

    member = await (await become(door, story.slug, "college-1")).open("/agenda?mine=true")
    panel = await (await become(door, story.slug, "panel-1")).open("/agenda?mine=true")

    assert "meets and decides" in member.words
    assert "No day that is coming is yours." in panel.words


async def test_a_round_is_of_whoever_speaks_for_an_organisation(story: Story, door: FrontDoor) -> None:
    await story.appointed()
    await story.contributed("G1")

    page = await (await become(door, story.slug, "Who speaks for G1")).open("/agenda?mine=true")

    assert "Consultation 1 closes" in page.words


async def test_a_day_on_which_nothing_is_left_says_so(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office")

    assert "Nothing comes after this." in (await browser.open("/agenda?after=2999-01-01")).words


@pytest.mark.parametrize("query", ["mine=perhaps", "wie=ik", "after=tomorrow", "deadline=;"])
async def test_an_address_that_asks_for_what_there_is_not_is_no_page(
    story: Story, door: FrontDoor, query: str
) -> None:
    await (await become(door, story.slug, "office")).open(f"/agenda?{query}", status=404)


async def test_a_page_that_is_full_leads_to_what_comes_after_it(
    story: Story, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await story.appointed()
    monkeypatch.setattr("web.every_phase.agenda.A_PAGE", 1)
    browser, seen = await become(door, story.slug, "office"), ""

    page = await browser.open("/agenda")
    while following := [link for link in page.links if "after=" in link]:
        seen += page.words
        page = await browser.open(following[0])

    assert seen.count("Consultation 1 closes") == 1
    assert seen.count("The assignment ends") == 1


async def test_the_same_days_are_a_calendar_to_follow(story: Story, door: FrontDoor) -> None:
    await story.appointed()
    browser = await become(door, story.slug, "office")

    everything = (await browser.open("/agenda.ics")).answer
    mine = (await browser.open("/agenda.ics?mine=true")).answer

    assert everything.headers["content-type"].startswith("text/calendar")
    assert f"Consultation 1 closes: {story.blueprint.title}" in titles(everything.content)
    assert len(titles(mine.content)) < len(titles(everything.content))


async def test_a_stranger_has_an_empty_agenda(story: Story, door: FrontDoor) -> None:
    await story.appointed()
    browser = Browser(door)
    page = await browser.open("/development/sign-in")
    await browser.send(page, "/development/sign-in", {"person": "stranger"})

    assert "Nothing is planned." in (await browser.open("/agenda")).words
    assert story.slug not in (await browser.open("/agenda.ics")).answer.text


async def test_whoever_is_not_signed_in_is_asked_to(door: FrontDoor) -> None:
    for path in ("/agenda", "/agenda.ics", "/programmes.xlsx"):
        assert (await Browser(door).open(path)).answer.url.path == "/development/sign-in"
