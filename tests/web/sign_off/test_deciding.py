"""Deciding on a page: what is asked, the vote, what came of it, and never how another seat votes."""

from uuid import uuid4

import pytest

from domain.blueprint.model import Blueprint
from tests.api.bodies.test_mandates import SUBSTITUTE, a_mandate
from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor, Shown
from tests.workflows.blueprints import SECTIONS, body, small
from tests.workflows.running import World

WHY = "The plan answers our questions."


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/submissions/1"


async def member(story: Story, door: FrontDoor, nth: int = 1, language: str = "en") -> Browser:
    return await become(door, story.slug, f"college-{nth}", language)


async def revise(story: Story, note: str = "Another note.") -> None:
    hash_ = (await story.read("/submissions/1"))["hash"]
    change = {"submission_hash": hash_, "cover_note": note, "reason": "A figure was wrong."}
    await story.act(story.office, "submissions/1/revisions", **change)


async def voted(
    browser: Browser, story: Story, filled: dict[str, str] | None = None, status: int = 200
) -> Shown:
    page = await browser.open(at(story))
    usual = {"choice": "for", "reason": WHY}
    return await browser.send(page, at(story), usual | (filled or {}), status=status)


def chaired() -> Blueprint:
    return small(body(chair="college-1", chair_establishes=True))


async def before_the_college_again(story: Story) -> None:
    """The College sent version 2 back, and version 3 lies before it."""
    anna = story.as_("anna")
    await story.before_the_college()
    await story.voted("send_back", "send_back", "for")
    await story.until("decision.established")
    for key in ("1-1", "1-2"):
        body_ = {"text": "It is covered now.", "sections": ["funding"]}
        await story.act(anna, f"sent-back-points/{key}/answers", **body_)
    sections = {key: f"Written: {key}." for key in SECTIONS} | {"funding": "Paid for ten years."}
    await story.act(anna, "plan-versions", sections=sections)
    await story.act(anna, "plan-versions/3/submissions")
    for seat in ("panel-1", "panel-2"):
        await story.act(
            story.as_(seat), "plan-versions/3/reviews", can="yes", will="yes", reason="Better now."
        )
    await story.until("submission.scheduled")


