"""A new programme: from a blueprint, with its people, after its calendar was shown; and once."""

import json
import re
from collections.abc import Mapping

from api import PREFIX
from blueprints import SHIPPED
from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown
from tests.workflows.blueprints import small

NEW = "/programmes/new"


async def starter(door: FrontDoor, language: str = "en") -> Browser:
    browser = Browser(door, language)
    page = await browser.open("/development/sign-in")
    await browser.send(page, "/development/sign-in", {"person": "starter"})
    return browser


async def with_people(browser: Browser, **filled: str) -> Shown:
    """The page for the people of a blueprint."""
    chosen = {"blueprint": "small", "text": "", **filled}
    return await browser.send(await browser.open(NEW), NEW, chosen)


async def with_calendar(
    browser: Browser, slug: str = "to-come", filled: Mapping[str, str] | None = None, status: int = 200
) -> Shown:
    page = await with_people(browser)
    return await browser.send(page, NEW, {"slug": slug, "step": "calendar", **(filled or {})}, status=status)


async def test_the_shipped_blueprints_can_be_chosen(door: FrontDoor) -> None:
    page = await (await starter(door)).open(NEW)

    assert "Common Ground" in page.words
    assert "Small programme" in page.words


async def test_people_are_filled_in_by_their_parts(door: FrontDoor) -> None:
    page = await with_people(await starter(door))

    assert 'value="pia@small.example"' in page.answer.text
    assert "Principal" in page.words
    assert "Review panel" in page.words
    assert "Board" in page.words


async def test_the_calendar_is_shown_before_anything_starts(door: FrontDoor) -> None:
    browser = await starter(door)

    page = await with_calendar(browser)

    assert "Organisations are consulted" in page.words
    assert "Board meets and decides" in page.words
    assert "The assignment of the kwartiermaker ends on" in page.words
    assert "The programme office is asked to nominate candidates: Otto Office." in page.words
    assert "You are not among its people yourself" in page.words
    assert "to-come" not in (await browser.open("/programmes")).answer.text


async def test_it_starts_once_however_often_the_button_is_pressed(story: Story, door: FrontDoor) -> None:
    browser = await starter(door)
    person = {"people.1.name": "Olga", "people.1.email": "olga@office.example"}
    page = await with_calendar(browser, f"{story.slug}-new", person)
    fields = {**dict(page.form(NEW).fields), "step": "start"}

    first = await browser.http.post(NEW, data=fields, follow_redirects=False)
    again = await browser.http.post(NEW, data=fields, follow_redirects=False)

    assert (first.status_code, again.status_code) == (303, 303)
    assert first.headers["location"] == again.headers["location"] == f"/programmes/{story.slug}-new"
    office = await become(door, f"{story.slug}-new", "Olga")
    assert "Nominate candidates" in (await office.open(f"/programmes/{story.slug}-new")).words


async def test_a_name_that_is_taken_is_said_at_its_field_and_nothing_is_lost(
    story: Story, door: FrontDoor
) -> None:
    page = await with_calendar(await starter(door), story.slug, {"people.0.name": "Petronella"}, status=400)

    assert "choose another slug" in page.words
    assert 'value="Petronella"' in page.answer.text
    assert re.search(r'id="slug"[^>]*aria-invalid="true"', page.answer.text)


async def test_mistakes_stand_at_their_fields_all_at_once(door: FrontDoor) -> None:
    wrong = {"people.0.email": "no address", "people.2.email": "nor this"}

    page = await with_calendar(await starter(door), filled=wrong, status=400)

    assert "2 things are not right yet" in page.words
    for field in wrong:
        assert re.search(rf'id="{re.escape(field)}"[^>]*aria-invalid="true"', page.answer.text)


async def test_a_name_that_can_be_no_address_is_said_at_its_field(door: FrontDoor) -> None:
    page = await with_calendar(await starter(door), "Not A Name", status=400)

    assert "Write a name of small letters" in page.words


async def test_what_is_pasted_is_named_with_its_lines(door: FrontDoor) -> None:
    browser = await starter(door)
    text = (small_toml()).replace('principal = "principal"', 'principal = "nobody"')

    wrong = await browser.send(await browser.open(NEW), NEW, {"blueprint": "own", "text": text}, status=400)

    assert "line 6: principal:" in wrong.words
    assert dict(wrong.form(NEW).fields)["text"] == text


