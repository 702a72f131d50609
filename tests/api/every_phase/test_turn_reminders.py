"""Reminding whose turn it is: letters to them, with what waits and where it is done, once a day."""

from uuid import uuid4

from tests.api.story import Story
from tests.api.visiting import ok, problem


async def letters(story: Story) -> list[tuple[str, str]]:
    """What lies in the outbox because of it: the kind, and for whom."""
    rows = await story.pool.fetch(
        "SELECT kind, role FROM outbox WHERE programme = $1 AND kind IN ('your_turn', 'nudge') ORDER BY id",
        story.slug,
    )
    return [(row["kind"], row["role"]) for row in rows]


async def test_whoever_it_waits_for_gets_a_letter(story: Story) -> None:
    await story.asked()

    answer = await story.act(story.principal, "turn-reminders")

    [entry] = answer["entries"]
    event = (await story.read("/register"))["items"][-1]["event"]
    assert event["kind"] == "turns.reminded"
    assert [turn["code"] for turn in event["turns"]] == ["answer_assignment"]
    assert event["count"] == 1
    assert entry["kind"] == "turns.reminded"
    assert await letters(story) == [("your_turn", "candidate")]


async def test_organisations_that_are_silent_get_one_with_their_link(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1")

    await story.act(story.office, "turn-reminders")

    assert (await story.read("/register"))["items"][-1]["event"]["count"] == 2
    assert await letters(story) == [("nudge", "representative")] * 2


async def test_the_same_request_again_sends_nothing_more(story: Story) -> None:
    key = str(uuid4())

    first = ok(await story.office.post(f"{story.at}/turn-reminders", {}, key=key), 201)
    again = ok(await story.office.post(f"{story.at}/turn-reminders", {}, key=key), 201)

    assert first == again
    assert len(await letters(story)) == 1
    problem(await story.office.post(f"{story.at}/turn-reminders", {}), 409, "reminded_today")


async def test_it_is_seen_before_it_is_done_who_gets_which(story: Story) -> None:
    tried: dict[str, dict[str, object]] = {"about": {}, "fields": {}}

    seen = ok(await story.office.post(f"{story.at}/acts/remind-whose-turn/previews", tried))

    assert [(one["kind"], one["role"], one["people"]) for one in seen["letters"]] == [
        ("your_turn", "office", 1)
    ]
    assert await letters(story) == []


async def test_a_member_may_not_have_others_reminded(story: Story) -> None:
    answer = await story.as_("college-1").post(f"{story.at}/turn-reminders", {})

    problem(answer, 403, "not_the_office")
