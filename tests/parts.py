"""Servers of a test's own, which can go away, hang, and come back where they were."""

import signal
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Generic, Literal, TypeVar

import psutil

from cli.embedded.postgres import Postgres, start_postgres
from cli.embedded.processes import Processes
from cli.embedded.temporal import Temporal, TemporalOptions, start_temporal

Server = TypeVar("Server", Postgres, Temporal)
How = Literal["stopped", "hanging"]


class Part(ABC, Generic[Server]):
    """One server, whose data stay in the folder `data`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._running = AsyncExitStack()
        self._processes: Processes | None = None
        self.server: Server | None = None

    @abstractmethod
    async def _start(self, processes: Processes, port: int | None) -> Server: ...

    async def come_back(self) -> Server:
        """Start it, where it was before if it ran before."""
        self._processes = await self._running.enter_async_context(Processes(self._data / "logs"))
        before = self.server
        self.server = await self._start(self._processes, before and before.port)
        assert before in {None, self.server}, "nobody took its port meanwhile"
        return self.server

    async def go_away(self) -> None:
        """Stop it, whatever it is doing."""
        await self._running.aclose()
        self._processes = None

    def hang(self) -> None:
        """Let it keep its connections, and do nothing any more."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    @asynccontextmanager
    async def away(self, how: How) -> AsyncGenerator[None]:
        """Without it for as long as the context lasts."""
        if how == "stopped":
            await self.go_away()
            yield
            await self.come_back()
        else:
            self.hang()
            try:
                yield
            finally:
                self.go_on()

    def _signal(self, number: signal.Signals) -> None:
        assert self._processes is not None, "it runs"
        for child in self._processes.children:
            # The parent first: it makes no further children then.
            parent = psutil.Process(child.pid)
            parent.send_signal(number)
            for process in parent.children(recursive=True):
                # A backend may end by itself in between.
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)


class OwnPostgres(Part[Postgres]):
    async def _start(self, processes: Processes, port: int | None) -> Postgres:
        return await start_postgres(processes, self._data, port=port, durable=False)


class OwnTemporal(Part[Temporal]):
    async def _start(self, processes: Processes, port: int | None) -> Temporal:
        database = self._data / "temporal.db"
        options = TemporalOptions(database=database, port=port, headless=True, log_level="error")
        return await start_temporal(processes, options)
