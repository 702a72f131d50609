"""Connections on which nothing comes to its end, over a real port."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.http import hurrying
from settings import Settings
from tests.api.listening import listening
from tests.api.visiting import Door

HEAD = b"POST /v1/programmes HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
async def hurried(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Door]:
    """The way into an API that waits for nothing, so that the test need not either."""
    monkeypatch.setattr(hurrying, "SECONDS", 0.1)
    async with listening(settings, tmp_path) as door:
        yield door


async def said_on(door: Door, *parts: bytes) -> bytes:
    """What the API says, until it closes the connection, to somebody who sends no more than these."""
    base = door.http.base_url
    reader, writer = await asyncio.open_connection(base.host, base.port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    said = await reader.read()
    writer.close()
    return said


@pytest.mark.parametrize("sent", [b"", b"GET", HEAD, HEAD * 2], ids=["nothing", "a word", "half", "more"])
async def test_a_request_whose_head_does_not_end_is_given_up(hurried: Door, sent: bytes) -> None:
    assert await said_on(hurried, sent) == b""


async def test_a_body_that_does_not_end_is_given_up_once_it_is_refused(hurried: Door) -> None:
    said = await said_on(hurried, HEAD, b"Content-Length: 100\r\n\r\n", b"{")

    assert said.startswith(b"HTTP/1.1 401")


async def test_who_is_answered_may_ask_again_on_the_same_connection(hurried: Door) -> None:
    for _ in range(3):
        assert (await hurried.nobody.get("/health/live")).status_code == 200
