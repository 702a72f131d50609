"""Slots: so many commands under way for one programme, over all processes together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from pydantic import SecretStr

from service.concurrency import SLOTS, Slots
from service.resources import opened
from settings import Settings
from tests.workflows.waiting import PATIENCE


@pytest.fixture
def settings(database: str) -> Settings:
    return Settings(database=SecretStr(database))


@pytest.fixture
async def here(settings: Settings) -> AsyncIterator[Slots]:
    """The slots as one process sees them."""
    async with opened(settings) as resources:
        yield resources.slots


@pytest.fixture
async def elsewhere(settings: Settings) -> AsyncIterator[Slots]:
    """The slots as another process sees them."""
    async with opened(settings) as resources:
        yield resources.slots


async def take_all(slots: Slots, held: AsyncExitStack) -> None:
    async with asyncio.timeout(PATIENCE):
        for _ in range(SLOTS):
            await held.enter_async_context(slots.one("programme"))


async def test_slots_that_were_given_back_are_there_for_another_process(
    here: Slots, elsewhere: Slots
) -> None:
    async with AsyncExitStack() as held:
        await take_all(here, held)

    async with AsyncExitStack() as held:
        await take_all(elsewhere, held)


async def test_slots_are_free_again_when_whoever_held_them_failed(here: Slots, elsewhere: Slots) -> None:
    async def fail() -> None:
        async with AsyncExitStack() as held:
            await take_all(here, held)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    async with AsyncExitStack() as held:
        await take_all(elsewhere, held)
