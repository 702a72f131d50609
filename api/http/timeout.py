"""Nobody waits longer than five seconds: what is not answered by then is answered with 503.

Which code that has depends on what the request was waiting for at that moment: `waiting_for` says so.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem, response

SECONDS = 4.5
"""Below the five seconds that were promised, so that the answer itself has time to arrive."""

BUSY = "too_busy"
DATABASE = "database_unavailable"
TEMPORAL = "temporal_unavailable"

DETAILS = {
    BUSY: "This takes longer than five seconds.",
    DATABASE: "PostgreSQL did not answer in time: it is away, or too much is asked of it.",
    TEMPORAL: "Temporal or its workers did not answer in time.",
}
REPEAT = (
    "A command may still take effect: repeat it with the same Idempotency-Key to learn what became of it."
)

log = structlog.get_logger()


@dataclass
class _Wait:
    """What one request waits for: the code of the problem when it does so in vain."""

    code: str = BUSY
    takes_long: bool = False


_wait: ContextVar[_Wait] = ContextVar("wait")


@contextmanager
def waiting_for(code: str) -> Generator[None]:
    """Say what this request waits for as long as the context lasts, by the code for when that is away."""
    wait = _wait.get(_Wait())
    before, wait.code = wait.code, code
    try:
        yield
    finally:
        wait.code = before


def take_time() -> None:
    """Let this request take as long as it needs from now on."""
    _wait.get(_Wait()).takes_long = True


def late(code: str) -> Problem:
    """The problem of who waited too long for what `code` stands for."""
    return Problem(code, f"{DETAILS[code]} {REPEAT}")


class Patience:
    """Answers in time, also when whatever is being waited for cannot even be cancelled."""

    def __init__(self, app: ASGIApp, *, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wait, sending = _Wait(), _Sending(send)
        _wait.set(wait)
        task = asyncio.ensure_future(self._app(scope, receive, sending))
        try:
            done, _ = await asyncio.wait({task}, timeout=self._seconds)
            if done or sending.started or wait.takes_long:
                await task
                return
        except asyncio.CancelledError:
            task.cancel()
            raise
        log.warning("no answer in time", code=wait.code)
        sending.is_closed = True
        problem = late(wait.code)
        self._give_up(task)
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
