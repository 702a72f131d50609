"""The audit log tells who did and read what, and nothing of what was written or how anybody is called."""

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from api.http.auditing import account_of
from tests.api.story import Story
from tests.api.visiting import STRANGER, Door

Lines = list[dict[str, Any]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Every line that is logged, as it is before it is written."""
    with capture_logs() as logged:
        yield logged  # pyright: ignore[reportReturnType] - structlog's own mappings


def told(lines: Lines) -> dict[str, Any]:
    """The last line of the audit log."""
    return [line for line in lines if "origin" in line][-1]


async def test_who_did_what_is_told_by_ids(story: Story, lines: Lines) -> None:
    person = await story.nominated()

    await story.act(story.principal, "choices", preference=[person], reason="Experience.")

    line = told(lines)
    principal = (await story.read())["principal"]["id"]
    assert (line["person"], line["part"], line["action"]) == (principal, "principal", "choose")
    assert line["object"] == {"slug": story.slug}
    assert (line["result"], line["status"], line["reason"]) == ("done", 201, None)
    assert line["origin"] == "127.0.0.1"


async def test_the_part_is_told_of_what_no_entry_comes_of_as_well(story: Story, lines: Lines) -> None:
    await story.appointed()

    await story.contributed("G1")
    contributing = told(lines)
    await story.act(story.office, "organisations/G2/representatives", name="Rik", email="rik@g2.example")
    naming = told(lines)

    assert (contributing["action"], contributing["part"]) == ("contribute", "representative")
    assert (naming["action"], naming["part"]) == ("addRepresentative", "office")


async def test_who_read_what_is_confidential_is_told_also_when_it_is_refused(
    story: Story, lines: Lines
) -> None:
    await story.door.stranger.get(f"{story.at}/nominations")

    line = told(lines)
    assert (line["account"], line["person"]) == (account_of(STRANGER.subject), None)
    assert (line["action"], line["material"]) == ("listNominations", ["interests"])
    assert (line["result"], line["reason"]) == ("refused", "not_readable")


@pytest.mark.parametrize(("token", "reason"), [(None, "no_token"), ("a.b.c", "invalid_token")])
async def test_who_is_not_let_in_is_told_with_the_reason(
    door: Door, lines: Lines, token: str | None, reason: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    await door.http.get("/v1/programmes", headers=headers)

    line = told(lines)
    assert (line["account"], line["status"], line["reason"]) == (None, 401, reason)


async def test_what_everyone_may_see_is_not_told(door: Door, lines: Lines) -> None:
    await door.nobody.get("/health/live")

    assert [line for line in lines if "origin" in line] == []


async def test_no_name_text_or_token_is_in_it(story: Story, lines: Lines) -> None:
    await story.nominated()
    await story.door.nobody.get("/invitations/a-token-that-somebody-tries")

    written = str([line for line in lines if "origin" in line])
    anna = story.person("anna")
    for secret in (anna["name"], anna["email"], anna["subject"], "None.", "a-token-that"):
        assert secret not in written