async def test_json_is_taken_as_the_api_takes_it(door: FrontDoor) -> None:
    text = json.dumps(small().model_dump(mode="json"))

    page = await with_people(await starter(door), blueprint="own", text=text)

    assert "Step 2 of 3" in page.words


async def test_what_is_no_blueprint_is_said_at_once(door: FrontDoor) -> None:
    browser = await starter(door)

    for text, said in (("title = ", "is not TOML"), ('{"title"', "is not JSON")):
        page = await browser.send(
            await browser.open(NEW), NEW, {"blueprint": "own", "text": text}, status=400
        )
        assert said in page.words
    nothing = await browser.send(await browser.open(NEW), NEW, {"text": ""}, status=400)
    assert "Choose a blueprint" in nothing.words


class TestAFile:
    async def test_it_leads_through_the_same_steps_to_a_programme(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await starter(door)
        slug = f"{story.slug}-file"

        page = await with_file(browser, small_toml().encode())
        assert "Step 2 of 3" in page.words
        assert 'value="pia@small.example"' in page.answer.text
        person = {"people.1.name": "Olga", "people.1.email": "olga@office.example"}
        page = await browser.send(page, NEW, {"slug": slug, "step": "calendar", **person})
        assert "The assignment of the kwartiermaker ends on" in page.words
        await browser.post(NEW, {**dict(page.form(NEW).fields), "step": "start"})

        office = await become(door, slug, "Olga")
        assert "Small programme" in (await office.open(f"/programmes/{slug}")).words

    async def test_what_is_wrong_with_it_is_said_with_its_lines_and_can_be_mended_there(
        self, door: FrontDoor
    ) -> None:
        text = small_toml().replace('principal = "principal"', 'principal = "nobody"')

        page = await with_file(await starter(door), text.encode(), status=400)

        assert "line 6: principal:" in page.words
        assert dict(page.form(NEW).fields)["text"] == text

    async def test_what_the_next_step_asks_for_may_be_missing(self, door: FrontDoor) -> None:
        text = small_toml().replace('email = "pia@small.example"', 'email = "nobody"')
        assert text != small_toml()

        page = await with_file(await starter(door), text.encode())

        assert "Step 2 of 3" in page.words

    async def test_what_is_no_blueprint_is_said_at_its_field(self, door: FrontDoor) -> None:
        browser = await starter(door)
        wrong = {
            b"": "Choose a file with a blueprint in it.",
            b"\xff\xfe": "This file is not text in UTF-8.",
            b"title = ": "is not TOML",
            b'a = "' + 700_000 * b"=" + b'"': "This file is too large for these pages.",
        }

        for content, said in wrong.items():
            assert said in (await with_file(browser, content, status=400)).words

    async def test_it_is_for_who_may_start_one(self, story: Story, door: FrontDoor) -> None:
        browser = await become(door, story.slug, "college-1")
        page = await browser.open("/my-work")
        own = {"form_token": dict(page.form("/language").fields)["form_token"]}

        file = ("mine.toml", small_toml().encode())
        answer = await browser.http.post(f"{NEW}/file", data=own, files={"file": file})

        assert answer.status_code == 403


async def with_file(browser: Browser, content: bytes, status: int = 200) -> Shown:
    return await browser.upload(await browser.open(NEW), f"{NEW}/file", ("mine.toml", content), status)


async def test_what_cannot_be_stored_is_refused(door: FrontDoor) -> None:
    browser = await starter(door)
    blueprint = small().model_dump(mode="json") | {"description": "\0"}
    page = await with_people(browser, blueprint="own", text=json.dumps(blueprint))

    wrong = await browser.send(page, NEW, {"slug": "to-come", "step": "calendar"}, status=400)

    assert "NUL" in wrong.words


async def test_whoever_may_not_start_one_is_refused(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "college-1")

    await browser.open(NEW, status=403)
    assert NEW not in (await browser.open("/programmes")).links
    sent = await browser.post(NEW, {"form_token": "x"})
    assert sent.status_code == 403
    assert PREFIX not in sent.text


def small_toml() -> str:
    return (SHIPPED / "small.toml").read_text(encoding="utf-8")
