"""Selections of programmes as files: all that is selected, of what whoever asks has a part in."""

import csv
from io import StringIO
from typing import Any

import pytest

from api import PREFIX
from cli.tokens import Identity
from tests.api.story import Story
from tests.api.visiting import Visitor, ok, problem
from tests.files.calendars import events
from tests.files.workbooks import cells, text_of


async def file(visitor: Visitor, ending: str, **query: Any) -> bytes:  # noqa: ANN401 - as httpx
    answer = await visitor.get(f"/programmes.{ending}", **query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="programmes.{ending}"'
    return answer.content


async def test_a_csv_file_has_a_row_for_each_programme_that_is_selected(story: Story) -> None:
    heading, row = csv.reader(StringIO((await file(story.office, "csv")).decode("utf-8-sig")))

    said = dict(zip(heading, row, strict=True))
    assert said["Name in addresses"] == story.slug
    assert said["Whose turn"] == "Programme office"


async def test_a_workbook_says_the_same(story: Story) -> None:
    rows = csv.reader(StringIO((await file(story.office, "csv")).decode("utf-8-sig")))

    assert [row[:6] for row in cells(await file(story.office, "xlsx"))] == [row[:6] for row in rows]


async def test_a_calendar_has_the_days_of_what_is_selected(story: Story) -> None:
    await story.appointed()

    found = events(await file(story.office, "ics"))

    named = {str(event["SUMMARY"]) for event in found}
    assert f"Consultation 1 closes: {story.blueprint.title}" in named
    assert f"The assignment ends: {story.blueprint.title}" in named
    assert str(found[0]["URL"]).endswith(f"/programmes/{story.slug}")
    assert PREFIX not in str(found[0]["URL"])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
async def test_what_is_not_selected_is_not_in_it(story: Story, ending: str) -> None:
    assert story.slug in text_of(await file(story.office, ending, role="office"))
    assert story.slug not in text_of(await file(story.office, ending, role="principal"))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
async def test_a_stranger_gets_a_file_without_anything(story: Story, ending: str) -> None:
    stranger = story.door.as_(Identity("stranger@example.nl", "A stranger"))

    assert story.slug not in text_of(await file(stranger, ending))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ics"])
async def test_a_member_gets_what_they_have_a_part_in(story: Story, ending: str) -> None:
    assert story.slug in text_of(await file(story.as_("college-1"), ending))


async def test_pages_are_no_matter_of_a_file(story: Story) -> None:
    problem(await story.office.get("/programmes.csv", limit=1), 400, "invalid_input")


async def test_it_speaks_the_language_that_is_asked_for(story: Story) -> None:
    answer = await story.door.http.get(
        f"{PREFIX}/programmes.csv",
        headers={"Authorization": f"Bearer {story.office.token}", "Accept-Language": "nl"},
    )

    assert "Aan zet" in answer.text
    assert answer.headers["content-language"] == "nl"


async def test_more_programmes_than_are_read_at_once_are_all_in_it(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    for slug in (f"{story.slug}-2", f"{story.slug}-3"):
        ok(await story.office.post("/programmes", {"slug": slug, "blueprint": blueprint}), 201)
    monkeypatch.setattr("service.every_phase.exports.AT_ONCE", 2)

    assert len(cells(await file(story.office, "xlsx"))) == 4
