"""Work that takes a while: done beside the event loop, so that everybody else is served meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import ParamSpec, TypeVar

HANDS = 2
"""How much is worked on at once. More would only share what Python has of a processor, and slow answers."""

P = ParamSpec("P")
T = TypeVar("T")


class Workshop:
    """A few threads; what comes when all are busy waits, and is forgotten once nobody waits for it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(HANDS, thread_name_prefix="workshop")

    async def do(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work` answers, done by a thread that knows what this task knows."""
        known = partial(copy_context().run, work, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._threads, known)

    def close(self) -> None:
        """Begin nothing more; what is under way nobody waits for."""
        self._threads.shutdown(wait=False, cancel_futures=True)
