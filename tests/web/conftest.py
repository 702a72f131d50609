"""Pages and API at one address, in this process, on a real PostgreSQL and Temporal."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import Settings
from store.accounts.grants import API
from tests.accounts import account
from tests.api.story import Story, told
from tests.api.visiting import settings_of
from tests.web.visiting import FrontDoor, opened
from tests.workflows.blueprints import small
from tests.workflows.fixtures import begin, idle_world, pool, prepared_client, workers, world
from tests.workflows.running import World

__all__ = ["begin", "idle_world", "pool", "prepared_client", "workers", "world"]


@pytest.fixture
def settings(database: str, temporal: str, idle_world: World, tmp_path: Path) -> Settings:
    return settings_of(tmp_path).model_copy(
        update={
            "database": SecretStr(account(database, API)),
            "temporal": temporal,
            "task_queue": idle_world.queue,
        }
    )


@pytest.fixture
async def door(settings: Settings, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way in, with nobody at work behind it."""
    async with opened(settings, tmp_path) as door:
        yield door


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way in where neither PostgreSQL nor Temporal is: for what asks for neither."""
    async with opened(settings_of(tmp_path), tmp_path) as door:
        yield door


@pytest.fixture
async def story(door: FrontDoor, world: World) -> AsyncIterator[Story]:
    """A small programme that was just started, with a worker."""
    async with told(world, Story(door, small())) as story:
        yield story
