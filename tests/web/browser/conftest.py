"""Pages that listen on a port, and a browser to visit them with."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Browser

from cli.front import create
from cli.tokens import signing_key
from settings import Settings
from tests.api.listening import HANGS_UP, served
from tests.api.story import Story, told
from tests.web.browser.chromium import chromium
from tests.web.visiting import FrontDoor
from tests.workflows.blueprints import small
from tests.workflows.running import World


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def door(settings: Settings, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """API and pages, which listen."""
    front = create(settings)
    async with (
        served(front, settings) as base,
        httpx2.AsyncClient(base_url=base, timeout=HANGS_UP) as http,
    ):
        yield FrontDoor(front.programs, http, signing_key(tmp_path), front)


@pytest.fixture
async def story(door: FrontDoor, world: World) -> AsyncIterator[Story]:
    """A small programme that was just started, with a worker."""
    async with told(world, Story(door, small())) as story:
        yield story


@pytest.fixture
def base(door: FrontDoor) -> str:
    return str(door.http.base_url).rstrip("/")
