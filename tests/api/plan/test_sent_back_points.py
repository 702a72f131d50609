"""Points of a plan that was sent back, over HTTP: listed, answered, and read by everyone once submitted."""

from typing import Any

import pytest

from tests.api.story import Story
from tests.api.visiting import Visitor, ok, problem
from tests.workflows.blueprints import SECTIONS


@pytest.fixture
async def sent_back(story: Story) -> Story:
    """The College sent version 2 back."""
    await story.before_the_college()
    for seat, reason in enumerate(("Who pays?", "For how long?", "We looked."), start=1):
        ballot = await story.ballot("send_back" if seat < 3 else "for", reason=reason)
        await story.act(story.as_(f"college-{seat}"), "submissions/1/ballots", **ballot)
    await story.until("decision.established")
    return story


async def points(story: Story, visitor: Visitor | None = None) -> list[dict[str, Any]]:
    return (await story.read("/sent-back-points", visitor))["items"]


async def test_everyone_reads_what_the_plan_was_sent_back_for(sent_back: Story) -> None:
    found = await points(sent_back, sent_back.bystander)
    assert found == [
        {"key": key, "submission": 1, "text": text, "answer": None, "sections": [], "open": True}
        for key, text in (("1-1", "Who pays?"), ("1-2", "For how long?"))
    ]


async def test_an_answer_is_for_who_prepares_the_plan_until_the_version_is_submitted(
    sent_back: Story,
) -> None:
    story, anna = sent_back, sent_back.as_("anna")
    for key in ("1-1", "1-2"):
        body = {"text": f"Answered {key}.", "sections": ["funding"]}
        await story.act(anna, f"sent-back-points/{key}/answers", **body)
    assert [point["answer"] for point in await points(story)] == ["Answered 1-1.", "Answered 1-2."]
    assert [point["answer"] for point in await points(story, story.bystander)] == [None, None]

    await story.act(anna, "plan-versions", sections={key: f"Better: {key}." for key in SECTIONS})
    await story.act(anna, "plan-versions/3/submissions")

    found = await points(story, story.bystander)
    assert [(point["answer"], point["open"]) for point in found] == [
        ("Answered 1-1.", False),
        ("Answered 1-2.", False),
    ]
    assert found[0]["sections"] == ["funding"]


async def test_the_gate_names_what_is_not_answered_and_lets_nothing_through(sent_back: Story) -> None:
    story, anna = sent_back, sent_back.as_("anna")
    await story.act(anna, "plan-versions", sections={key: f"Better: {key}." for key in SECTIONS})
    await story.act(anna, "sent-back-points/1-2/answers", text="Ten years.")

    refused = problem(await anna.post(f"{story.at}/plan-versions/3/submissions"), 409, "gate_not_met")
    criteria = {c["key"]: c for c in (await story.read("/gate"))["criteria"]}

    assert refused["details"] == {"missing_sent_back_points": ["an answer to point 1-1"]}
    assert criteria["sent_back_points"]["missing"] == ["an answer to point 1-1"]


async def test_who_and_what_is_refused(sent_back: Story) -> None:
    at, body = f"{sent_back.at}/sent-back-points", {"text": "So."}
    anna = sent_back.as_("anna")
    problem(await sent_back.office.post(f"{at}/1-1/answers", body), 403, "not_the_kwartiermaker")
    problem(await anna.post(f"{at}/1-3/answers", body), 404, "no_such_sent_back_point")
    problem(await anna.post(f"{at}/1-1/answers", body | {"sections": ["poetry"]}), 409, "unknown_section")
    problem(await anna.post(f"{at}/1-1/answers", {"text": "  "}), 400, "invalid_input")


async def test_without_a_sending_back_there_are_none(story: Story) -> None:
    assert ok(await story.office.get(f"{story.at}/sent-back-points"))["items"] == []
