"""Somebody who listens to server-sent events."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.api.visiting import Visitor
from tests.workflows.waiting import PATIENCE


@dataclass(frozen=True)
class Event:
    """One event: its name, its id, and what it says."""

    name: str
    id: str | None
    data: dict[str, Any]


class Stream:
    """What somebody hears; `answer` is that of the request."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer = answer
        self.last: str | None = None
        self._lines: AsyncIterator[str] = answer.aiter_lines()

    async def next(self) -> Event | None:
        """The next event; None when the stream has ended."""
        async with asyncio.timeout(PATIENCE):
            fields: dict[str, str] = {}
            async for line in self._lines:
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                    self.last = value.strip() if name == "id" else self.last
                elif "data" in fields:
                    return Event(fields["event"], fields.get("id"), json.loads(fields["data"]))
                else:
                    fields = {}
        return None

    async def entry(self) -> dict[str, Any]:
        """The next entry, whatever is said of contributions before it."""
        while (event := await self.next()) is not None:
            if event.name == "entry":
                return event.data
            assert event.name == "contributions", event
        raise AssertionError("the stream has ended")

    async def named(self, name: str) -> Event:
        """The next event of this name, whatever comes before it."""
        while (event := await self.next()) is not None:
            if event.name == name:
                return event
        raise AssertionError(f"the stream has ended without {name}")

    async def until(self, seq: int) -> list[int]:
        """The numbers of entries up to this one."""
        heard = [(await self.entry())["seq"]]
        while heard[-1] < seq:
            heard.append((await self.entry())["seq"])
        return heard

    async def rest(self) -> list[Event]:
        """All that comes until the stream ends."""
        events: list[Event] = []
        while (event := await self.next()) is not None:
            events.append(event)
        return events


@asynccontextmanager
async def listens(
    visitor: Visitor, path: str, *, last: str | None = None, **query: str | int
) -> AsyncGenerator[Stream]:
    """Let `visitor` listen, going on after the event `last`."""
    headers = visitor.headers | ({"Last-Event-ID": last} if last is not None else {})
    address = f"/v1{path}"
    async with visitor.http.stream("GET", address, params=query, headers=headers) as answer:
        assert answer.status_code == 200, await answer.aread()
        yield Stream(answer)
