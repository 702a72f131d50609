"""A programme from its start to approved, by clicking: each in turn begins at what waits for them."""

import re
from datetime import date, timedelta

import pytest
from playwright.async_api import Browser, Page, expect

from tests.api.story import Story
from tests.web.answer.test_answer import linked
from tests.web.browser.chromium import Visit, visit

ORGANISATIONS = ("G1", "G2", "M1")
MEMBERS = ("college-1", "college-2", "college-3")
IN_TIME = date.today() + timedelta(days=60)  # noqa: DTZ011 - a day far enough away, whatever the zone


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
async def test_every_role_comes_to_the_end_of_its_part(
    scripts: bool, story: Story, browser: Browser, base: str
) -> None:
    async with visit(browser, base, scripts=scripts) as visited:
        way = Way(story, visited)
        await way.the_kwartiermaker_is_appointed()
        await way.organisations_answer()
        await way.the_plan_is_written()
        await way.points_are_answered_and_settled()
        await way.the_plan_is_submitted_and_reviewed()
        await way.the_college_decides()
        await way.its_conditions_are_met()
        await way.everybody_reads_what_was_approved()

        assert visited.errors == []


class Way:
    """The parts of a programme in the order in which they are played."""

    def __init__(self, story: Story, visited: Visit) -> None:
        self._story = story
        self._visited = visited

    @property
    def _page(self) -> Page:
        return self._visited.page

    async def the_kwartiermaker_is_appointed(self) -> None:
        await self._begins("office", "Nominate candidates")
        await self._page.locator("[name='person.name']").fill("Name of anna")
        await self._page.locator("[name='person.email']").fill("anna@small.example")
        await self._page.locator("[name=interests]").fill("None.")
        await self._see_and_confirm()

        await self._begins("principal", "Choose from 1 candidate")
        await self._page.locator("select[name=preference]").select_option(label="Name of anna")
        await self._page.locator("[name=reason]").fill("Experience.")
        await self._see_and_confirm()

        await self._begins("anna", "Accept or decline the assignment")
        await self._page.locator("[name=answer][value=accept]").check()
        await self._see_and_confirm()

    async def organisations_answer(self) -> None:
        await self._story.until("consultation.opened")
        for code in ORGANISATIONS:
            await self._visited.begin_again()
            await self._visited.open(f"/i/{await linked(self._story, code)}")
            await self._page.locator("[name=can][value=yes]").check()
            await self._page.locator("[name=will][value=yes_if]").check()
            await self._page.locator("summary", has_text="Goals").click()
            await self._page.locator("[name='sections.goals']").fill(f"{code} says so.")
            await self._page.locator("#send button").click()
            await self._page.wait_for_url("**/receipt")

    async def the_plan_is_written(self) -> None:
        await self._story.until("draft.assembled")
        await self._is("anna")
        for section in ("goals", "activities", "governance", "funding", "strategy"):
            await self._visited.open(f"/programmes/{self._story.slug}/plan/sections/{section}")
            await self._page.locator("#text").fill(f"What the {section} are.")
            await self._page.get_by_role("button", name="See what you change").click()
            await self._page.get_by_role("button", name=re.compile("^Save as version")).click()
            await expect(self._page.locator("main")).to_contain_text(f"What the {section} are.")

    async def points_are_answered_and_settled(self) -> None:
        await self._visited.open(f"/programmes/{self._story.slug}/consultations/1/points/next")
        for _ in ORGANISATIONS:
            await self._page.locator("[name=kind][value=not_taken_over]").check()
            await self._page.locator("[name=reason]").fill("The plan has it already.")
            await self._page.get_by_role("button", name="Save, to the next point").click()
        await self._page.get_by_role("link", name="Settle all responses").click()
        await self._see_and_confirm()

    async def the_plan_is_submitted_and_reviewed(self) -> None:
        await self._visited.open(f"/programmes/{self._story.slug}/plan")
        await self._page.get_by_role("link", name="Submit the plan to the review panel").click()
        await self._see_and_confirm()
        for member in ("panel-1", "panel-2"):
            await self._begins(member, "Review version")
            await self._page.locator("[name=can][value=yes]").check()
            await self._page.locator("[name=will][value=yes]").check()
            await self._page.locator("[name=reason]").fill("It can be done.")
            await self._page.locator("main .nl-button--primary").click()
            await expect(self._page.locator("main")).to_contain_text("It can be done.")

    async def the_college_decides(self) -> None:
        await self._story.until("submission.scheduled")
        for member in MEMBERS:
            await self._begins(member, "Vote: ")
            await self._page.locator("#vote [name=reason]").fill("We looked.")
            if member == MEMBERS[0]:
                await self._page.locator("[name=choice][value=for_with_conditions]").check()
                await self._page.locator("[name='conditions.0.text']").fill("Say who pays.")
                await self._page.locator("[name='conditions.0.due']").fill(IN_TIME.isoformat())
            else:
                await self._page.locator("[name=choice][value=for]").check()
            await self._page.locator("#vote .nl-button--primary").click()
            await expect(self._page.locator("main")).to_contain_text("We looked.")

    async def its_conditions_are_met(self) -> None:
        await self._story.until("decision.established")
        await self._begins("anna", "Show evidence")
        await self._page.locator("[name=evidence]").fill("The municipalities do.")
        await self._see_and_confirm()
        await self._begins(MEMBERS[0], "Judge the evidence")
        await self._page.locator("[name=verdict][value=met]").check()
        await self._page.locator("[name=reason]").fill("That is enough.")
        await self._see_and_confirm()

    async def everybody_reads_what_was_approved(self) -> None:
        await self._story.until("programme.published")
        await self._visited.begin_again()
        await self._visited.open(f"/public/{self._story.slug}")
        await expect(self._page.locator("h1")).to_contain_text("Small programme")
        await expect(self._page.locator("main")).to_contain_text("What the goals are.")

    async def _is(self, name: str) -> None:
        await self._visited.begin_again()
        await self._visited.become(name, self._story.slug)

    async def _begins(self, name: str, task: str) -> None:
        """Somebody sees on their first page what waits for them, and goes there."""
        await self._is(name)
        await self._visited.open("/my-work")
        row = self._page.locator("tr", has_text="Small programme")
        await row.get_by_role("link", name=re.compile(f"^{task}")).click()

    async def _see_and_confirm(self) -> None:
        await self._page.locator("main form .nl-button--primary").click()
        await self._page.locator("main form .nl-button--primary").click()
        await self._page.wait_for_url("**/done?**")
