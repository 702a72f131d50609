"""Nobody waits longer than five seconds: what is not answered by then is answered with 503."""

import asyncio

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, response

SECONDS = 4.7
"""Below the five seconds that were promised, so that the answer itself has time to arrive."""

UNHURRIED = ("/register-export", "/clock", "/docs")
"""Ends of addresses that may take longer: an export grows with its register, a clock waits for a workflow."""


class Patience:
    """Answers in time, also when whatever is being waited for cannot even be cancelled."""

    def __init__(self, app: ASGIApp, *, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(UNHURRIED):
            await self._app(scope, receive, send)
            return
        sending = _Sending(send)
        task = asyncio.ensure_future(self._app(scope, receive, sending))
        try:
            done, _ = await asyncio.wait({task}, timeout=self._seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if done or sending.started:
            await task
            return
        sending.is_closed = True
        self._give_up(task)
        problem = Problem(
            "too_busy",
            "This takes longer than five seconds. A command may still take effect: repeat it with the same"
            " Idempotency-Key to learn what became of it.",
        )
        await response(Request(scope), problem)(scope, receive, send)

    def _give_up(self, task: "asyncio.Task[None]") -> None:
        # Giving a broken connection back may hang for minutes; that must not keep the caller waiting.
        self._late.add(task)
        task.add_done_callback(self._forget)
        task.cancel()

    def _forget(self, task: "asyncio.Task[None]") -> None:
        self._late.discard(task)
        if not task.cancelled():
            task.exception()


class _Sending:
    """Sends on, until the answer was given by somebody else."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False
        self.is_closed = False

    async def __call__(self, message: Message) -> None:
        if self.is_closed:
            return
        self.started = True
        await self._send(message)
