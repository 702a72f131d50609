"""The list of programmes, and what waits for somebody: whose turn it is, for what, since when, until when."""

import re

import pytest

from tests.api.story import Story
from tests.api.visiting import ok
from tests.web.visiting import Browser, FrontDoor


async def become(door: FrontDoor, slug: str, name: str, language: str = "en") -> Browser:
    """The browser of somebody of a programme, by what they are called there."""
    browser = Browser(door, language)
    page = await browser.open(f"/development/sign-in?programme={slug}")
    found = re.search(rf'value="({slug}/[0-9a-f-]{{36}})">(?:Name of )?{name}<', page.answer.text)
    assert found, page.words
    await browser.send(page, "/development/sign-in", {"person": found[1], "to": "/my-work"})
    return browser


async def anybody(door: FrontDoor, key: str) -> Browser:
    """The browser of somebody who is the same in every programme."""
    browser = Browser(door)
    page = await browser.open("/development/sign-in")
    await browser.send(page, "/development/sign-in", {"person": key, "to": "/"})
    return browser


async def test_whoever_is_not_signed_in_is_asked_to(door: FrontDoor) -> None:
    page = await Browser(door).open("/my-work")
    assert page.answer.url.path == "/development/sign-in"


class TestMyWork:
    async def test_what_waits_for_somebody_leads_to_where_it_is_done(
        self, story: Story, door: FrontDoor
    ) -> None:
        page = await (await become(door, story.slug, "office")).open("/my-work")

        assert "1 thing waits for you." in page.words
        assert "Nominate candidates" in page.words
        assert f"/programmes/{story.slug}/do/nominate" in page.links

    async def test_of_more_than_one_page_the_rest_is_in_the_list(
        self, story: Story, door: FrontDoor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("service.every_phase.my_work.MOST", 0)

        page = await (await become(door, story.slug, "office")).open("/my-work")

        assert "the rest is in the list of your programmes" in page.words
        assert "/programmes?mine=true" in page.links

    async def test_whoever_is_waited_for_by_nobody_hears_so(self, story: Story, door: FrontDoor) -> None:
        page = await (await become(door, story.slug, "anna")).open("/my-work")

        assert "Nothing waits for you." in page.words

    async def test_it_goes_to_whom_it_waits_for_next(self, story: Story, door: FrontDoor) -> None:
        await story.nominated()

        principal = await (await become(door, story.slug, "principal")).open("/my-work")

        assert "Choose from 1 candidate" in principal.words


class TestProgrammes:
    async def test_the_office_sees_whose_turn_it_is_for_what_and_how_soon(
        self, story: Story, door: FrontDoor
    ) -> None:
        page = await (await become(door, story.slug, "office", "nl")).open("/programmes")

        assert "Aan zet" in page.words
        assert "Programmabureau" in page.words
        assert "kandidaten voordragen" in page.words
        assert "Alle lopende 1" in page.words

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("search=", True),
            ("phase=&role=&search=", True),
            ("role=office", True),
            ("role=principal", False),
            ("phase=definition", False),
            ("late=true", False),
            ("mine=true", True),
            ("situation=ended", False),
        ],
    )
    async def test_only_those_that_are_asked_for_are_shown(
        self, story: Story, door: FrontDoor, query: str, shown: bool
    ) -> None:
        page = await (await become(door, story.slug, "office")).open(f"/programmes?{query}")

        assert (f"/programmes/{story.slug}" in page.links) == shown
        assert ("No programme is like this." in page.words) != shown

    @pytest.mark.parametrize("query", ["fase=definitie", "late=perhaps", "after=1.2.3", "limit=0"])
    async def test_an_address_that_asks_for_what_there_is_not_is_no_page(
        self, story: Story, door: FrontDoor, query: str
    ) -> None:
        await (await become(door, story.slug, "office")).open(f"/programmes?{query}", status=404)

    async def test_a_list_that_goes_on_leads_to_the_next_page(self, story: Story, door: FrontDoor) -> None:
        blueprint = story.blueprint.model_dump(mode="json")
        ok(await story.office.post("/programmes", {"slug": "another", "blueprint": blueprint}), 201)
        browser = await become(door, story.slug, "office")

        first = await browser.open("/programmes?limit=1")
        (following,) = [link for link in first.links if "after=" in link]
        second = await browser.open(following)

        listed = {link for page in (first, second) for link in page.links if link.startswith("/programmes/")}
        assert listed == {"/programmes/another", f"/programmes/{story.slug}"}

    async def test_where_nothing_is_like_it_one_hears_what_to_ask_less(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await become(door, story.slug, "office")

        page = await browser.open("/programmes?phase=definition&role=office")
        other = await browser.open("/programmes?phase=definition&role=principal")

        assert "There are some when you ask less: In whatever phase 1" in page.words
        assert "/programmes?role=office" in page.links
        # Neither alone would help.
        assert "ask less" not in other.words

    async def test_whoever_starts_programmes_hears_how_where_there_is_none(self, door: FrontDoor) -> None:
        browser = Browser(door)
        page = await browser.open("/development/sign-in")
        await browser.send(page, "/development/sign-in", {"person": "starter"})

        assert "/programmes/new" in (await browser.open("/programmes")).links

    async def test_whoever_has_no_part_sees_none(self, story: Story, door: FrontDoor) -> None:
        browser = Browser(door)
        page = await browser.open("/development/sign-in")
        await browser.send(page, "/development/sign-in", {"person": "stranger"})

        assert "You have no part in a programme that goes on." in (await browser.open("/programmes")).words
        assert story.slug not in (await browser.open("/programmes")).answer.text


class TestOneProgramme:
    async def test_whoever_is_waited_for_sees_the_one_thing_to_do(
        self, story: Story, door: FrontDoor
    ) -> None:
        page = await (await become(door, story.slug, "office")).open(f"/programmes/{story.slug}")

        assert "Whose turn it is: Programme office" in page.words
        assert page.answer.text.count("nl-button--primary") == 1
        assert f"/programmes/{story.slug}/do/nominate" in page.links
        assert "Move a deadline" in page.words

    async def test_whoever_is_not_sees_whose_turn_it_is_and_no_button(
        self, story: Story, door: FrontDoor
    ) -> None:
        page = await (await become(door, story.slug, "principal")).open(f"/programmes/{story.slug}")

        assert "Whose turn it is: Programme office" in page.words
        assert "nl-button--primary" not in page.answer.text

    async def test_what_the_gate_misses_comes_first(self, story: Story, door: FrontDoor) -> None:
        await story.drafted()
        page = await (await become(door, story.slug, "office")).open(f"/programmes/{story.slug}")

        assert "Needed to end the definition phase" in page.words
        assert page.answer.text.index('class="kw-tag"') < page.answer.text.index('class="kw-met"')

    async def test_whoever_has_no_part_is_told_no(self, story: Story, door: FrontDoor) -> None:
        browser = Browser(door)
        page = await browser.open("/development/sign-in")
        await browser.send(page, "/development/sign-in", {"person": "stranger"})
        await browser.open(f"/programmes/{story.slug}", status=403)
