"""The workbench: points one by one, several at once, with those that say the same; by who drafts only."""

from typing import Any

import pytest

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown
from tests.workflows.blueprints import body, small
from tests.workflows.running import World


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/consultations/1/points"


async def kwartiermaker(story: Story, door: FrontDoor, language: str = "en") -> Browser:
    return await become(door, story.slug, "anna", language)


async def answers(story: Story) -> dict[int, list[str]]:
    """What was answered, by the numbers of the points."""
    found: list[dict[str, Any]] = (await story.read("/consultations/1/responses"))["items"]
    return {point["number"]: [response["reason"] for response in point["responses"]] for point in found}


async def said(story: Story) -> None:
    """Two organisations say the same about goals, one something about funding; the plan was written on."""
    await story.appointed()
    await story.contributed("G1", sections={"goals": "Begin  small.", "funding": "Who pays?"})
    await story.contributed("G2", sections={"goals": "begin small."})
    await story.contributed("M1", sections={"goals": "Begin large."})
    await story.until("draft.assembled")
    await story.act(story.as_("anna"), "plan-versions", sections={"goals": "Two chains.", "funding": "We."})


async def number_of(story: Story, organisation: str, section: str = "goals") -> int:
    found = (await story.read("/consultations/1/responses"))["items"]
    return next(
        point["number"]
        for point in found
        if point["section"] == section and point["origins"][0]["organisation"] == organisation
    )


TAKEN = {"kind": "taken_over", "place": "goals/2", "reason": "It is better."}


