"""Who is silent in a consultation, by HTTP, and asking them once more."""

import pytest

from tests.api.story import Story
from tests.api.visiting import ok, problem

NUDGES = "consultations/1/nudges"


async def nudged(story: Story) -> list[str]:
    """Who was nudged so far."""
    async with story.pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT recipient FROM outbox WHERE programme = $1 AND kind = 'nudge' ORDER BY id", story.slug
        )
    return [row["recipient"] for row in rows]


async def test_silence_is_counted_per_group_and_named(story: Story) -> None:
    await story.appointed()
    await story.contributed("G2")

    shown = await story.read("/consultations/1/silence")

    assert shown["groups"] == [
        {"group": "gemeente", "invited": 2, "opened": 0, "answered": 1, "silent": 1},
        {"group": "marktpartij", "invited": 1, "opened": 0, "answered": 0, "silent": 1},
    ]
    assert [(item["code"], item["name"]) for item in shown["items"]] == [("G1", "Org G1"), ("M1", "Org M1")]
    assert shown["next"] is None


async def test_the_silent_come_in_pages_and_by_group(story: Story) -> None:
    await story.appointed()
    path = f"{story.at}/consultations/1/silence"

    first = ok(await story.office.get(path, limit=2))
    rest = ok(await story.office.get(path, limit=2, after=first["next"]))
    market = ok(await story.office.get(path, group="marktpartij"))

    assert [item["code"] for item in first["items"]] == ["G1", "G2"]
    assert [item["code"] for item in rest["items"]] == ["M1"]
    assert [item["code"] for item in market["items"]] == ["M1"]


async def test_a_group_is_nudged_without_those_who_answered(story: Story) -> None:
    await story.appointed()
    await story.contributed("G2")

    answer = await story.act(story.office, NUDGES, group="gemeente")

    assert [entry["kind"] for entry in answer["entries"]] == ["silent.nudged"]
    event = (await story.read("/register"))["items"][-1]["event"]
    assert (event["group"], event["count"]) == ("gemeente", 1)
    assert await nudged(story) == ["G1"]


async def test_those_who_are_named_are_nudged(story: Story) -> None:
    await story.appointed()

    await story.act(story.office, NUDGES, organisations=["M1", "G1"])

    assert await nudged(story) == ["G1", "M1"]


async def test_who_answered_is_not_nudged(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1")

    answer = await story.office.post(f"{story.at}/{NUDGES}", {"organisations": ["G1", "G2"]})

    assert problem(answer, 409, "already_answered")["details"] == {"answered": ["G1"]}
    assert await nudged(story) == []


async def test_whom_nobody_invited_is_not_nudged(story: Story) -> None:
    await story.appointed()

    answer = await story.office.post(f"{story.at}/{NUDGES}", {"organisations": ["X9", "G2"]})

    assert problem(answer, 409, "unknown_organisation")["details"] == {"unknown": ["X9"]}


@pytest.mark.parametrize("body", [{}, {"group": "gemeente", "organisations": ["G1"]}])
async def test_a_nudge_is_to_a_group_or_to_organisations(story: Story, body: dict[str, object]) -> None:
    await story.appointed()

    problem(await story.office.post(f"{story.at}/{NUDGES}", body), 400, "invalid_input")


async def test_silence_is_the_business_of_who_prepares_the_plan(story: Story) -> None:
    await story.appointed()
    path, group = f"{story.at}/consultations/1/silence", {"group": "gemeente"}

    for reader in (story.principal, story.as_("anna")):
        ok(await reader.get(path))
    problem(await story.representative("G1").get(path), 403, "not_readable")
    problem(await story.as_("anna").post(f"{story.at}/{NUDGES}", group), 403, "not_the_office")


async def test_there_is_no_silence_without_a_consultation(story: Story) -> None:
    await story.appointed()

    problem(await story.office.get(f"{story.at}/consultations/9/silence"), 404, "no_such_consultation")
    answer = await story.office.post(f"{story.at}/consultations/9/nudges", {"group": "gemeente"})
    problem(answer, 404, "no_such_consultation")
