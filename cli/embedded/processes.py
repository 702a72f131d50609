"""Child processes that are watched while they run and never outlive the one that started them."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self, TypeVar

from cli.embedded import guardian
from cli.embedded.account import Account
from cli.embedded.ports import free_port, preferred_or_free
from cli.errors import CommandError
from domain.shared.messages import N_

Started = TypeVar("Started")

POLL = 0.05  # seconds
ATTEMPTS = 3
TAIL = 12
LOG_LIMIT = 20_000_000


class ServiceError(CommandError):
    """A part could not be started or ended early; the message says which and what to do."""


class PortTakenError(ServiceError):
    """It could not listen: the port was taken between looking and listening."""


@dataclass(frozen=True)
class Child:
    """One child process, the leader of its own process group."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals
    grace: float
    log_start: int

    @property
    def pid(self) -> int:
        return self.process.pid

    def last_lines(self, count: int = TAIL) -> str:
        """Return the end of what it wrote since it started."""
        with self.log.open("rb") as log:
            log.seek(self.log_start)
            lines = log.read().decode(errors="replace").splitlines()
        return "\n".join(lines[-count:])

    def raise_when_dead(self) -> None:
        """Raise `ServiceError` with the end of its log when the process ended by itself."""
        code = self.process.poll()
        if code is None:
            return
        killed = N_("{process} was killed by {signal}. Its log is {log} and ends with:\n{end}")
        ended = N_("{process} ended with exit code {code}. Its log is {log} and ends with:\n{end}")
        how = killed.having(signal=signal.Signals(-code).name) if code < 0 else ended.having(code=str(code))
        end = self.last_lines()
        kind = PortTakenError if "ddress already in use" in end else ServiceError
        raise kind(how.having(process=self.name, log=str(self.log), end=end))


class Processes:
    """Starts children, keeps their logs in a folder, and stops them in reverse order.

    `keep_open` names file descriptors that stay open until the last child is gone, also when this
    process is killed: a lock on the data folder is held that way.
    """

    def __init__(self, logs: Path, *, keep_open: Sequence[int] = ()) -> None:
        self._logs = logs
        self._keep_open = tuple(keep_open)
        self._children: list[Child] = []
        self._guardian: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._guardian = subprocess.Popen(  # noqa: ASYNC220, S603 - returns at once; our own file
            [sys.executable, "-I", "-S", guardian.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self._keep_open,
        )
        return self

    @property
    def children(self) -> tuple[Child, ...]:
        """Return the children that were started and not yet stopped, the oldest first."""
        return tuple(self._children)

    @property
    def guardian_pid(self) -> int | None:
        """Return the process that ends the children when this one is killed."""
        return self._guardian.pid if self._guardian else None

    async def __aexit__(self, *_: object) -> None:
        # When a second Ctrl-C breaks this off, the guardian ends what is left.
        await self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        account: Account | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        grace: float = 10.0,
    ) -> Child:
        """Start a child that writes to `<logs>/<name>.log`; `grace` is in seconds, `account` who it runs as.

        Raises `ServiceError` when it cannot be executed.
        """
        log = self._logs / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.old"))
        with log.open("ab") as output:
            log_start = output.tell()
            try:
                process = _spawn(command, output, env, account)
            except OSError as error:
                cannot = N_("{process} cannot be started: {error}").having(process=name, error=str(error))
                raise ServiceError(cannot) from error
        child = Child(name, log, process, stop_signal, grace, log_start)
        self._children.append(child)
        self._instruct(f"+ {child.pid} {int(stop_signal)} {grace}")
        return child

    async def wait_until(
        self, child: Child, ready: Callable[[], Awaitable[bool]], *, seconds: float = 60
    ) -> None:
        """Wait until `ready` says so. Raises `ServiceError` when a child ends or the time is over."""
        try:
            async with asyncio.timeout(seconds):
                while not await ready():
                    self.raise_when_one_died()
                    await asyncio.sleep(POLL)
        except TimeoutError:
            late = N_(
                "{process} was not ready within {seconds} seconds. Its log is {log} and ends with:\n{end}"
            ).having(process=child.name, seconds=f"{seconds:.0f}", log=str(child.log), end=child.last_lines())
            raise ServiceError(late) from None

    def raise_when_one_died(self) -> None:
        """Raise `ServiceError` about the first child that ended by itself."""
        for child in self._children:
            child.raise_when_dead()

    async def start_on_a_port(
        self, preferred: int | None, start: Callable[[int], Awaitable[Started]]
    ) -> Started:
        """Start on the preferred port or else a free one; once more elsewhere when it is snatched away."""
        for _ in range(ATTEMPTS):
            try:
                return await start(preferred_or_free(preferred))
            except PortTakenError:
                self._forget_the_dead()
                preferred = None
        return await start(free_port())

    def _forget_the_dead(self) -> None:
        for child in [child for child in self._children if child.process.poll() is not None]:
            self._children.remove(child)
            self._instruct(f"- {child.pid}")

    async def watch(self) -> None:
        """Run until a child ends by itself, then raise `ServiceError`."""
        while True:
            self.raise_when_one_died()
            await asyncio.sleep(4 * POLL)

    async def stop_one(self, child: Child) -> None:
        """Stop one child: its signal, its grace, then SIGKILL to its group."""
        if child.process.poll() is None:
            child.process.send_signal(child.stop_signal)
            try:
                async with asyncio.timeout(child.grace):
                    # There is no event to wait for: a child's end is seen by asking.
                    while child.process.poll() is None:  # noqa: ASYNC110 - see above
                        await asyncio.sleep(POLL / 5)
            except TimeoutError:
                os.killpg(child.pid, signal.SIGKILL)
        child.process.wait()
        self._children.remove(child)
        self._instruct(f"- {child.pid}")

    async def stop(self) -> None:
        """Stop every child, the youngest first, then the guardian."""
        while self._children:
            await self.stop_one(self._children[-1])
        if self._guardian:
            self._guardian.communicate()
            self._guardian = None

    def _instruct(self, line: str) -> None:
        if self._guardian is None or self._guardian.stdin is None:
            raise RuntimeError("Processes must be entered before a child is started")
        self._guardian.stdin.write(f"{line}\n".encode())
        self._guardian.stdin.flush()


def _spawn(
    command: Sequence[str | Path],
    output: IO[bytes],
    env: Mapping[str, str] | None,
    account: Account | None,
) -> subprocess.Popen[bytes]:
    """Start the command in its own session, so that Ctrl-C in the terminal reaches the parent only."""
    return subprocess.Popen(  # noqa: S603 - commands are ours, no shell
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=None if env is None else dict(env),
        cwd="/" if account else None,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        start_new_session=True,
    )
