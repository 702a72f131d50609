"""Nobody waits longer than five seconds: what is not answered by then is answered with 503.

Which code that has depends on what was being waited for at that moment: see `service.waiting`.
"""

import asyncio
from collections.abc import Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import response
from domain.shared.refusals import Refusal
from service import waiting

SECONDS = 4.5
"""Below the five seconds that were promised, so that the answer itself has time to arrive."""

log = structlog.get_logger()


class Patience:
    """Answers in time, also when whatever is being waited for cannot even be cancelled.

    How it is said that it took too long is `refuse`'s to say.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        seconds: float = SECONDS,
        refuse: Callable[[Request, Refusal], Response] = response,
    ) -> None:
        self._app = app
        self._seconds = seconds
        self._refuse = refuse
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wait, sending = waiting.begin(), _Sending(send)
        task = asyncio.ensure_future(self._app(scope, receive, sending))
        try:
            # Not `wait_for`, which after its time waits for the task that it cancelled.
            done, _ = await asyncio.wait({task}, timeout=self._seconds)
            # What has begun to answer may finish: half an answer helps nobody.
            if done or sending.started or wait.takes_long:
                await task
                return
        except asyncio.CancelledError:
            task.cancel()
            raise
        log.warning("no answer in time", code=wait.in_vain.code)
        sending.is_closed = True
        self._give_up(task)
        await self._refuse(Request(scope), wait.in_vain())(scope, receive, send)

    def _give_up(self, task: "asyncio.Task[None]") -> None:
        # Giving a broken connection back may hang for minutes; that must not keep the caller waiting.
        self._late.add(task)
        task.add_done_callback(self._forget)
        task.cancel()

    def _forget(self, task: "asyncio.Task[None]") -> None:
        self._late.discard(task)
        if not task.cancelled():
            # Asked for, or asyncio reports that nobody did; whoever waited has had an answer.
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
