"""The panel reviews a version on a page: what changed, whether municipalities can and will, and why."""

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import FrontDoor
from tests.workflows.blueprints import body, small
from tests.workflows.running import World

GIVEN = {"can": "yes", "will": "yes_if", "reason": "If the **funding** holds."}


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/review/2"


async def answers(story: Story) -> list[str]:
    events = [entry["event"] for entry in (await story.read("/register"))["items"]]
    return [f"{one['seat']} {one['can']} {one['will']}" for one in events if one["kind"] == "review.given"]


async def test_the_panel_reads_what_changed_and_gives_its_answer(story: Story, door: FrontDoor) -> None:
    await story.submitted()
    browser = await become(door, story.slug, "panel-1")
    page = await browser.open(at(story))
    assert "What changed since version 0" in page.words
    assert "Written: funding." in page.words
    assert "0 of 2 seats answered" in page.words

    done = await browser.send(page, at(story), GIVEN)

    assert "Your review was received." in done.words
    assert "Can: yes. Will: yes, if. If the funding holds." in done.words
    assert await answers(story) == ["panel-1 yes yes_if"]


async def test_sending_it_twice_gives_it_once_and_it_can_be_changed(story: Story, door: FrontDoor) -> None:
    await story.submitted()
    browser = await become(door, story.slug, "panel-1")
    page = await browser.open(at(story))
    await browser.send(page, at(story), GIVEN)
    done = await browser.send(page, at(story), GIVEN)
    assert dict(done.form(at(story)).fields)["reason"] == GIVEN["reason"]

    await browser.send(done, at(story), {"can": "no"})

    assert await answers(story) == ["panel-1 yes yes_if", "panel-1 no yes_if"]


async def test_what_is_missing_is_said_and_nothing_typed_is_lost(story: Story, door: FrontDoor) -> None:
    await story.submitted()
    browser = await become(door, story.slug, "panel-1")

    refused = await browser.send(await browser.open(at(story)), at(story), {"reason": "Because."}, status=400)

    assert refused.words.count("This field is required.") == 4
    assert dict(refused.form(at(story)).fields)["reason"] == "Because."
    assert await answers(story) == []


async def test_the_turn_leads_there(story: Story, door: FrontDoor) -> None:
    await story.submitted()

    page = await (await become(door, story.slug, "panel-1")).open("/my-work")

    assert at(story) in page.links


async def test_who_takes_part_reads_it_and_only_the_panel_answers(
    story: Story, door: FrontDoor, world: World
) -> None:
    await story.submitted()
    page = await (await become(door, story.slug, "panel-1")).open(at(story))
    sent = {**dict(page.form(at(story)).fields), **GIVEN}
    for who in ("anna", "college-1", "office"):
        browser = await become(door, story.slug, who)
        page = await browser.open(at(story))
        assert "The review panel answers this." in page.words
        own = {"form_token": dict(page.form("/language").fields)["form_token"]}
        answer = await browser.post(at(story), {**sent, **own})
        assert answer.status_code in {403, 409}
        assert "What you wrote, so that it is not lost" in answer.text

    async with told(world, Story(door, small(body("elsewhere")))) as other:
        stranger = await become(door, other.slug, "elsewhere-1")
        await stranger.open(at(story), status=403)
    assert await answers(story) == []


async def test_what_is_not_submitted_is_not_the_panels_to_read(story: Story, door: FrontDoor) -> None:
    await story.saved()
    browser = await become(door, story.slug, "panel-1")
    await browser.open(at(story), status=403)
    await browser.open(f"/programmes/{story.slug}/review/9", status=404)
