"""Splitting a point on a page: into parts in its own words, by who drafts only, and once."""

from typing import Any

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.responses.test_workbench import at, kwartiermaker
from tests.web.visiting import Browser, FrontDoor, Shown

SAID = "Begin small.\n\nShare the costs."


async def said(story: Story) -> str:
    """One organisation says two things about the goals in one point; where that is split."""
    await story.appointed()
    await story.contributed("G1", sections={"goals": SAID})
    await story.contributed("G2", sections={"funding": "Who pays?"})
    await story.contributed("M1", sections={"funding": "Who pays?"})
    await story.until("draft.assembled")
    return f"{at(story)}/1/split"


async def standing(story: Story) -> list[str]:
    """What the points that stand say about the goals."""
    found: list[dict[str, Any]] = (await story.read("/consultations/1/responses"))["items"]
    about = [point for point in found if point["section"] == "goals" and point["status"] == "stands"]
    return [point["origins"][0]["text"] for point in about]


async def sent(browser: Browser, page: Shown, place: str, parts: list[str], **filled: str) -> Shown:
    """The form with these parts filled in, as it was answered."""
    fields = {name: value for name, value in page.form(place).fields if name != "part"}
    return Shown(await browser.http.post(place, data={**fields, **filled, "part": parts}))


def parts_of(page: Shown, place: str) -> list[str]:
    return [value for name, value in page.form(place).fields if name == "part"]


async def test_the_form_begins_with_the_paragraphs_of_what_was_said(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)
    assert place in (await browser.open(f"{at(story)}/1")).links

    page = await browser.open(place)

    assert parts_of(page, place) == ["Begin small.", "Share the costs.", "", ""]
    assert "Begin small. Share the costs." in page.words


async def test_what_it_became_stands_at_the_point_afterwards(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)

    done = await sent(browser, await browser.open(place), place, ["Begin small.", "", "Share the costs."])

    assert done.answer.url.path == f"{at(story)}/1"
    assert "This point was split or merged" in done.words
    assert {f"{at(story)}/4", f"{at(story)}/5"} <= set(done.links)
    assert await standing(story) == ["Begin small.", "Share the costs."]


async def test_sending_it_twice_splits_once(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)
    page = await browser.open(place)

    await sent(browser, page, place, ["Begin small.", "Share the costs."])
    again = await sent(browser, page, place, ["Begin small.", "Share the costs."])

    assert again.answer.url.path == f"{at(story)}/1"
    assert await standing(story) == ["Begin small.", "Share the costs."]


async def test_what_was_not_said_is_refused_at_its_part_and_nothing_typed_is_lost(
    story: Story, door: FrontDoor
) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)

    page = await browser.open(place)
    refused = await sent(browser, page, place, ["Begin small.", "", "Invented."])

    assert refused.answer.status_code == 400
    assert "Part 2: This is not in what was said, word by word." in refused.words
    assert parts_of(refused, place)[:2] == ["Begin small.", "Invented."]
    assert await standing(story) == [SAID]


async def test_one_part_is_too_few(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)

    refused = await sent(browser, await browser.open(place), place, ["Begin small."])

    assert refused.answer.status_code == 400
    assert "Fill in at least two parts." in refused.words


async def test_there_is_more_room_for_whoever_asks(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)

    more = await sent(browser, await browser.open(place), place, ["a", "b", "c", "d"], step="more")

    assert more.answer.status_code == 200
    assert parts_of(more, place) == ["a", "b", "c", "d", "", ""]
    assert await standing(story) == [SAID]


async def test_a_point_that_was_split_meanwhile_is_refused_with_what_was_typed(
    story: Story, door: FrontDoor
) -> None:
    place = await said(story)
    browser = await kwartiermaker(story, door)
    page = await browser.open(place)
    excerpts = ["Begin small.", "Share the costs."]
    await story.act(story.as_("anna"), "consultations/1/points/1/splits", excerpts=excerpts)

    refused = await sent(browser, page, place, ["Begin", "small."])

    assert refused.answer.status_code == 409
    assert "Point 1 was split; answer what it became." in refused.words
    assert parts_of(refused, place)[:2] == ["Begin", "small."]


async def test_only_who_drafts_is_shown_it(story: Story, door: FrontDoor) -> None:
    place = await said(story)
    browser = await become(door, story.slug, "principal")
    point = await browser.open(f"{at(story)}/1")
    assert place not in point.links

    await browser.open(place, status=403)
    own = {"form_token": dict(point.form("/language").fields)["form_token"]}
    answer = await browser.http.post(place, data={**own, "part": ["Begin small.", "Share the costs."]})

    assert answer.status_code == 403
    assert await standing(story) == [SAID]


async def test_what_cannot_be_split_says_why(story: Story, door: FrontDoor) -> None:
    await said(story)
    await story.act(story.as_("anna"), "consultations/1/merges", points=[2, 3])
    browser = await kwartiermaker(story, door)

    point = await browser.open(f"{at(story)}/4")
    page = await browser.open(f"{at(story)}/4/split", status=409)

    assert f"{at(story)}/4/split" not in point.links
    assert "merged from several" in page.words
