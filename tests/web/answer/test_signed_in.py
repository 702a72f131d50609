"""A representative who is signed in answers without looking for the letter."""

import pytest

from tests.api.story import Story
from tests.web.answer.test_answer import RIK, SAY, linked
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor


@pytest.fixture
async def letter(story: Story) -> str:
    """The token of the link in their letter, once their round is open."""
    await story.appointed()
    return await linked(story)


@pytest.fixture
async def rik(story: Story, letter: str, door: FrontDoor) -> Browser:
    assert letter
    return await become(door, story.slug, RIK["name"])


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/consultations/1"


async def test_my_work_leads_to_the_round_and_from_there_to_the_form(story: Story, rik: Browser) -> None:
    work = await rik.open("/my-work")
    assert at(story) in work.links

    form = await rik.send(await rik.open(at(story)), f"{at(story)}/answer")
    receipt = await rik.send(form, form.answer.url.path, SAY)

    assert "What can and will" in form.words
    assert receipt.answer.url.path.endswith("/receipt")
    (said,) = (await story.read("/consultations/1/contributions"))["items"]
    assert said["organisation"] == "G1"


async def test_the_link_in_their_letter_keeps_working(
    story: Story, rik: Browser, letter: str, door: FrontDoor
) -> None:
    await rik.send(await rik.open(at(story)), f"{at(story)}/answer")

    page = await Browser(door).open(f"/i/{letter}")

    assert "What can and will" in page.words


async def test_nobody_answers_for_an_organisation_that_is_not_theirs(story: Story, rik: Browser) -> None:
    page = await rik.open(at(story))

    answer = await rik.post(
        f"{at(story)}/answer", {**dict(page.form(f"{at(story)}/answer").fields), "organisation": "G2"}
    )

    assert answer.status_code == 403
    assert "You do not speak for this organisation" in answer.text


async def test_whoever_speaks_for_nobody_is_not_asked_there(
    story: Story, door: FrontDoor, letter: str
) -> None:
    assert letter
    member = await become(door, story.slug, "college-1")

    page = await member.open(at(story))

    assert "You speak for" not in page.words
