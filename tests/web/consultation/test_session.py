"""A working session on its page: who reads what of it, and a representative who confirms what came of it."""

from datetime import timedelta

import pytest

from tests.api.consultation.test_sessions import HEADING, OUTCOME, TODAY, held, planned, said_by
from tests.api.story import Story
from tests.web.answer.test_answer import RIK, linked
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor

ROUND = "/consultations/1"
SAY = {"can": "yes_if", "will": "yes"}


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/sessions/1"


def confirming(story: Story) -> str:
    return f"{at(story)}/confirmations"


@pytest.fixture
async def rik(story: Story, door: FrontDoor) -> Browser:
    """Who speaks for an organisation that was there."""
    await held(story)
    await linked(story)
    return await become(door, story.slug, RIK["name"])


class TestConfirming:
    @pytest.mark.parametrize("round_", ["99999999999999999999", "one"])
    async def test_a_round_that_no_page_of_ours_holds_is_refused(
        self, story: Story, rik: Browser, round_: str
    ) -> None:
        page = await rik.open(at(story))

        await rik.send(page, confirming(story), {**SAY, "round": round_}, status=400)

    async def test_the_round_says_that_an_outcome_waits_for_whoever_was_there(
        self, story: Story, rik: Browser
    ) -> None:
        page = await rik.open(f"/programmes/{story.slug}{ROUND}")

        assert "What came of working session 1 waits for you to confirm it." in page.words
        assert at(story) in page.links

    async def test_it_is_confirmed_into_what_the_organisation_says(self, story: Story, rik: Browser) -> None:
        page = await rik.open(at(story))
        assert OUTCOME["funding"] in page.words

        done = await rik.send(page, confirming(story), SAY)

        assert done.answer.url.path == at(story)
        assert "Org G1 has confirmed the outcome." in done.words
        assert await said_by(story, "G1") == {"funding": f"{HEADING}\n\n{OUTCOME['funding']}"}
        assert (await story.read("/sessions/1"))["confirmed"] == ["G1"]
        round_ = await rik.open(f"/programmes/{story.slug}{ROUND}")
        assert "waits for you to confirm it" not in round_.words

    async def test_what_they_see_otherwise_takes_the_place_of_what_was_recorded(
        self, story: Story, rik: Browser
    ) -> None:
        otherwise = {**SAY, "sections.funding": "All pay, from 2029 on."}

        done = await rik.send(await rik.open(at(story)), confirming(story), otherwise)

        assert await said_by(story, "G1") == {"funding": f"{HEADING}\n\nAll pay, from 2029 on."}
        again = dict(done.form(confirming(story)).fields)
        assert again["sections.funding"] == "All pay, from 2029 on."

    async def test_what_they_leave_out_is_not_theirs(self, story: Story, rik: Browser) -> None:
        await rik.send(await rik.open(at(story)), confirming(story), {**SAY, "sections.funding": ""})

        assert HEADING not in (await said_by(story, "G1")).get("funding", "")

    async def test_pressing_twice_confirms_once(self, story: Story, rik: Browser) -> None:
        page = await rik.open(at(story))

        await rik.send(page, confirming(story), SAY)
        await rik.send(page, confirming(story), SAY)

        [item] = (await story.read(f"{ROUND}/contributions"))["items"]
        assert item["revision"] == 1

    async def test_without_an_answer_it_is_asked_for_and_nothing_typed_is_lost(
        self, story: Story, rik: Browser
    ) -> None:
        typed = {"sections.funding": "All pay, but later."}

        page = await rik.send(await rik.open(at(story)), confirming(story), typed, status=400)

        assert "Say whether you can." in page.words
        assert dict(page.form(confirming(story)).fields)["sections.funding"] == "All pay, but later."
        assert await said_by(story, "G1") == {}

    async def test_once_the_round_is_closed_it_is_refused_with_what_was_typed(
        self, story: Story, rik: Browser
    ) -> None:
        page = await rik.open(at(story))
        for code in ("G1", "G2", "M1"):
            await story.contributed(code)
        await story.until("draft.assembled")

        typed = {**SAY, "sections.funding": "All pay, but later."}
        refused = await rik.send(page, confirming(story), typed, status=409)
        later = await rik.open(at(story))

        assert "The outcome was not confirmed" in refused.words
        assert "All pay, but later." in refused.answer.text
        assert "None is open now." in later.words


class TestWhoMayNot:
    async def test_who_was_invited_and_not_there_reads_it_and_confirms_nothing(
        self, story: Story, door: FrontDoor
    ) -> None:
        await held(story)
        await linked(story, "G2")
        browser = await become(door, story.slug, RIK["name"])

        page = await browser.open(at(story))

        assert OUTCOME["funding"] in page.words
        assert "Confirm it for" not in page.words
        own = {"form_token": dict(page.form("/language").fields)["form_token"]}
        answer = await browser.post(confirming(story), {**own, **SAY, "organisation": "G2"})
        assert answer.status_code == 403
        assert (await story.read("/sessions/1"))["confirmed"] == []

    async def test_whoever_only_takes_part_reads_that_it_was_and_not_what_came_of_it(
        self, story: Story, door: FrontDoor
    ) -> None:
        await held(story)

        page = await (await become(door, story.slug, "college-1")).open(at(story))

        assert "About funding" in page.words
        assert OUTCOME["funding"] not in page.words

    async def test_what_there_is_not_is_no_page(self, story: Story, door: FrontDoor) -> None:
        await story.appointed()

        await (await become(door, story.slug, "office")).open(at(story), status=404)


class TestTheOffice:
    async def test_it_is_led_from_the_rounds_to_planning_and_from_a_session_to_its_record(
        self, story: Story, door: FrontDoor
    ) -> None:
        await planned(story)
        browser = await become(door, story.slug, "office")
        rounds = f"/programmes/{story.slug}/consultations"

        assert rounds in (await browser.open(f"/programmes/{story.slug}{ROUND}")).links
        listed = await browser.open(rounds)
        session = await browser.open(at(story))

        do = f"/programmes/{story.slug}/do"
        assert {f"{do}/plan-session", at(story)} <= set(listed.links)
        assert {f"{do}/record-session?session=1", f"{do}/cancel-session?session=1"} <= set(session.links)
        assert "About funding" in (await browser.open(f"{do}/record-session?session=1")).words

    async def test_a_session_to_come_is_cancelled_and_says_why(self, story: Story, door: FrontDoor) -> None:
        await planned(story, TODAY + timedelta(days=3))
        browser = await become(door, story.slug, "office")
        assert "/do/record-" not in (await browser.open(at(story))).answer.text
        await story.act(story.office, "sessions/1/cancellations", reason="Too few can come.")

        page = await browser.open(at(story))

        assert "Why it was cancelled Too few can come." in page.words
        assert "/do/cancel-" not in page.answer.text
