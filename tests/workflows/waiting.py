"""Waiting for what must come, and saying what did not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 30.0  # seconds; a slow machine needs them, nothing is decided by them
LOOK_EVERY = 0.02


async def eventually(
    look: Callable[[], Awaitable[T]], enough: Callable[[T], bool], what: Callable[[T], str]
) -> T:
    """Look until it is enough, and answer what was seen; fails with `what` was seen last."""
    seen = await look()
    try:
        async with asyncio.timeout(PATIENCE):
            while not enough(seen):
                await asyncio.sleep(LOOK_EVERY)
                seen = await look()
    except TimeoutError:
        raise AssertionError(what(seen)) from None
    return seen
