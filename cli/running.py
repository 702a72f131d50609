"""Runs a command's coroutine so that every way of ending it lets it stop what it started."""

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class StoppedError(Exception):
    """The command was asked to stop; `code` is the exit code that says so."""

    def __init__(self, number: int) -> None:
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.code = 128 + number


LoopFactory = Callable[[], asyncio.AbstractEventLoop]


def run(main: Coroutine[Any, Any, Result], *, loop_factory: LoopFactory | None = None) -> Result:
    """Run to the end, on a loop of `loop_factory` where there is one.

    Raises `StoppedError` after the clean-up that Ctrl-C, SIGTERM or SIGHUP set off.
    """
    received: list[int] = []

    async def listening() -> Result:
        task = asyncio.current_task()
        assert task
        loop = asyncio.get_running_loop()

        def stop(number: int) -> None:
            # A second signal while cleaning up would cut the cleaning short.
            if not received:
                received.append(number)
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, stop, number)
        return await main

    try:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            return runner.run(listening())
    except asyncio.CancelledError:
        if received:
            raise StoppedError(received[0]) from None
        raise