class TestAPoint:
    async def test_it_stands_between_the_open_points_of_its_section_and_the_section_as_it_is(
        self, story: Story, door: FrontDoor
    ) -> None:
        await said(story)
        number = await number_of(story, "G1")

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/{number}")

        assert f"Answer point {number}" in page.words
        assert "0 of 4 points answered" in page.words
        assert "Begin large." in page.words
        assert "Goals in version 2" in page.words
        assert "Two chains." in page.words
        assert "As it was, version 0" in page.words

    async def test_saving_leads_to_the_next_open_one(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await kwartiermaker(story, door)
        first = await browser.open(f"{at(story)}/next")
        begun = first.answer.url.path

        following = await browser.send(first, begun, TAKEN)

        assert following.answer.url.path != begun
        assert "1 of 4 points answered" in following.words
        assert (await answers(story))[int(begun.rpartition("/")[2])] == ["It is better."]

    async def test_sending_it_twice_answers_once(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser, place = await kwartiermaker(story, door), f"{at(story)}/1"
        page = await browser.open(place)

        await browser.send(page, place, TAKEN)
        await browser.send(page, place, TAKEN)

        assert (await answers(story))[1] == ["It is better."]

    async def test_what_is_missing_is_said_and_nothing_typed_is_lost(
        self, story: Story, door: FrontDoor
    ) -> None:
        await said(story)
        browser, place = await kwartiermaker(story, door), f"{at(story)}/1"

        refused = await browser.send(await browser.open(place), place, {"reason": "Because."}, status=400)

        assert "Choose what the plan does with it." in refused.words
        assert dict(refused.form(place).fields)["reason"] == "Because."
        assert (await answers(story))[1] == []

    async def test_a_place_that_says_the_same_is_refused_with_what_was_typed(
        self, story: Story, door: FrontDoor
    ) -> None:
        await said(story)
        browser, place = await kwartiermaker(story, door), f"{at(story)}/1"
        page = await browser.open(place)

        refused = await browser.send(page, place, {**TAKEN, "place": "goals/1"}, status=409)

        assert "One answer was not taken" in refused.words
        assert dict(refused.form(place).fields)["reason"] == "It is better."

    async def test_before_anything_was_written_nothing_can_be_taken_over(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.drafted()

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/1")

        assert 'value="taken_over"' not in page.answer.text
        assert "once a version of the plan was saved" in page.words


class TestTheSameWords:
    async def test_they_can_be_answered_together(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        first, same = await number_of(story, "G1"), await number_of(story, "G2")
        browser, place = await kwartiermaker(story, door), f"{at(story)}/{first}"
        page = await browser.open(place)
        assert "1 other open point says the same." in page.words

        await browser.send(page, place, {**TAKEN, "also": str(same)})

        found = await answers(story)
        assert (found[first], found[same]) == (["It is better."], ["It is better."])
        assert sum(map(len, found.values())) == 2

    async def test_what_is_answered_already_is_not_among_them(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        first, same = await number_of(story, "G1"), await number_of(story, "G2")
        await story.responded(same)

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/{first}")

        assert "says the same" not in page.words


class TestTheList:
    async def test_it_is_narrowed_down_by_section_group_answer_and_words(
        self, story: Story, door: FrontDoor
    ) -> None:
        await said(story)
        await story.responded(await number_of(story, "M1"))
        browser = await kwartiermaker(story, door)

        async def listed(query: str) -> set[str]:
            page = await browser.open(f"{at(story)}?{query}")
            return {words for words in ("Begin small.", "Who pays?", "Begin large.") if words in page.words}

        assert await listed("") == {"Begin small.", "Who pays?"}
        assert await listed("section=funding") == {"Who pays?"}
        assert await listed("group=marktpartij") == set()
        assert await listed("group=marktpartij&answered=yes") == {"Begin large."}
        assert await listed("answered=all&text=PAYS") == {"Who pays?"}
        assert await listed("answered=all&text=org+m1") == {"Begin large."}

    async def test_how_many_are_open_stands_with_each_section(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        await story.responded(await number_of(story, "M1"))

        page = await (await kwartiermaker(story, door)).open(at(story))

        assert "Goals (2 open)" in page.words
        assert "Funding (1 open)" in page.words

    async def test_several_get_one_answer(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await kwartiermaker(story, door)
        page = await browser.open(at(story))

        await several(browser, page, at(story), {**TAKEN, "kind": "not_taken_over"}, ["1", "3"])

        found = await answers(story)
        assert (found[1], found[2], found[3]) == (["It is better."], [], ["It is better."])

    async def test_whoever_ticks_none_is_asked_to(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await kwartiermaker(story, door)

        place = f"{at(story)}/together"
        refused = await browser.send(await browser.open(at(story)), place, TAKEN, status=400)

        assert "Tick at least one point." in refused.words
        assert dict(refused.form(place).fields)["reason"] == "It is better."

    async def test_once_all_are_answered_they_can_be_settled(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await kwartiermaker(story, door)
        page = await browser.open(at(story))
        assert "Settle all responses" not in page.words

        done = await several(browser, page, at(story), TAKEN, ["1", "2", "3", "4"])

        assert "Settle all responses" in done.words
        [settling] = [link for link in done.links if "settle-responses" in link]
        assert "Settle the responses" in (await browser.open(settling)).words

    async def test_once_settled_nothing_is_answered_any_more(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser, place = await kwartiermaker(story, door), f"{at(story)}/1"
        page = await browser.open(place)
        await story.settled()

        refused = await browser.send(page, place, TAKEN, status=409)

        assert "What you wrote, so that it is not lost: It is better." in refused.words


class TestWhoMayNot:
    async def test_the_principal_reads_it_and_answers_nothing(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await become(door, story.slug, "principal")
        page = await browser.open(f"{at(story)}/1")
        assert "Begin small." in page.words
        assert "Save, to the next point" not in page.words

        own = {"form_token": dict(page.form("/language").fields)["form_token"]}
        answer = await browser.post(f"{at(story)}/1", {**TAKEN, **own})

        assert answer.status_code == 403
        assert (await answers(story))[1] == []

    async def test_whoever_does_not_prepare_the_plan_does_not_read_it(
        self, story: Story, door: FrontDoor, world: World
    ) -> None:
        await said(story)
        async with told(world, Story(door, small(body("elsewhere")))) as other:
            strangers = [
                await become(door, story.slug, "panel-1"),
                await become(door, story.slug, "college-1"),
                await become(door, other.slug, "elsewhere-1"),
            ]
            for browser in strangers:
                for place in ("", "/1", "/next"):
                    await browser.open(f"{at(story)}{place}", status=403)

    async def test_what_there_is_not_is_no_page(self, story: Story, door: FrontDoor) -> None:
        await said(story)
        browser = await kwartiermaker(story, door)
        await browser.open(f"{at(story)}/99", status=404)
        await browser.open(f"/programmes/{story.slug}/consultations/7/points", status=404)


async def several(browser: Browser, page: Shown, at: str, filled: dict[str, str], ticked: list[str]) -> Shown:
    """Tick points and give them one answer."""
    fields = dict(page.form(f"{at}/together").fields) | filled
    answer = await browser.http.post(f"{at}/together", data={**fields, "point": ticked})
    assert answer.status_code == 200, answer.text
    return Shown(answer)


async def test_whose_turn_it_is_to_answer_is_led_there(story: Story, door: FrontDoor) -> None:
    await said(story)

    page = await (await kwartiermaker(story, door)).open("/my-work")

    assert at(story) in page.links


@pytest.mark.parametrize("after", [str(10**20), "9" * 5000, "one"])
async def test_a_list_that_begins_after_a_number_that_no_point_has_is_refused(
    after: str, story: Story, door: FrontDoor
) -> None:
    await said(story)
    browser = await kwartiermaker(story, door)

    await browser.open(f"/programmes/{story.slug}/consultations/1/points?after={after}", status=400)
