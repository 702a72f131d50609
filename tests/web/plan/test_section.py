"""Writing on a section: what one changes is seen first, nothing of others is lost, drafts are one's own."""

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor
from tests.workflows.blueprints import SECTIONS, body, small
from tests.workflows.running import World


def at(story: Story, key: str = "funding") -> str:
    return f"/programmes/{story.slug}/plan/sections/{key}"


async def kwartiermaker(story: Story, door: FrontDoor) -> Browser:
    return await become(door, story.slug, "anna")


async def text_now(story: Story, key: str = "funding") -> tuple[int, str]:
    newest = (await story.read("/plan-versions"))["items"][-1]["number"]
    return newest, (await story.read(f"/plan-versions/{newest}"))["sections"][key]


async def drafts(story: Story) -> int:
    async with story.pool.acquire() as connection:
        return await connection.fetchval(
            "SELECT count(*) FROM section_drafts WHERE programme = $1", story.slug
        )


class TestSaving:
    async def test_nothing_is_saved_before_one_saw_what_changes(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        page = await browser.open(at(story))
        assert dict(page.form(at(story)).fields)["text"] == "Written: funding."

        seen = await browser.send(page, at(story), {"text": "Written: funding, together."})

        assert "What you change Written: funding added: , together ." in seen.words
        assert "Save as version 3" in seen.words
        assert "Nobody gets a letter." in seen.words
        assert await text_now(story) == (2, "Written: funding.")

        done = await browser.send(seen, at(story), {"step": "do"})

        assert await text_now(story) == (3, "Written: funding, together.")
        assert (await text_now(story, "goals"))[1] == "Written: goals."
        assert "What changed from version 2 to version 3" in done.words

    async def test_sending_it_twice_saves_once(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        seen = await browser.send(await browser.open(at(story)), at(story), {"text": "Anew."})

        await browser.send(seen, at(story), {"step": "do"})
        await browser.send(seen, at(story), {"step": "do"})

        assert await text_now(story) == (3, "Anew.")

    async def test_what_was_changed_after_it_was_seen_is_seen_again(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        seen = await browser.send(await browser.open(at(story)), at(story), {"text": "Anew."})

        again = await browser.send(seen, at(story), {"text": "Otherwise.", "step": "do"})

        assert "What you change" in again.words
        assert (await text_now(story))[0] == 2

    async def test_what_is_too_long_is_said_and_nothing_typed_is_lost(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        text = "a" * 100_001

        refused = await browser.send(await browser.open(at(story)), at(story), {"text": text}, status=400)

        assert "at most 100,000 characters" in refused.words
        assert dict(refused.form(at(story)).fields)["text"] == text


class TestMeanwhile:
    async def test_both_texts_are_shown_and_ones_own_is_saved_on_top(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        seen = await browser.send(await browser.open(at(story)), at(story), {"text": "Mine."})
        sections = {key: f"Written: {key}." for key in SECTIONS} | {"funding": "Theirs."}
        await story.act(story.as_("anna"), "plan-versions", sections=sections)

        refused = await browser.send(seen, at(story), {"step": "do"}, status=409)

        assert "Somebody saved another version meanwhile" in refused.words
        assert "Theirs" in refused.words
        assert dict(refused.form(at(story)).fields)["text"] == "Mine."
        assert await text_now(story) == (3, "Theirs.")

        again = await browser.send(refused, at(story))
        await browser.send(again, at(story), {"step": "do"})

        assert await text_now(story) == (4, "Mine.")

    async def test_a_draft_of_before_says_so_when_one_comes_back(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        await browser.post(f"{at(story)}/draft", await filled(browser, story, "Half a"))
        sections = {key: f"Written: {key}." for key in SECTIONS} | {"funding": "Theirs."}
        await story.act(story.as_("anna"), "plan-versions", sections=sections)

        page = await browser.open(at(story))

        assert "You began from version 2; now there is version 3." in page.words
        assert dict(page.form(at(story)).fields)["text"] == "Half a"


class TestADraft:
    async def test_it_is_kept_without_javascript_until_it_is_saved(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)

        await browser.post(f"{at(story)}/draft", await filled(browser, story, "Half a"))
        page = await browser.open(at(story))

        assert "Your draft was kept at" in page.words
        assert dict(page.form(at(story)).fields)["text"] == "Half a"

        seen = await browser.send(page, at(story), {"text": "Half a word more."})
        await browser.send(seen, at(story), {"step": "do"})

        assert await drafts(story) == 0
        assert await text_now(story) == (3, "Half a word more.")

    async def test_a_script_hears_when_it_was_kept(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)

        answer = await browser.post(
            f"{at(story)}/draft", await filled(browser, story, "Half a"), Accept="text/plain"
        )

        assert answer.text.startswith("Your draft was kept at")

    async def test_it_can_be_thrown_away(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        browser = await kwartiermaker(story, door)
        await browser.post(f"{at(story)}/draft", await filled(browser, story, "Half a"))

        page = await browser.send(await browser.open(at(story)), f"{at(story)}/draft/forget")

        assert dict(page.form(at(story)).fields)["text"] == "Written: funding."
        assert await drafts(story) == 0

    async def test_nobody_else_sees_it_and_it_goes_with_whoever_leaves(
        self, story: Story, door: FrontDoor
    ) -> None:
        await story.saved()
        bram = (await story.act(story.as_("anna"), "drafters", person=story.person("bram")))["entries"][0]
        person = (await story.read("/register", story.office))["items"][bram["seq"] - 1]["event"]["person"]
        browser = await become(door, story.slug, "bram")
        await browser.post(f"{at(story)}/draft", await filled(browser, story, "Of Bram"))

        page = await (await kwartiermaker(story, door)).open(at(story))
        assert "Of Bram" not in page.answer.text
        assert await drafts(story) == 1

        await story.act(story.as_("anna"), f"drafters/{person}/removals")

        assert await drafts(story) == 0


class TestWhatWasSaid:
    async def test_it_stands_beside_it_with_what_was_done(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        await story.responded(1)

        page = await (await kwartiermaker(story, door)).open(at(story, "goals"))

        assert "3 points, 2 of them without an answer" in page.words
        assert "G1 says. Org G1 · taken over: It is better." in page.words
        assert f"/programmes/{story.slug}/consultations/1/points/2" in page.links


class TestWhoMayNot:
    async def test_only_who_drafts_writes(self, story: Story, door: FrontDoor, world: World) -> None:
        await story.saved()
        sent = await filled(await kwartiermaker(story, door), story, "Mine.")
        async with told(world, Story(door, small(body("elsewhere")))) as other:
            people = [
                await become(door, story.slug, who) for who in ("principal", "office", "panel-1", "college-1")
            ]
            people.append(await become(door, other.slug, "elsewhere-1"))
            for browser in people:
                page = await browser.open(at(story), status=403)
                own = {"form_token": dict(page.form("/language").fields)["form_token"]}
                for place in (at(story), f"{at(story)}/draft"):
                    assert (await browser.post(place, {**sent, **own})).status_code == 403
        assert await drafts(story) == 0
        assert (await text_now(story))[0] == 2

    async def test_what_there_is_not_is_no_page(self, story: Story, door: FrontDoor) -> None:
        await story.saved()
        await (await kwartiermaker(story, door)).open(at(story, "nothing"), status=404)


async def filled(browser: Browser, story: Story, text: str) -> dict[str, str]:
    """The form of the section with `text` in it."""
    return {**dict((await browser.open(at(story))).form(at(story)).fields), "text": text}
