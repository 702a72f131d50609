"""A round of asking on a page: response while it is open, support once it is closed, reminding the silent."""

import asyncpg

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor
from tests.workflows.blueprints import ORGANISATIONS, small
from tests.workflows.running import World


def at(story: Story, number: int = 1) -> str:
    return f"/programmes/{story.slug}/consultations/{number}"


async def office(story: Story, door: FrontDoor, language: str = "en") -> Browser:
    return await become(door, story.slug, "office", language)


async def letters(pool: asyncpg.Pool, slug: str, kind: str) -> int:
    async with pool.acquire() as connection:
        return await connection.fetchval(
            "SELECT count(*) FROM outbox WHERE programme = $1 AND kind = $2", slug, kind
        )


class TestAnOpenRound:
    async def test_how_far_each_group_is_and_who_is_silent(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        await story.contributed("G1")

        page = await (await office(story, door)).open(at(story))

        assert "1 of 3 organisations answered" in page.words
        assert "gemeente 1 of 2" in page.words
        assert "Still silent: 2 organisations" in page.words
        assert page.form(f"{at(story)}/reminders").fields.count(("organisation", "M1")) == 1
        assert ("organisation", "G1") not in page.form(f"{at(story)}/reminders").fields

    async def test_what_they_can_and_will_is_not_shown(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        await story.contributed("G1")

        page = await (await office(story, door)).open(at(story))

        assert "appears once this round closes" in page.words
        assert "kw-barline" not in page.answer.text

    async def test_whoever_has_nothing_to_do_with_it_does_not_learn_who_is_silent(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.appointed()

        page = await (await become(door, story.slug, "college-1")).open(at(story))

        assert "0 of 3 organisations answered" in page.words
        assert "Org G1" not in page.words

    async def test_the_kwartiermaker_sees_who_is_silent_and_reminds_nobody(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.appointed()

        page = await (await become(door, story.slug, "anna")).open(at(story))

        assert "Org G1" in page.words
        assert "Remind who is ticked" not in page.words

    async def test_what_a_group_is_expected_to_answer_stands_beside_it(
        self, door: FrontDoor, world: World
    ) -> None:
        groups = [
            {
                "key": group,
                "title": group,
                "quorum_percent": 75,
                "organisations": [{"code": code, "name": f"Org {code}"} for code in codes],
            }
            for group, codes in ORGANISATIONS.items()
        ]
        async with told(world, Story(door, small(definition={"groups": groups}))) as story:
            await story.appointed()
            await story.contributed("G1")

            page = await (await office(story, door)).open(at(story))

            assert "gemeente 1 of 2 50% 75% 1 to go" in page.words
            assert "kw-w50" in page.answer.text
            assert "kw-at75" in page.answer.text

    async def test_of_a_round_that_never_was_there_is_no_page(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        await (await office(story, door)).open(at(story, 2), status=404)


class TestReminding:
    async def test_the_office_sees_who_gets_which_letter_before_it_is_sent(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.appointed()
        await story.representative("G1").get("/me")
        browser = await office(story, door)
        page = await browser.open(at(story))

        ahead = await browser.send(page, f"{at(story)}/reminders", {"organisation": "G1"})

        assert "Remind 1 organisation?" in ahead.words
        assert "1 person gets a letter: Reminder, consultation: Small programme" in ahead.words
        assert await letters(story.pool, story.slug, "nudge") == 0

        done = await browser.send(ahead, f"{at(story)}/nudges")

        assert "1 organisation was reminded." in done.words
        assert (await story.read("/register"))["items"][-1]["event"]["organisations"] == ["G1"]
        assert await letters(story.pool, story.slug, "nudge") == 1

    async def test_whoever_ticks_nobody_is_asked_to(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        browser = await office(story, door)
        form = (await browser.open(at(story))).form(f"{at(story)}/reminders")
        token = dict(form.fields)["form_token"]

        answer = await browser.post(form.action, {"form_token": token})

        assert answer.status_code == 400
        assert "Tick at least one organisation." in answer.text

    async def test_who_answered_meanwhile_is_not_reminded(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        browser = await office(story, door)
        page = await browser.open(at(story))
        await story.contributed("G1")

        page = await browser.send(page, f"{at(story)}/reminders", {"organisation": "G1"}, status=409)

        assert "Nobody was reminded" in page.words
        assert "These organisations have answered" in page.words

    async def test_it_is_for_the_office_only(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()
        token = dict(
            (await (await office(story, door)).open(at(story))).form(f"{at(story)}/reminders").fields
        )
        browser = await become(door, story.slug, "anna")

        answer = await browser.post(f"{at(story)}/nudges", {"organisation": "G1", **token})

        assert answer.status_code == 403
        assert (await story.read("/register"))["items"][-1]["event"]["kind"] == "consultation.opened"


class TestAClosedRound:
    async def test_can_and_will_stand_per_group_and_are_never_added_up(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.drafted()

        page = await (await office(story, door)).open(at(story))

        assert "closed, its last day was" in page.words
        assert "2 yes, 0 yes-if, 0 no" in page.words
        assert "0 yes, 2 yes-if, 0 no" in page.words
        assert "3 yes" not in page.words
        assert "Once all answers are settled" in page.words

    async def test_what_was_done_with_the_points_stands_there_once_it_is_settled(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        await story.settled()

        page = await (await office(story, door)).open(at(story))

        assert "3 points, all answered" in page.words
        assert "3 taken over" in page.words

    async def test_it_leads_whoever_may_read_them_to_the_points_themselves(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.drafted()

        page = await (await office(story, door)).open(at(story))
        member = await (await become(door, story.slug, "college-1")).open(at(story))

        assert f"{at(story)}/points" in page.links
        assert f"{at(story)}/points" not in member.links

    async def test_where_few_answered_a_sentence_stands_in_place_of_a_bar(
        self, door: FrontDoor, world: World
    ) -> None:
        async with told(world, Story(door, small(definition={"smallest_shown": 2}))) as story:
            await story.drafted()

            page = await (await office(story, door, "nl")).open(at(story))

            assert "Minder dan 2 antwoorden: niet getoond" in page.words
