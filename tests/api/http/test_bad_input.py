"""What is too large, cannot be stored, or means harm: refused, or rendered harmless."""

import json
from typing import Any

import pytest

from tests.api.odd import addresses, changes
from tests.api.operations import OPERATIONS
from tests.api.story import Story
from tests.api.visiting import Visitor, problem

FIVE_MEGABYTES = "x" * 5_000_000
SCRIPT = "<script>alert(document.cookie)</script>"


async def send(visitor: Visitor, path: str, body: object) -> Any:  # noqa: ANN401 - a response
    """Post JSON in plain ASCII, which can also write what is no Unicode."""
    return await visitor.send(path, json.dumps(body).encode(), "application/json")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("plan-versions/1/sections/goals", {"text": FIVE_MEGABYTES}, "text"),
        ("plan-versions", {"sections": {"goals": FIVE_MEGABYTES}}, "sections.goals"),
        (
            "consultations/1/points/1/responses",
            {"kind": "not_taken_over", "reason": FIVE_MEGABYTES},
            "reason",
        ),
        ("consultations/1/points/1/splits", {"excerpts": ["a", "b", FIVE_MEGABYTES]}, "excerpts.2"),
    ],
)
async def test_a_text_of_five_megabytes_is_refused_by_its_field(
    story: Story, path: str, body: object, field: str
) -> None:
    answer = await send(story.as_("anna"), f"{story.at}/{path}", body)

    [error] = problem(answer, 400, "invalid_input")["errors"]
    assert (error["field"], error["code"]) == (field, "string_too_long")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("plan-versions/1/sections/goals", {"text": "a\0b"}),
        ("plan-versions", {"sections": {"goals": "x"}, "goals": ["a\0b"]}),
        (
            "plan-versions/1/principle-answers",
            {"goal": 1, "principle": "o", "answer": "deviates", "reason": "\0a"},
        ),
        ("consultations/1/contributions", {"can": "yes", "will": "yes", "sections": {"goals": "a\0b"}}),
        ("consultations/1/points/1/responses", {"kind": "not_taken_over", "reason": "a\0b"}),
        ("consultations/1/points/1/splits", {"excerpts": ["a", "b", "\0b"]}),
        ("drafters", {"person": {"subject": "a\0b", "name": "n"}}),
    ],
)
async def test_the_character_nul_is_refused_everywhere(story: Story, path: str, body: object) -> None:
    answer = await send(story.as_("anna"), f"{story.at}/{path}", body)

    [error] = problem(answer, 400, "invalid_input")["errors"]
    assert error["code"] == "nul"


async def test_a_script_in_a_contribution_is_harmless_in_the_draft_and_the_memo(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"goals": SCRIPT})
    for code in ("G2", "M1"):
        await story.contributed(code, sections={})
    await story.until("draft.assembled")
    await story.act(
        story.as_("anna"), "consultations/1/points/1/responses", kind="not_taken_over", reason=SCRIPT
    )

    draft = (await story.read("/plan-versions/1"))["sections"]["goals"]
    memo = (await story.office.get(f"{story.at}/consultations/1/response-memo")).text
    for written in (draft, memo):
        assert "<" not in written
        assert "&lt;script>alert(document.cookie)&lt;/script>" in written
    [point] = (await story.read("/consultations/1/responses"))["items"]
    assert point["origins"][0]["text"] == SCRIPT


async def test_a_script_in_the_plan_is_harmless_once_it_is_published(story: Story) -> None:
    await story.before_the_college()
    asked = {"text": SCRIPT, "owner": "kwartiermaker", "due": "2099-01-01"}
    await story.voted("for_with_conditions", "for", "for", conditions={1: [asked]})
    await story.until("decision.established")
    [condition] = (await story.read("/conditions"))["items"]
    path = f"conditions/{condition['key']}"
    await story.act(story.as_("anna"), f"{path}/evidence", evidence=SCRIPT)
    await story.act(story.as_("college-1"), f"{path}/judgements", verdict="met", reason=SCRIPT)
    await story.until("programme.published")

    published = (await story.office.get(f"{story.at}/documents/programme.md")).text
    assert "<" not in published
    assert "&lt;script>" in published


ODD = {"half a pair": "\ud800", "nul": "\0", "half a pair in a day": "2027-03-1\ud800"}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_no_field_of_any_request_takes_what_cannot_be_stored_or_fails_on_it(
    story: Story, odd: str
) -> None:
    fields = [
        (operation, changed)
        for operation in OPERATIONS
        if isinstance(operation.body, dict) and operation.media_type and "{token}" not in operation.path
        for changed in changes(operation.body, odd)
    ]

    answers = {
        f"{operation.id} {changed}": await send(story.office, operation.address(slug=story.slug), changed)
        for operation, changed in fields
    }

    assert {what: answer.status_code for what, answer in answers.items() if answer.status_code != 400} == {}


@pytest.mark.parametrize("odd", ["%00", "%ed%a0%80", "%ff"])
async def test_no_part_of_any_address_fails_on_what_cannot_be_stored(story: Story, odd: str) -> None:
    for operation in OPERATIONS:
        if operation.method == "get":
            for path in addresses(operation, story.slug, odd):
                answer = await story.door.http.get(f"/v1{path}", headers=story.office.headers)

                assert answer.status_code < 500, f"{path}: {answer.text}"
