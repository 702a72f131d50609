"""Answers in a spreadsheet: compared with what there is, and saved only once that was confirmed."""

from files.answers_csv import read
from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.responses.test_workbench import answers, kwartiermaker, said
from tests.web.visiting import Browser, FrontDoor, Shown

HEADER = "point,answer,where,version,reason"


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/consultations/1"


async def sent(browser: Browser, story: Story, file: str, status: int = 200) -> Shown:
    form = (await browser.open(f"{at(story)}/points")).form(f"{at(story)}/answers")
    fields = {name: value for name, value in form.fields if name != "file"}
    answer = await browser.http.post(form.action, data=fields, files={"file": ("answers.csv", file.encode())})
    assert answer.status_code == status, answer.text
    return Shown(answer)


async def test_the_open_points_come_as_a_file_to_fill_in(story: Story, door: FrontDoor) -> None:
    await said(story)
    await story.responded(1)

    answer = await (await kwartiermaker(story, door)).http.get(f"{at(story)}/answers.csv")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert "Who pays?" in answer.text or "Begin" in answer.text
    assert "\n1," not in answer.text
    assert read(answer.content) == ([], [])


async def test_what_it_changes_is_shown_before_anything_is_saved(story: Story, door: FrontDoor) -> None:
    await said(story)
    await story.responded(1, kind="not_taken_over", section=None, version=None, reason="Not now.")
    browser = await kwartiermaker(story, door)
    file = f"{HEADER}\n1,taken over,goals,2,It is better.\n2,not,,,No.\n3,,,,\n"

    ahead = await sent(browser, story, file)

    assert "The file changes 2 answers." in ahead.words
    assert "Not taken over → Taken over Goals, version 2 It is better." in ahead.words
    assert (await answers(story))[1] == ["Not now."]

    done = await browser.send(ahead, f"{at(story)}/answers/taken-over")
    await browser.send(ahead, f"{at(story)}/answers/taken-over")

    assert "2 of 4 points answered" in done.words
    assert (await answers(story)) == {1: ["Not now.", "It is better."], 2: ["No."], 3: [], 4: []}


async def test_what_is_saved_already_is_not_saved_again(story: Story, door: FrontDoor) -> None:
    await said(story)
    await story.responded(1)

    page = await sent(
        await kwartiermaker(story, door), story, f"{HEADER}\n1,taken_over,goals,2,It is better.\n"
    )

    assert "The file changes 0 answers. 1 other says what is saved already." in page.words


async def test_everything_that_is_wrong_is_named_and_nothing_is_saved(story: Story, door: FrontDoor) -> None:
    await said(story)
    file = f"{HEADER}\n1,perhaps,,,Why.\n99,not,,,No.\n2,not,,,No.\n3,not,,,\n"

    page = await sent(await kwartiermaker(story, door), story, file, status=400)

    assert "The file has 3 problems; nothing was saved" in page.words
    assert "Line 2: the answer must be" in page.words
    assert "Line 3: There is no point 99" in page.words
    assert "Line 5:" in page.words
    assert not any((await answers(story)).values())


async def test_what_is_refused_meanwhile_is_named_point_by_point(story: Story, door: FrontDoor) -> None:
    await said(story)
    browser = await kwartiermaker(story, door)

    ahead = await sent(browser, story, f"{HEADER}\n1,taken_over,goals,1,Yes.\n2,not,,,No.\n")
    refused = await browser.send(ahead, f"{at(story)}/answers/taken-over", status=409)

    assert "Point 1: Name a version that somebody wrote" in refused.words
    found = await answers(story)
    assert (found[1], found[2]) == ([], ["No."])


async def test_a_file_from_elsewhere_or_from_others_is_refused(story: Story, door: FrontDoor) -> None:
    await said(story)
    files = {"file": ("answers.csv", b"point,answer,reason\n1,not,No.\n")}
    browser = await kwartiermaker(story, door)
    assert (
        await browser.http.post(f"{at(story)}/answers", data={"form_token": "x"}, files=files)
    ).status_code == 403

    for who in ("panel-1", "college-1"):
        other = await become(door, story.slug, who)
        assert (await other.http.get(f"{at(story)}/answers.csv")).status_code == 403
        assert (await other.http.post(f"{at(story)}/answers", files=files)).status_code == 403
    assert not any((await answers(story)).values())
