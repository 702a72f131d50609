"""Merging points on pages: ticked in the list, looked at side by side, then one; by who drafts only."""

from tests.api.story import Story
from tests.web.every_phase.test_programmes import become
from tests.web.responses.test_workbench import at, kwartiermaker, number_of, said
from tests.web.visiting import Browser, FrontDoor, Shown


async def stand(story: Story) -> list[int]:
    """The numbers of the points that stand."""
    found = (await story.read("/consultations/1/responses"))["items"]
    return [point["number"] for point in found if point["status"] == "stands"]


async def ticked(browser: Browser, story: Story, *points: int, **filled: str) -> Shown:
    """Where one comes who ticked these points in the list."""
    page = await browser.open(at(story))
    fields = dict(page.form(f"{at(story)}/together").fields) | filled
    place, numbers = f"{at(story)}/merging", [str(number) for number in points]
    return Shown(await browser.http.post(place, data={**fields, "point": numbers}))


async def merged(browser: Browser, page: Shown, story: Story) -> Shown:
    form = page.form(f"{at(story)}/merges")
    points = [value for name, value in form.fields if name == "point"]
    return Shown(await browser.http.post(form.action, data={**dict(form.fields), "point": points}))


async def test_ticked_points_stand_side_by_side_before_anything_is_merged(
    story: Story, door: FrontDoor
) -> None:
    await said(story)
    first, same = await number_of(story, "G1"), await number_of(story, "G2")

    page = await ticked(await kwartiermaker(story, door), story, first, same)

    assert "Merge 2 points?" in page.words
    assert page.words.count("egin small.") == 2
    assert "This cannot be undone" in page.words
    assert await stand(story) == [1, 2, 3, 4]


async def test_merging_leads_to_the_point_that_they_became(story: Story, door: FrontDoor) -> None:
    await said(story)
    first, same = await number_of(story, "G1"), await number_of(story, "G2")
    browser = await kwartiermaker(story, door)

    done = await merged(browser, await ticked(browser, story, first, same), story)

    assert done.answer.url.path == f"{at(story)}/5"
    assert "Org G1 and 1 other" in done.words
    assert await stand(story) == sorted({1, 2, 3, 4} - {first, same} | {5})


async def test_pressing_twice_merges_once(story: Story, door: FrontDoor) -> None:
    await said(story)
    first, same = await number_of(story, "G1"), await number_of(story, "G2")
    browser = await kwartiermaker(story, door)
    page = await ticked(browser, story, first, same)

    await merged(browser, page, story)
    again = await merged(browser, page, story)

    assert again.answer.url.path == f"{at(story)}/5"
    assert len(await stand(story)) == 3


async def test_from_a_point_those_with_the_same_words_are_merged_with_it(
    story: Story, door: FrontDoor
) -> None:
    await said(story)
    first, same = await number_of(story, "G1"), await number_of(story, "G2")
    browser, place = await kwartiermaker(story, door), f"{at(story)}/{first}"
    point = await browser.open(place)
    assert "Merge with the ticked points" in point.words

    fields = dict(point.form(place).fields) | {"point": str(first), "also": str(same)}
    page = Shown(await browser.post(f"{at(story)}/merging", fields))

    assert "Merge 2 points?" in page.words


async def test_whoever_ticks_one_is_asked_for_two_and_nothing_typed_is_lost(
    story: Story, door: FrontDoor
) -> None:
    await said(story)
    browser = await kwartiermaker(story, door)

    page = await ticked(browser, story, 1, reason="Begun already.")

    assert page.answer.status_code == 400
    assert "Tick at least two points to merge them." in page.words
    assert dict(page.form(f"{at(story)}/together").fields)["reason"] == "Begun already."


async def test_points_about_several_sections_are_not_merged(story: Story, door: FrontDoor) -> None:
    await said(story)
    goals, funding = await number_of(story, "G1"), await number_of(story, "G1", "funding")

    page = await ticked(await kwartiermaker(story, door), story, goals, funding)

    assert page.answer.status_code == 409
    assert "Merge different points that are about one section." in page.words
    assert "Merge into one point" not in page.words


async def test_what_was_merged_meanwhile_is_refused(story: Story, door: FrontDoor) -> None:
    await said(story)
    first, same, large = [await number_of(story, code) for code in ("G1", "G2", "M1")]
    browser = await kwartiermaker(story, door)
    page = await ticked(browser, story, first, large)
    await story.act(story.as_("anna"), "consultations/1/merges", points=[first, same])

    refused = await merged(browser, page, story)

    assert refused.answer.status_code == 409
    assert "The points were not merged" in refused.words
    assert large in await stand(story)


async def test_only_who_drafts_is_shown_it(story: Story, door: FrontDoor) -> None:
    await said(story)
    first, same = await number_of(story, "G1"), await number_of(story, "G2")
    browser = await become(door, story.slug, "principal")
    page = await browser.open(at(story))
    assert "Merge the ticked points" not in page.words

    await browser.open(f"{at(story)}/merging?point={first}&point={same}", status=403)
    own = {"form_token": dict(page.form("/language").fields)["form_token"]}
    data = {**own, "point": [str(first), str(same)]}
    answer = await browser.http.post(f"{at(story)}/merges", data=data)

    assert answer.status_code == 403
    assert await stand(story) == [1, 2, 3, 4]


async def test_a_point_that_there_is_not_is_no_page(story: Story, door: FrontDoor) -> None:
    await said(story)

    await (await kwartiermaker(story, door)).open(f"{at(story)}/merging?point=1&point=99", status=404)
