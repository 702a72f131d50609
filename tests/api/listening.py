"""An API that listens on a port, and a client that hangs up on one that does not answer."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import httpx2
import uvicorn
from starlette.types import ASGIApp

from api.application import create
from api.http.hurrying import Hurried
from cli.embedded.ports import LOOPBACK, free_port
from cli.tokens import signing_key
from settings import Settings
from tests.api.visiting import Door
from tests.workflows.waiting import eventually

HANGS_UP = 20.0
"""Seconds after which the client gives up. Five are promised, which a busy machine may pass; without the
limits that keep the promise whoever waits for a part that hangs would wait far longer."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals to the tests."""
        yield


@asynccontextmanager
async def listening(settings: Settings, folder: Path) -> AsyncGenerator[Door]:
    """An API that runs as `settings` want it, for as long as the context lasts."""
    app = create(settings)
    async with (
        served(app, settings) as base,
        httpx2.AsyncClient(base_url=base, timeout=HANGS_UP) as http,
    ):
        yield Door(app, http, signing_key(folder))


@asynccontextmanager
async def served(app: ASGIApp, settings: Settings) -> AsyncGenerator[str]:
    """The address of `app`, which listens there for as long as the context lasts."""
    port = free_port()
    config = uvicorn.Config(
        app,
        host=LOOPBACK,
        port=port,
        http=Hurried,
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await eventually(started, bool, lambda _: "the server does not start")
    try:
        yield f"http://{LOOPBACK}:{port}"
    finally:
        server.should_exit = True
        await serving
