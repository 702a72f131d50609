"""Server-sent events: what happens, for as long as somebody listens, may read, and keeps up."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

from fastapi.sse import format_sse_event
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.hurrying import LEAVING
from domain.shared.refusals import Refusal
from service.following import Counted, Ended, Following, Happened, Happening

MEDIA_TYPE = "text/event-stream"

STILL_HERE = 15.0
"""Seconds without anything after which a comment says that the connection is there."""

TOO_SLOW = 30.0
"""Seconds in which a listener must take what it is sent; one that does not comes again by its position."""

COMES_AGAIN = 2000
"""Milliseconds after which a browser connects again."""


class Listening(NamedTuple):
    """How somebody listens: `known` raises a `Refusal` once their token no longer counts.

    With `live` they go on listening when all that has happened was sent.
    """

    known: Callable[[], Awaitable[object]]
    live: bool = True


class EventStream(Response):
    """Sends what `following` reads, `begun` first, until the listener is gone or must be."""

    media_type = MEDIA_TYPE

    def __init__(
        self,
        following: Following,
        begun: tuple[Happening, ...],
        listening: Listening,
        # FastAPI's description of an operation looks for the status here.
        status_code: int = 200,
    ) -> None:
        # A proxy that collects an answer before it passes it on would never pass this one on.
        super().__init__(status_code=status_code, headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._following = following
        self._begun = begun
        self._listening = listening

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = scope["state"][LEAVING] = asyncio.Event()
        watching = asyncio.create_task(_watch(receive, gone))
        try:
            await self._stream(_Sending(send, gone), Request(scope), gone)
        finally:
            self._following.leave()
            watching.cancel()

    async def _stream(self, sending: "_Sending", request: Request, gone: asyncio.Event) -> None:
        await sending.begin(self.status_code, self.raw_headers)
        live = self._listening.live and not getattr(request.state, "without_body", False)
        following, batch = self._following, self._begun
        # Its position at once, so that whoever is cut off before anything happens can go on from it.
        await sending.say(_still_here(following, retry=COMES_AGAIN) if not batch else _RETRY)
        while not gone.is_set():
            await sending.say(b"".join(map(_written, batch)))
            if any(isinstance(happening, Ended) for happening in batch):
                break
            if not following.has_more:
                if not live:
                    break
                if not await _either(following.waited(), gone, STILL_HERE):
                    await sending.say(_still_here(following))
            batch = await self._next(following)
        await sending.end()

    async def _next(self, following: Following) -> tuple[Happening, ...]:
        try:
            await self._listening.known()
        except Refusal as refusal:
            return (Ended(refusal),)
        return await following.read()


async def _watch(receive: Receive, gone: asyncio.Event) -> None:
    """Say when the listener has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()


async def _either(awaited: Awaitable[None], gone: asyncio.Event, seconds: float) -> bool:
    """Wait for one of the two; False when neither came in time."""
    tasks = {asyncio.ensure_future(awaited), asyncio.ensure_future(gone.wait())}
    try:
        done, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:
        for task in tasks:
            task.cancel()


class _Sending:
    """Sends to a listener who may be gone, or too slow."""

    def __init__(self, send: Send, gone: asyncio.Event) -> None:
        self._send = send
        self._gone = gone

    async def begin(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": headers})

    async def say(self, content: bytes) -> None:
        if not content or self._gone.is_set():
            return
        message = {"type": "http.response.body", "body": content, "more_body": True}
        try:
            # Until the listener has taken enough of what came before.
            await asyncio.wait_for(self._send(message), TOO_SLOW)
        except TimeoutError:
            self._gone.set()

    async def end(self) -> None:
        # One that took nothing in time is not waited for again; without an end the server hangs up.
        with suppress(TimeoutError):
            message = {"type": "http.response.body", "body": b"", "more_body": False}
            await asyncio.wait_for(self._send(message), TOO_SLOW)


_RETRY = format_sse_event(retry=COMES_AGAIN)


def _still_here(following: Following, *, retry: int | None = None) -> bytes:
    return format_sse_event(comment="still here", id=str(following.position), retry=retry)


def _written(happening: Happening) -> bytes:
    match happening:
        case Happened(entry, position):
            return format_sse_event(event="entry", data_str=entry.model_dump_json(), id=str(position))
        case Counted(programme):
            return format_sse_event(event="contributions", data_str=json.dumps({"programme": programme}))
        case Ended(refusal):
            return format_sse_event(event="end", data_str=json.dumps({"code": refusal.code}))
