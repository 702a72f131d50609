"""The plan on a page: each version in full, who saved it, and what changed from one to another, and why."""

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor
from tests.workflows.blueprints import SECTIONS, body, small
from tests.workflows.running import World


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/plan"


async def kwartiermaker(story: Story, door: FrontDoor, language: str = "en") -> Browser:
    return await become(door, story.slug, "anna", language)


class TestAVersion:
    async def test_the_newest_is_read_in_full_with_who_saved_it(self, story: Story, door: FrontDoor) -> None:
        await story.saved()

        page = await (await kwartiermaker(story, door)).open(at(story))

        assert "The plan, version 2" in page.words
        assert "Written: governance." in page.words
        assert "by Name of anna" in page.words
        assert f"{at(story)}/1/compare/2" in page.links
        assert f"{at(story)}/sections/goals" in page.links

    async def test_whoever_does_not_prepare_it_reads_what_was_submitted_last(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        browser = await become(door, story.slug, "panel-1")

        page = await browser.open(at(story))

        assert "The plan, version 0" in page.words
        assert "The old goals." in page.words
        assert "Written:" not in page.words
        await browser.open(f"{at(story)}/2", status=403)
        await browser.open(f"{at(story)}/0/compare/2", status=403)

    async def test_once_submitted_all_who_take_part_read_it(self, story: Story, door: FrontDoor) -> None:
        await story.submitted()

        page = await (await become(door, story.slug, "panel-1")).open(at(story))

        assert "The plan, version 2" in page.words
        assert "submitted on" in page.words
        assert f"{at(story)}/sections/goals" not in page.links

    async def test_what_there_is_not_is_no_page(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)

        for address in ("7", "seven", "2/compare/7", "compare?before=1"):
            await browser.open(f"{at(story)}/{address}", status=404)

    async def test_nobody_of_another_programme_reads_it(
        self, story: Story, door: FrontDoor, world: World
    ) -> None:
        await story.saved()
        async with told(world, Story(door, small(body("elsewhere")))) as other:
            browser = await become(door, other.slug, "elsewhere-1")

            for address in ("", "/2", "/1/compare/2"):
                await browser.open(f"{at(story)}{address}", status=403)


class TestWhatChanged:
    async def test_it_is_shown_section_by_section_with_what_was_taken_over(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        await story.responded(1)

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/0/compare/2")

        assert "5 of 5 sections changed" in page.words
        assert "removed: The old" in page.words
        assert "added: Written:" in page.words
        assert "Why 1 point taken over in this section" in page.words
        assert "G1 says. Org G1 · taken over · It is better." in page.words

    async def test_what_stayed_is_folded(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        sections = {key: f"Written: {key}." for key in SECTIONS} | {"funding": "Who pays."}
        await story.act(story.as_("anna"), "plan-versions", sections=sections)

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/2/compare/3")

        assert "1 of 5 sections changed" in page.words
        assert "added: Who pays" in page.words
        assert page.words.index("Unchanged") < page.words.index("Written: goals.")

    async def test_before_the_responses_are_settled_others_do_not_learn_what_was_taken_over(
        self, door: FrontDoor, world: World
    ) -> None:
        async with told(world, Story(door, small())) as story:
            await story.submitted()
            page = await (await become(door, story.slug, "panel-1")).open(f"{at(story)}/0/compare/2")
            assert "3 points taken over in this section" in page.words

        async with told(world, Story(door, small())) as story:
            await story.saved()
            await story.responded(1)
            page = await (await become(door, story.slug, "panel-1")).open(f"{at(story)}/0/compare/0")
            assert "Nothing changed between these versions." in page.words
            assert "It is better." not in page.words

    async def test_goals_that_came_are_named(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        sections = {key: f"Written: {key}." for key in SECTIONS}
        goals = ["One shared strategy"]
        await story.act(story.as_("anna"), "plan-versions", sections=sections, goals=goals)

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/2/compare/3")

        assert "Added goals One shared strategy" in page.words

    async def test_from_which_version_to_which_is_asked_without_javascript(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()

        page = await (await kwartiermaker(story, door)).open(f"{at(story)}/compare?before=0&after=2")

        assert page.answer.url.path == f"{at(story)}/0/compare/2"
