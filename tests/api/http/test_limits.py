"""What the API takes, and how it says that something is too much, or not what it can store."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from api.http.limits import LARGEST_BODY
from service.limits import LONGEST_REASON
from tests.api.story import Story
from tests.api.visiting import Door, Visitor, problem

HEADERS = {"Idempotency-Key": "k", "Content-Type": "application/json"}


def fields(body: dict[str, Any]) -> list[str]:
    return [error["field"] for error in body["errors"]]


async def send(visitor: Visitor, content: bytes, **headers: str) -> Any:  # noqa: ANN401 - a response
    sent = HEADERS | headers | {"Authorization": f"Bearer {visitor.token}"}
    return await visitor.http.post("/v1/programmes", content=content, headers=sent)


async def test_a_body_that_says_it_is_too_large_is_refused(door: Door) -> None:
    answer = await send(door.starter, b" " * (LARGEST_BODY + 1))

    problem(answer, 413, "too_large")
    assert answer.headers["api-version"]


async def test_a_body_that_turns_out_too_large_is_refused(door: Door) -> None:
    async def stream() -> AsyncGenerator[bytes]:
        for _ in range(LARGEST_BODY // 100_000 + 1):
            yield b" " * 100_000

    sent = HEADERS | {"Authorization": f"Bearer {door.starter.token}"}
    answer = await door.http.post("/v1/programmes", content=stream(), headers=sent)

    problem(answer, 413, "too_large")


@pytest.mark.parametrize("content", [b"", b"{", b"[1", b"\xff\xfe", b'{"a": NaN'], ids=repr)
async def test_a_body_that_is_no_json_is_refused(door: Door, content: bytes) -> None:
    answer = await send(door.starter, content)

    assert answer.status_code == 400
    assert answer.json()["code"] in {"invalid_json", "invalid_input"}


async def test_a_body_that_is_nested_without_end_is_refused(door: Door) -> None:
    answer = await send(door.starter, b'{"slug": "x", "blueprint": {"a":' + b"[" * 100_000)

    assert answer.status_code == 400


async def test_every_field_that_is_wrong_is_named_without_repeating_what_was_in_it(door: Door) -> None:
    answer = await send(door.starter, json.dumps({"slug": "Not a slug", "extra": "secret"}).encode())

    body = problem(answer, 400, "invalid_input")
    assert sorted(fields(body)) == ["blueprint", "extra", "slug"]
    assert {error["in"] for error in body["errors"]} == {"body"}
    assert "secret" not in answer.text


async def test_a_command_without_an_idempotency_key_is_refused(door: Door) -> None:
    headers = {"Authorization": f"Bearer {door.starter.token}"}
    answer = await door.http.post("/v1/programmes", json={}, headers=headers)

    body = problem(answer, 400, "invalid_input")
    assert "Idempotency-Key" in fields(body)


@pytest.mark.parametrize(
    "text",
    ["a\0b", "\ud800", "", "   ", "x" * (LONGEST_REASON + 1)],
    ids=["nul", "half", "empty", "blank", "long"],
)
async def test_a_text_that_cannot_be_stored_or_says_nothing_is_refused(story: Story, text: str) -> None:
    answer = await send_json(story.principal, f"{story.at}/suspensions", {"reason": text})

    body = problem(answer, 400, "invalid_input")
    assert fields(body) == ["reason"]


async def send_json(visitor: Visitor, path: str, body: object) -> Any:  # noqa: ANN401 - a response
    """Post JSON in plain ASCII, which can also write what is no Unicode."""
    headers = HEADERS | {"Authorization": f"Bearer {visitor.token}"}
    return await visitor.http.post(f"/v1{path}", content=json.dumps(body).encode(), headers=headers)


@pytest.mark.parametrize("odd", ["\0", "\ud800"], ids=["nul", "half a pair"])
async def test_a_blueprint_that_cannot_be_stored_is_refused_wherever_that_is(story: Story, odd: str) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    for changed in (blueprint | {odd: 1}, blueprint | {"title": odd}):
        answer = await send_json(story.office, "/programmes", {"slug": "odd", "blueprint": changed})

        problem(answer, 400, "invalid_input")


@pytest.mark.parametrize(
    "path",
    [
        "/programmes/Not-A-Slug",
        "/programmes/%00",
        "/programmes/x/register?after=-1",
        "/programmes?limit=0",
        "/programmes/x/plan-versions/99999999999999999999",
        "/programmes/x/documents/%2e%00",
    ],
)
async def test_an_address_that_cannot_be_is_refused_before_anything_is_asked(door: Door, path: str) -> None:
    answer = await door.http.get(f"/v1{path}", headers={"Authorization": f"Bearer {door.starter.token}"})

    problem(answer, 400, "invalid_input")


async def test_days_that_no_calendar_reaches_are_refused(story: Story) -> None:
    for due in ("9999-12-31", "0001-01-01T00:00:00", 5):
        answer = await story.office.post(f"{story.at}/deadlines/nominate/moves", {"due": due, "reason": "r"})

        assert fields(problem(answer, 400, "invalid_input")) == ["due"]


@pytest.mark.parametrize("odd", ["\n", "\r", "\u2028", "\u202e", "\u2067"], ids=ascii)
@pytest.mark.parametrize("field", ["name", "subject", "email"])
async def test_a_name_is_on_one_line_and_reads_one_way(story: Story, field: str, odd: str) -> None:
    person = {"subject": "jan", "name": "Jan", "email": "jan@kwartier.example"}
    person[field] = f"j{odd}{person[field]}"

    answer = await send_json(
        story.office, f"{story.at}/nominations", {"person": person, "interests": f"None.{odd}"}
    )

    assert fields(problem(answer, 400, "invalid_input")) == [f"person.{field}"]
