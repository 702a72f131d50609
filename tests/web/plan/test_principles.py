"""Goals and principles as one form: all at once, only what changed; what is refused comes back at its row."""

from collections.abc import AsyncIterator

import pytest

from tests.api.story import Story, told
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import FrontDoor
from tests.workflows.blueprints import SECTIONS, small
from tests.workflows.running import World

PRINCIPLES = [{"key": "open", "title": "Open"}, {"key": "once", "title": "Recorded once"}]


@pytest.fixture
async def story(door: FrontDoor, world: World) -> AsyncIterator[Story]:
    async with told(world, Story(door, small(definition={"principles": PRINCIPLES}))) as story:
        await story.drafted()
        sections = {key: f"Written: {key}." for key in SECTIONS}
        goals = ["Begin small", "End large"]
        await story.act(story.as_("anna"), "plan-versions", sections=sections, goals=goals)
        yield story


def at(story: Story) -> str:
    return f"/programmes/{story.slug}/plan/principles"


async def measured(story: Story) -> dict[str, tuple[str, str | None]]:
    goals = (await story.read("/plan-versions/2/principle-answers"))["items"]
    return {
        f"{goal['number']} {one['principle']}": (one["answer"], one["reason"])
        for goal in goals
        for one in goal["answers"]
    }


async def test_every_goal_and_principle_is_answered_at_once(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "anna")
    page = await browser.open(at(story))
    assert "4 answers still missing" in page.words

    done = await browser.send(
        page,
        at(story),
        {
            "measured.1.open.answer": "follows",
            "measured.1.once.answer": "deviates",
            "measured.1.once.reason": "Two registers stay.",
            "measured.2.open.answer": "follows",
        },
    )

    assert await measured(story) == {
        "1 open": ("follows", None),
        "1 once": ("deviates", "Two registers stay."),
        "2 open": ("follows", None),
    }
    assert "Deviates from Recorded once: Two registers stay." in done.words


async def test_only_what_changed_is_sent(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "anna")
    await browser.send(await browser.open(at(story)), at(story), {"measured.1.open.answer": "follows"})
    head = (await story.read())["head"]
    page = await browser.open(at(story))

    await browser.send(page, at(story))
    assert (await story.read())["head"] == head

    await browser.send(page, at(story), {"measured.2.open.answer": "follows"})
    await browser.send(page, at(story), {"measured.2.open.answer": "follows"})
    events = [entry["event"] for entry in (await story.read("/register"))["items"]]
    assert [one["goal"] for one in events if one["kind"] == "principle.answered"] == [1, 2]


async def test_what_is_wrong_stands_at_its_row_and_nothing_typed_is_lost(
    story: Story, door: FrontDoor
) -> None:
    browser = await become(door, story.slug, "anna")
    filled = {
        "measured.1.open.answer": "follows",
        "measured.1.once.answer": "deviates",
        "measured.2.once.reason": "Half a thought",
    }

    refused = await browser.send(await browser.open(at(story)), at(story), filled, status=400)

    assert "Say why the goal deviates from the principle." in refused.words
    assert "Choose whether the goal follows the principle, or deviates from it." in refused.words
    assert "#measured.2.once.answer" in refused.links
    fields = dict(refused.form(at(story)).fields)
    assert fields["measured.1.open.answer"] == "follows"
    assert fields["measured.2.once.reason"] == "Half a thought"
    assert await measured(story) == {}


async def test_what_the_rules_refuse_comes_back_at_its_row(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "anna")
    page = await browser.open(at(story))
    await story.act(story.as_("anna"), "plan-versions", sections={"goals": "Anew."})

    refused = await browser.send(page, at(story), {"measured.1.open.answer": "follows"}, status=409)

    assert "Goals are measured in the newest version of the plan." in refused.words
    assert dict(refused.form(at(story)).fields)["measured.1.open.answer"] == "follows"


async def test_only_who_drafts_answers(story: Story, door: FrontDoor) -> None:
    page = await (await become(door, story.slug, "anna")).open(at(story))
    sent = {**dict(page.form(at(story)).fields), "measured.1.open.answer": "follows"}
    for who in ("principal", "panel-1", "college-1"):
        browser = await become(door, story.slug, who)
        page = await browser.open(at(story), status=403)
        own = {"form_token": dict(page.form("/language").fields)["form_token"]}
        assert (await browser.post(at(story), {**sent, **own})).status_code == 403
    assert await measured(story) == {}
