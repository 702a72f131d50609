"""The public page: everyone sees what is public of an approved programme, and whether a file is one of it."""

from collections.abc import AsyncIterator
from io import BytesIO
from zipfile import ZipFile

import httpx2
import pytest

from domain.blueprint.model import Blueprint
from tests.api.story import Story, told
from tests.web.visiting import Browser, FrontDoor, Shown
from tests.workflows.blueprints import small
from tests.workflows.running import World
from web.public.check import LARGEST

FORM = "multipart/form-data; boundary=b"


def open_about_responses() -> Blueprint:
    """A small programme whose response memos are public; its cover notes are not."""
    document = small().model_dump(mode="json")
    document["publication"]["response_memo"] = "public"
    document["description"] = "The College **agreed**."
    return Blueprint.of(document)


@pytest.fixture
async def approved(door: FrontDoor, world: World) -> AsyncIterator[Story]:
    async with told(world, Story(door, open_about_responses())) as story:
        await story.before_the_college()
        await story.voted("for", "for", "for")
        await story.until("programme.published")
        yield story


@pytest.fixture
def browser(door: FrontDoor) -> Browser:
    return Browser(door)


def at(story: Story) -> str:
    return f"/public/{story.slug}"


async def exported(story: Story) -> dict[str, bytes]:
    answer = await story.door.nobody.get(f"{story.at}/public-export")
    with ZipFile(BytesIO(answer.content)) as zipped:
        return {name.rpartition("/")[2]: zipped.read(name) for name in zipped.namelist()}


async def checked(browser: Browser, story: Story, content: bytes, name: str = "mine.pdf") -> Shown:
    answer = await browser.http.post(at(story), files={"file": (name, content)})
    assert answer.status_code == 200, answer.text
    return Shown(answer)


async def test_everyone_sees_what_was_decided_and_reads_it(browser: Browser, approved: Story) -> None:
    page = await browser.open(at(approved))

    assert "Approved on" in page.words
    assert "Version 2 of the plan, by" in page.words
    assert "3 for, 0 against, 0 send back, 0 abstained, 3 seats" in page.words
    assert "Written: goals." in page.words
    assert "The College agreed" in page.words
    assert "3 points that organisations made, each answered" in page.words


async def test_each_document_that_is_listed_can_be_had_and_no_other(
    browser: Browser, approved: Story
) -> None:
    files = await exported(approved)
    page = await browser.open(at(approved))
    listed = [link for link in page.links if "/documents/" in link]

    assert {link.rpartition("/")[2] for link in listed} == files.keys() - {"README.md", "index.json"}
    assert not any("cover-note" in link for link in page.links)
    for link in listed:
        answer = await browser.http.get(link)
        assert answer.content == files[link.rpartition("/")[2]]
        assert answer.headers["content-disposition"].startswith("attachment")
    await browser.open(f"{at(approved)}/documents/cover-note-1.md", status=404)


async def test_a_file_that_is_a_document_is_recognised(browser: Browser, approved: Story) -> None:
    files = await exported(approved)

    for name, title in (("programme.pdf", "The programme"), ("response-memo-1.md", "Response memo 1")):
        page = await checked(browser, approved, files[name], "what I got.bin")

        assert "what I got.bin is right" in page.words
        assert f"this document: {title}." in page.words


async def test_any_other_file_is_not_and_its_name_does_nothing(browser: Browser, approved: Story) -> None:
    content = (await exported(approved))["programme.md"]

    other = await checked(browser, approved, content[:-2] + b"!\n")
    evil = await checked(browser, approved, b"x", "<script>alert(1)</script>.pdf")
    nothing = await checked(browser, approved, b"", "")

    assert "mine.pdf is none of these documents" in other.words
    assert "<script>alert" not in evil.answer.text
    assert "script_alert" in evil.words
    assert "Choose a file first." in nothing.words


NO_FORMS = [
    (b"file=x", "application/x-www-form-urlencoded", 400),
    (b"no parts", FORM, 400),
    (b"x", "multipart/form-data", 400),
    (b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + b"x" * LARGEST, FORM, 413),
]


async def test_what_is_no_form_with_a_file_that_is_taken_is_refused(
    browser: Browser, approved: Story
) -> None:
    answers = [
        await browser.http.post(at(approved), content=content, headers={"Content-Type": media_type})
        for content, media_type, _ in NO_FORMS
    ]

    assert [answer.status_code for answer in answers] == [status for _, _, status in NO_FORMS]
    assert all("<main" in answer.text for answer in answers)


async def test_before_it_is_approved_there_is_no_page(browser: Browser, story: Story) -> None:
    nothing = await browser.open("/public/no-such-programme", status=404)
    page = await browser.open(at(story), status=404)

    assert _without_ids(page.answer) == _without_ids(nothing.answer)
    assert (await browser.http.post(at(story), files={"file": ("a", b"x")})).status_code == 404
    await browser.open(f"{at(story)}/documents/programme.md", status=404)


def _without_ids(answer: httpx2.Response) -> list[str]:
    return [line for line in answer.text.splitlines() if "form_token" not in line]


@pytest.mark.parametrize("slug", ["A", "a" * 61, "a--b", "%00"])
async def test_an_address_that_names_no_programme_is_no_page(browser: Browser, slug: str) -> None:
    await browser.open(f"/public/{slug}", status=404)
