"""Whose a body is comes first: nothing is read of a stranger's, no more than is taken of anybody's."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Event
from uuid import uuid4

import httpx2
import pytest

from service.every_phase.start_programme import MOST_ORGANISATIONS
from service.workshop import HANDS, Workshop
from tests.api.operations import OPERATIONS, Operation
from tests.api.story import Story
from tests.api.visiting import Door, Visitor, ok, problem

CSV, CALENDAR, MARKDOWN, JSON = "text/csv", "text/calendar", "text/markdown", "application/json"

FILES = pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("{at}/organisations/imports", CSV),
        ("{at}/projects/imports", CSV),
        ("{at}/bodies/college/calendar", CALENDAR),
        ("{at}/plan-versions/imports", MARKDOWN),
        ("/programmes", JSON),
    ],
)
SENDING = [operation for operation in OPERATIONS if operation.media_type]
HALF_A_MILLION = 500_000
AT_A_TIME = 5_000


@dataclass
class Rows:
    """Half a million bad rows, of which some are sent each time; `taken` is how many were asked for."""

    first: bytes = b"group,code,name\n"
    taken: int = field(default=0, init=False)

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        yield self.first
        for _ in range(HALF_A_MILLION // AT_A_TIME):
            self.taken += AT_A_TIME
            yield b"nowhere,!!,\n" * AT_A_TIME


async def send(
    visitor: Visitor, path: str, content: AsyncIterator[bytes] | Rows, media_type: str = CSV
) -> httpx2.Response:
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": media_type}
    if visitor.token:
        headers["Authorization"] = f"Bearer {visitor.token}"
    return await visitor.http.post(f"/v1{path}", content=aiter(content), headers=headers)


@asynccontextmanager
async def busy(workshop: Workshop) -> AsyncGenerator[Event]:
    """Every hand of the workshop is busy until the event that is answered is set."""
    done = Event()
    working = [asyncio.create_task(workshop.do(done.wait)) for _ in range(HANDS)]
    try:
        yield done
    finally:
        done.set()
        await asyncio.gather(*working)


@FILES
async def test_a_file_of_somebody_without_the_role_is_refused_unread(
    story: Story, path: str, media_type: str
) -> None:
    if media_type == MARKDOWN:
        # Until there is a kwartiermaker the rules have something better to say.
        await story.appointed()
    sent = Rows()

    answer = await send(story.door.stranger, path.format(at=story.at), sent, media_type)

    assert answer.status_code == 403, answer.text
    assert sent.taken == 0


@pytest.mark.parametrize("operation", SENDING, ids=lambda operation: operation.id)
async def test_a_body_of_nobody_is_refused_unread(door: Door, operation: Operation) -> None:
    sent = Rows(first=b"[")

    answer = await send(door.nobody, operation.address(slug="anything"), sent, operation.media_type)

    assert answer.status_code in {401, 404}, answer.text
    assert sent.taken == 0


@pytest.mark.parametrize("what", ["organisations", "projects"])
async def test_a_file_that_goes_on_is_not_read_on(story: Story, what: str) -> None:
    sent = Rows()

    answer = await send(story.office, f"{story.at}/{what}/imports", sent)

    body = problem(answer, 413, "too_many_lines")
    assert sent.taken <= body["details"]["lines"] + AT_A_TIME


async def test_lines_within_a_value_are_not_counted(story: Story) -> None:
    await story.appointed()
    long = "line\n" * 1_900

    content = f'title,owner,description\nAddresses,G1,"He said ""well"".\n{long}"\n'

    ok(await story.office.send(f"{story.at}/projects/imports", content), 201)


@FILES
async def test_while_a_file_is_read_others_are_answered(story: Story, path: str, media_type: str) -> None:
    content = b"{}" if media_type == JSON else b"\xff"
    async with busy(story.door.app.state.resources.workshop) as done:
        reading = asyncio.create_task(story.office.send(path.format(at=story.at), content, media_type))
        await story.read()
        assert not reading.done()
        done.set()

        assert (await reading).status_code == 400


async def test_more_organisations_than_anybody_can_wait_for_are_refused(story: Story) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    blueprint["definition"]["groups"][0]["organisations"] = [{}] * (MOST_ORGANISATIONS + 1)

    answer = await story.office.post("/programmes", {"slug": "too-many", "blueprint": blueprint})

    assert [error["field"] for error in answer.json()["errors"]] == ["blueprint.definition.groups"]
