"""A cover note in Word: compared with what lies there, and a revision only once somebody says why."""

from io import BytesIO
from typing import Any

import docx

from tests.api.story import Story
from tests.files.test_word import saved
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/submissions/1"


async def taken(browser: Browser, story: Story) -> Any:  # noqa: ANN401 - python-docx's own
    file = await browser.open(f"{at(story)}/cover-note.docx")
    return docx.Document(BytesIO(file.answer.content))


async def given(browser: Browser, story: Story, document: Any, status: int = 200) -> Shown:  # noqa: ANN401 - as above
    page = await browser.open(f"{at(story)}/docx")
    return await browser.upload(page, f"{at(story)}/docx", ("note.docx", saved(document)), status)


async def note(story: Story) -> str:
    return (await story.read("/submissions/1"))["cover_note"]


async def test_what_changes_is_shown_and_becomes_a_revision_once_it_is_said_why(
    story: Story, door: FrontDoor
) -> None:
    await story.before_the_college()
    before = await note(story)
    browser = await become(door, story.slug, "office")
    document = await taken(browser, story)
    document.add_paragraph("Wij vragen u dit jaar te beslissen.")

    ahead = await given(browser, story, document)
    why = await browser.send(ahead, f"{at(story)}/docx/saved", {"reason": " "}, status=400)
    assert await note(story) == before
    done = await browser.send(why, f"{at(story)}/docx/saved", {"reason": "It was forgotten."})

    assert "Wij vragen u dit jaar te beslissen." in ahead.words
    assert "Say why the cover note changes." in why.words
    assert "It was forgotten." not in before
    assert "Wij vragen u dit jaar te beslissen." in done.words
    after = await note(story)
    assert after.startswith(before.split("\n", 1)[0])
    assert "Wij vragen u dit jaar te beslissen." in after
    # It follows the register as of the revision, once.
    assert after.count("## Register") == 1


async def test_a_file_that_was_not_changed_changes_nothing(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "office")

    page = await given(browser, story, await taken(browser, story))

    assert "there is nothing to save" in page.words


async def test_what_was_revised_meanwhile_is_not_overwritten(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "office")
    document = await taken(browser, story)
    document.add_paragraph("Nog een zin.")
    ahead = await given(browser, story, document)
    hash_ = (await story.read("/submissions/1"))["hash"]
    change = {"submission_hash": hash_, "cover_note": "Another.", "reason": "A figure was wrong."}
    await story.act(story.office, "submissions/1/revisions", **change)

    page = await browser.send(ahead, f"{at(story)}/docx/saved", {"reason": "Why."}, status=409)

    assert "This was not taken" in page.words
    assert "Another" in page.words
    assert dict(page.form(f"{at(story)}/docx/saved").fields)["reason"] == "Why."


async def test_a_member_takes_the_papers_along_and_changes_nothing(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "college-1")

    page = await browser.open(f"{at(story)}/docx")
    memo = await browser.open(f"{at(story)}/response-memos/1/docx")

    assert "Give it back" not in page.words
    styles = {one.style.name for one in docx.Document(BytesIO(memo.answer.content)).paragraphs if one.style}
    assert {"Title", "Heading 1", "Heading 2", "Quote"} <= styles
    await browser.open(f"{at(story)}/response-memos/7/docx", status=404)


async def test_who_may_not_read_the_note_does_not_get_it_as_a_file(story: Story, door: FrontDoor) -> None:
    await story.before_the_college()
    browser = await become(door, story.slug, "panel-1")

    for place in ("docx", "cover-note.docx"):
        await browser.open(f"{at(story)}/{place}", status=403)
