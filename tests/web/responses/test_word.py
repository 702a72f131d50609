"""Answers in Word: found by the numbers of their points, compared, and saved as a spreadsheet's are."""

from io import BytesIO
from typing import Any

import docx

from tests.api.story import Story
from tests.files.test_word import saved
from tests.web.every_phase.test_programmes import become
from tests.web.responses.test_workbench import answers, kwartiermaker, said
from tests.web.visiting import Browser, FrontDoor, Shown


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/consultations/1/answers"


async def taken(browser: Browser, story: Story) -> Any:  # noqa: ANN401 - python-docx's own
    file = await browser.open(f"{at(story)}.docx")
    return docx.Document(BytesIO(file.answer.content))


async def given(browser: Browser, story: Story, content: bytes, status: int = 200) -> Shown:
    page = await browser.open(f"{at(story)}/docx")
    return await browser.upload(page, f"{at(story)}/docx", ("answers.docx", content), status)


def fill_in(document: Any, point: int, **cells: str) -> None:  # noqa: ANN401 - as above
    [table] = document.tables
    # The programme's language is Dutch.
    columns = ("punt", "organisatie", "gezegd", "antwoord", "waar", "versie", "waarom")
    assert tuple(cell.text for cell in table.rows[0].cells) == columns
    [row] = [row for row in table.rows[1:] if row.cells[0].text == str(point)]
    for name, text in cells.items():
        row.cells[columns.index(name)].text = text


async def test_what_was_filled_in_is_shown_and_then_saved(story: Story, door: FrontDoor) -> None:
    await said(story)
    await story.responded(1, reason="It is *better*, and\ncheaper.")
    browser = await kwartiermaker(story, door)
    document = await taken(browser, story)
    fill_in(document, 2, antwoord="niet", waarom="There is no money.")

    ahead = await given(browser, story, saved(document))
    before = await answers(story)
    await browser.send(ahead, f"{at(story)}/taken-over")

    assert "The file changes 1 answer. 1 other says what is saved already." in ahead.words
    assert before[2] == []
    assert (await answers(story))[2] == ["There is no money."]


async def test_a_table_that_is_none_is_said_with_what_to_do(story: Story, door: FrontDoor) -> None:
    await said(story)
    document = docx.Document()
    document.add_paragraph("Just text.")

    page = await given(await kwartiermaker(story, door), story, saved(document), status=400)

    assert "There is no table of answers in this file." in page.words


async def test_a_point_that_is_none_is_named_and_nothing_is_saved(story: Story, door: FrontDoor) -> None:
    await said(story)
    browser = await kwartiermaker(story, door)
    document = await taken(browser, story)
    fill_in(document, 2, punt="99", antwoord="niet", waarom="No.")

    page = await given(browser, story, saved(document), status=400)

    assert "The file has 1 problem; nothing was saved" in page.words
    assert (await answers(story))[2] == []


async def test_whoever_does_not_read_the_points_finds_no_file(story: Story, door: FrontDoor) -> None:
    await said(story)

    await (await become(door, story.slug, "college-1")).open(f"{at(story)}.docx", status=403)
