"""The API in this process, on a real PostgreSQL and Temporal, with or without a worker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import Settings
from store.accounts.grants import API
from tests.accounts import account
from tests.api.story import Story, told
from tests.api.visiting import Door, opened, settings_of
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
async def door(settings: Settings, tmp_path: Path) -> AsyncIterator[Door]:
    """The way into an API with nobody at work behind it."""
    async with opened(settings, tmp_path) as door:
        yield door


@pytest.fixture
async def story(door: Door, world: World) -> AsyncIterator[Story]:
    """A small programme that was just started, with a worker."""
    async with told(world, Story(door, small())) as story:
        yield story
