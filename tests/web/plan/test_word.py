"""The plan in Word: taken along, changed there, given back, compared, and only then saved."""

import zipfile
from io import BytesIO
from typing import Any, cast

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown
from tests.workflows.blueprints import SECTIONS


async def drafting(story: Story, door: FrontDoor, language: str = "en") -> Browser:
    await story.saved()
    return await become(door, story.slug, "anna", language)


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/plan"


async def taken(browser: Browser, story: Story, number: int = 2) -> Any:  # noqa: ANN401 - python-docx's own
    file = await browser.open(f"{at(story)}/{number}/docx")
    return cast("Any", docx.Document(BytesIO(file.answer.content)))


def saved(document: Any) -> bytes:  # noqa: ANN401 - as above
    output = BytesIO()
    document.save(output)
    return output.getvalue()


async def given(browser: Browser, story: Story, content: bytes, status: int = 200) -> Shown:
    page = await browser.open(f"{at(story)}/docx")
    return await browser.upload(page, f"{at(story)}/docx", ("plan.docx", content), status)


def paragraph(document: Any, text: str) -> Any:  # noqa: ANN401 - as above
    return next(one for one in document.paragraphs if one.text == text)


class TestThereAndBack:
    async def test_what_was_changed_in_word_is_shown_and_then_saved(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        paragraph(document, "Written: funding.").text = "Written: funding, for ten years."

        page = await given(browser, story, saved(document))
        before = await story.read("/plan-versions/2", story.as_("anna"))
        done = await browser.send(page, f"{at(story)}/docx/saved")

        assert "1 section changes" in page.words
        assert "added : , for ten years" in page.words.replace("added:", "added :")
        assert before["sections"]["funding"] == "Written: funding."
        now = (await story.read("/plan-versions/3", story.as_("anna")))["sections"]
        assert now == before["sections"] | {"funding": "Written: funding, for ten years."}
        assert "Written: funding, for ten years." in done.words

    async def test_a_file_that_was_not_changed_changes_nothing(self, story: Story, door: FrontDoor) -> None:
        browser = await drafting(story, door)

        page = await given(browser, story, saved(await taken(browser, story)))

        assert "there is nothing to save" in page.words

    async def test_sections_that_stay_keep_how_they_are_marked(self, story: Story, door: FrontDoor) -> None:
        browser = await drafting(story, door)
        marked = "Een __opsomming__:\n\n* een\n* twee\n\n\nMet [koppeling](https://example.org)."
        sections = {key: f"Written: {key}." for key in SECTIONS} | {"goals": marked}
        await story.act(story.as_("anna"), "plan-versions", sections=sections)
        document = await taken(browser, story, 3)
        paragraph(document, "Written: funding.").text = "Ten."

        page = await given(browser, story, saved(document))
        await browser.send(page, f"{at(story)}/docx/saved")

        now = (await story.read("/plan-versions/4", story.as_("anna")))["sections"]
        assert (now["goals"], now["funding"]) == (marked, "Ten.")

    async def test_what_somebody_saved_meanwhile_is_not_lost_in_silence(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        await story.act(story.as_("anna"), "plan-versions/2/sections/goals", text="Meanwhile.")

        page = await given(browser, story, saved(document))

        assert "Your file was made from version 2; version 3 is the newest." in page.words
        assert "Meanwhile" in page.words

    async def test_and_neither_is_it_between_looking_and_saving(self, story: Story, door: FrontDoor) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        paragraph(document, "Written: funding.").text = "Ten."
        page = await given(browser, story, saved(document))
        await story.act(story.as_("anna"), "plan-versions/2/sections/goals", text="Meanwhile.")

        refused = await browser.send(page, f"{at(story)}/docx/saved", status=409)

        assert "Somebody saved another version meanwhile" in refused.words
        assert dict(refused.form(f"{at(story)}/docx/saved").fields)["section.funding"] == "Ten."


class TestWhatIsNotTakenOver:
    async def test_tracked_changes_count_as_accepted_and_the_page_says_so(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        changed = paragraph(document, "Written: funding.")
        text = changed.text
        for run in list(changed.runs):
            run._r.getparent().remove(run._r)
        for tag, inside, said in (("del", "delText", text), ("ins", "t", "Ten.")):
            run = f"<w:r><w:{inside}>{said}</w:{inside}></w:r>"
            changed._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{tag}>'))

        page = await given(browser, story, saved(document))

        assert (
            "Tracked changes: what was added is taken over, what was removed is left out (2 times)"
            in page.words
        )
        assert dict(page.form(f"{at(story)}/docx/saved").fields)["section.funding"] == "Ten."

    async def test_macros_are_not_run_and_named(self, story: Story, door: FrontDoor) -> None:
        browser = await drafting(story, door)
        content = with_part(saved(await taken(browser, story)), "word/vbaProject.bin", b"macro")

        assert "Macros: they were not run (1 times)" in (await given(browser, story, content)).words


class TestFilesThatAreNone:
    @pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 and no more"])
    async def test_what_is_no_word_document_is_said_with_what_to_do(
        self, story: Story, door: FrontDoor, content: bytes
    ) -> None:
        browser = await drafting(story, door)

        page = await given(browser, story, content, status=400)

        assert "nothing was saved" in page.words
        assert "Choose a file first." in page.words or "Save it in your word processor" in page.words

    async def test_a_heading_that_is_no_section_and_one_that_is_missing_are_named(
        self, story: Story, door: FrontDoor
    ) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
        was, headings[0].text = headings[0].text, "Our dreams"

        page = await given(browser, story, saved(document), status=400)

        assert "“Our dreams” is no section of this plan" in page.words
        assert f"“{was}” is missing" in page.words

    async def test_the_file_of_another_programme_is_not_taken(self, story: Story, door: FrontDoor) -> None:
        browser = await drafting(story, door)
        document = await taken(browser, story)
        document.core_properties.identifier = "another"

        page = await given(browser, story, saved(document), status=400)

        assert "This file is of another programme (another)." in page.words


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    output = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as read,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for info in read.infolist():
            if info.filename != name:
                file.writestr(info.filename, read.read(info.filename))
        file.writestr(name, part)
    return output.getvalue()


async def test_whoever_does_not_write_takes_it_along_only(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "college-1")

    page = await browser.open(f"{at(story)}/docx")

    assert "Give it back" not in page.words
    assert f"{at(story)}/2/docx" in page.links
    assert f"{at(story)}/docx" in (await browser.open(at(story))).links