class TestWhatIsAsked:
    async def test_the_matter_is_there_in_short_and_in_full(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()

        page = await (await member(story, door)).open(at(story))

        assert "Approve the programme Small programme, version 2." in page.words
        assert "Support in consultation 1" in page.words
        assert "2 of 2 seats say yes or yes-if, both to can and to will." in page.words
        assert "3 points, all answered: 3 taken over, 0 partly, 0 not." in page.words
        assert "Written: funding." in page.words
        assert "Cover note" in page.words
        assert "College · meeting of" in page.words

    async def test_whoever_may_not_read_the_cover_note_does_not_find_it(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()

        page = await (await become(door, story.slug, "panel-1")).open(at(story))

        assert "Cover note" not in page.words
        assert "Written: funding." in page.words
        assert "Cast my vote" not in page.words

    async def test_a_paper_that_is_not_the_one_in_the_register_is_not_served(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        async with story.pool.acquire() as connection:
            await connection.execute(
                "UPDATE texts SET body = 'Forged.' WHERE programme = $1 AND body = 'Written: funding.'",
                story.slug,
            )

        page = await (await member(story, door)).open(at(story), status=500)

        assert "Forged." not in page.words
        assert "Cast my vote" not in page.words

    async def test_of_a_submission_that_was_never_made_there_is_no_page(
        self, story: Story, door: FrontDoor
    ) -> None:
        await (await member(story, door)).open(at(story), status=404)


class TestVoting:
    async def test_somebody_votes_and_finds_what_was_received(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()
        browser = await member(story, door)
        before = await browser.open(at(story))

        page = await voted(browser, story)

        assert "not voted yet" in before.words
        assert "0 of 3 seats voted; 2 are needed for the quorum." in before.words
        assert (await story.read("/submissions/1"))["hash"][:8] in before.words
        assert "Your vote was received." in page.words
        assert f"college-1: For {WHY}" in page.words
        assert "1 of 3 seats voted; 2 are needed for the quorum." in page.words
        [cast] = (await story.read("/submissions/1/ballots", story.as_("college-1")))["items"]
        assert (cast["choice"], cast["reason"]) == ("for", WHY)

    async def test_the_same_form_twice_is_one_vote(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()
        browser = await member(story, door)
        page = await browser.open(at(story))
        filled = {"choice": "for", "reason": WHY}

        await browser.send(page, at(story), filled)
        once = len((await story.read("/register"))["items"])
        await browser.send(page, at(story), filled)

        assert len((await story.read("/register"))["items"]) == once

    async def test_a_vote_can_be_changed_and_begins_with_what_it_was(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        browser = await member(story, door)
        page = await voted(browser, story)
        assert dict(page.form(at(story)).fields)["reason"] == WHY

        page = await browser.send(page, at(story), {"choice": "against", "reason": "Too dear."})

        assert "college-1: Against Too dear." in page.words

    async def test_conditions_go_with_the_vote(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()
        filled = {
            "choice": "for_with_conditions",
            "conditions.0.text": "A budget for upkeep.",
            "conditions.0.owner": "principal",
            "conditions.0.due": "2027-09-30",
        }

        page = await voted(await member(story, door), story, filled)

        assert "college-1: For, under conditions" in page.words
        assert dict(page.form(at(story)).fields)["conditions.0.text"] == "A budget for upkeep."

    async def test_what_is_not_right_is_said_and_nothing_typed_is_lost(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        filled = {"choice": "for_with_conditions", "reason": "Provided that", "conditions.0.text": ""}

        page = await voted(await member(story, door, language="nl"), story, filled, status=400)

        assert "Fout:" in page.answer.text
        assert "Zeg wat nog moet worden aangetoond." in page.words
        assert "#conditions.0.text" in page.links
        assert dict(page.form(at(story)).fields)["reason"] == "Provided that"
        assert dict(page.form(at(story)).fields)["choice"] == "for_with_conditions"

    @pytest.mark.parametrize(
        ("filled", "says"),
        [
            ({"choice": ""}, "Choose what you vote."),
            ({"reason": " "}, "Say why you vote so."),
            ({"reason": "x" * 10_001}, "longer than 10,000 characters"),
            (
                {"conditions.0.text": "A budget.", "conditions.0.due": "2027-09-30"},
                "Conditions go with a vote for, under conditions",
            ),
            (
                {
                    "choice": "for_with_conditions",
                    "conditions.0.text": "A budget.",
                    "conditions.0.due": "soon",
                },
                "Choose the day on which it must be shown",
            ),
        ],
    )
    async def test_each_mistake_has_its_sentence(
        self, story: Story, door: FrontDoor, filled: dict[str, str], says: str
    ) -> None:
        await story.before_the_college()

        page = await voted(await member(story, door), story, filled, status=400)

        assert says in page.words

    async def test_revised_meanwhile_says_what_changed_and_keeps_what_was_typed(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        browser = await member(story, door)
        page = await browser.open(at(story))
        await revise(story)

        page = await browser.send(page, at(story), {"choice": "for", "reason": WHY}, status=409)

        assert "The submission was revised since the text that you name" in page.words
        assert "The papers were revised since you read them" in page.words
        assert "Another note." in page.words
        again = dict(page.form(at(story)).fields)
        assert (again["reason"], again["choice"]) == (WHY, "for")
        assert again["submission_hash"] == (await story.read("/submissions/1"))["hash"]
        assert "Your vote was received." in (await browser.send(page, at(story))).words

    async def test_whose_vote_counts_no_more_finds_just_what_changed(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        browser = await member(story, door)
        await voted(browser, story)
        await revise(story)

        page = await browser.open(at(story))

        assert "Your earlier vote counts no more" in page.words
        assert "A figure was wrong." in page.words
        assert "not voted yet" in page.words

    async def test_whoever_comes_by_the_letter_about_a_revision_finds_just_what_changed(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        before = (await story.read("/submissions/1"))["hash"]
        await revise(story)

        page = await (await member(story, door)).open(f"{at(story)}?from={before}")

        assert "The papers were revised since you read them" in page.words
        assert "A figure was wrong." in page.words

    async def test_a_form_from_elsewhere_is_no_vote(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()
        hash_ = (await story.read("/submissions/1"))["hash"]
        fields = {"submission_hash": hash_, "choice": "for", "reason": WHY, "seat": "college-1"}

        answer = await (await member(story, door)).post(at(story), {**fields, "key": str(uuid4())})

        assert answer.status_code == 403
        assert (await story.read("/submissions/1"))["votes"] == 0

    async def test_a_hash_that_no_page_had_is_no_form_of_ours(self, story: Story, door: FrontDoor) -> None:
        await story.before_the_college()
        await voted(await member(story, door), story, {"submission_hash": "forged"}, status=400)


class TestWhoVotes:
    async def test_whoever_has_a_mandate_votes_for_whom_it_is(self, story: Story, door: FrontDoor) -> None:
        await story.act(story.as_("college-1"), "mandates", **a_mandate(story))
        await story.before_the_college()
        browser = await become(door, story.slug, SUBSTITUTE)

        before = await browser.open(at(story))
        page = await voted(browser, story)

        assert "You vote for Name of college-1." in before.words
        assert f"Name of {SUBSTITUTE} for Name of college-1" in page.words

    async def test_whoever_wrote_in_the_plan_hears_why_they_do_not_vote(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.drafted()
        await story.act(story.as_("anna"), "drafters", person=story.person("college-1"))
        written = {key: f"Written: {key}." for key in SECTIONS}
        await story.act(story.as_("college-1"), "plan-versions", sections=written)
        await story.settled()
        await story.act(story.as_("anna"), "plan-versions/2/submissions")
        for seat in ("panel-1", "panel-2"):
            await story.act(story.as_(seat), "plan-versions/2/reviews", can="yes", will="yes", reason="Good.")
        await story.until("submission.scheduled")

        page = await (await member(story, door)).open(at(story))

        assert "You do not vote here." in page.words
        assert "Whoever prepares the plan, or wrote a version of it, does not judge it." in page.words
        assert "Cast my vote" not in page.words

    async def test_how_another_seat_votes_is_never_shown_while_the_ballot_runs(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        await story.voted("against")

        for who in ("college-2", "office", "principal"):
            page = await (await become(door, story.slug, who)).open(at(story))
            assert "We looked." not in page.answer.text
            assert "college-1: Against" not in page.words


class TestTheDecision:
    async def test_once_it_is_decided_everybody_reads_who_voted_what(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.before_the_college()
        await story.voted("for", "for", "against")
        await story.until("programme.published")

        page = await (await become(door, story.slug, "panel-1")).open(at(story))

        assert "approved" in page.words
        assert "Kwartier established this on" in page.words
        assert "college-3: Against We looked." in page.words

    async def test_the_chair_establishes_what_the_rule_gives(self, door: FrontDoor, world: World) -> None:
        async with told(world, Story(door, chaired())) as story:
            await story.before_the_college()
            await story.voted("for", "for", "for")
            await story.until("ballot.closed")
            browser = await member(story, door)
            page = await browser.open(at(story))
            assert "By the rule of this body the outcome is: approved." in page.words
            other = await (await member(story, door, 2)).open(at(story))
            assert "Establish: approved" not in other.words

            page = await browser.send(page, f"{at(story)}/outcomes")

            assert "Name of college-1 established this as chair on" in page.words

    async def test_an_outcome_that_the_rule_does_not_give_is_not_established(
        self, door: FrontDoor, world: World
    ) -> None:
        async with told(world, Story(door, chaired())) as story:
            await story.before_the_college()
            await story.voted("for", "for", "for")
            await story.until("ballot.closed")
            browser = await member(story, door)

            page = await browser.send(
                await browser.open(at(story)), f"{at(story)}/outcomes", {"outcome": "rejected"}, status=409
            )

            assert "This was not taken" in page.words
            assert "Establish: approved" in page.words


class TestSentBack:
    async def test_what_was_sent_back_stands_with_its_answer_and_what_differs(
        self, story: Story, door: FrontDoor
    ) -> None:
        await before_the_college_again(story)

        page = await (await member(story, door)).open(f"/programmes/{story.slug}/submissions/2")

        assert "What was sent back, and the answer" in page.words
        assert "We looked." in page.words
        assert "It is covered now." in page.words
        assert "Different from the version that was sent back" in page.words
        assert "version 2 → 3" in page.words
