"""Workers that are killed, one after another, each a process of its own: run by the tests as a script.

The first argument is a file that gets a line with the number of each register entry after which a worker
killed itself; `spared` as second argument leaves the killing to others, who find the worker's process id in
the file with the suffix `.pid`. Everything else comes from the settings, as it does for `kwartier worker`.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.plugin import SimplePlugin
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
    StartActivityInput,
    WorkerConfig,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle

from domain.register.steps import Recorded
from settings import Settings
from settings.logging import configure_logging
from worker import running

SOON = timedelta(seconds=1)
"""How soon Temporal gives up on a worker that is gone; in production tens of seconds."""


class DieAfterCommit(Interceptor):
    """Kills this process when an activity has committed an entry that nobody died of yet.

    At that moment the register has the entry, and Temporal does not know: the most dangerous one there is.
    """

    def __init__(self, deaths: Path) -> None:
        self._deaths = deaths

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:  # noqa: A002 - Temporal's name
        return _DieAfterCommit(next, self._deaths)


class _DieAfterCommit(ActivityInboundInterceptor):
    def __init__(self, next_: ActivityInboundInterceptor, deaths: Path) -> None:
        super().__init__(next_)
        self._deaths = deaths

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:  # noqa: A002, ANN401 - Temporal's signature
        result = await super().execute_activity(input)
        if isinstance(result, Recorded) and (after := result.entries_after(input.args[0])):
            seq = after[-1].seq
            if seq > max(deaths(self._deaths), default=0):
                with self._deaths.open("a") as file:
                    file.write(f"{seq}\n")
                os.kill(os.getpid(), signal.SIGKILL)
        return result


class Impatient(Interceptor):
    """Lets activities time out soon, so that the next worker need not wait a minute for a dead one."""

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002, ARG002 - Temporal's signature
    ) -> type[WorkflowInboundInterceptor]:
        return _Impatient


class _Impatient(WorkflowInboundInterceptor):
    def init(self, outbound: WorkflowOutboundInterceptor) -> None:
        super().init(_ImpatientAsking(outbound))


class _ImpatientAsking(WorkflowOutboundInterceptor):
    def start_activity(self, input: StartActivityInput) -> ActivityHandle[Any]:  # noqa: A002 - Temporal's name
        input.start_to_close_timeout = 2 * SOON
        return super().start_activity(input)


class ShortWaits(SimplePlugin):
    """A worker whose successor takes over soon after its death."""

    def __init__(self, *interceptors: Interceptor) -> None:
        super().__init__("short-waits", interceptors=[Impatient(), *interceptors])  # pyright: ignore[reportUnknownMemberType] - Temporal's

    def configure_worker(self, config: WorkerConfig) -> WorkerConfig:
        config["sticky_queue_schedule_to_start_timeout"] = SOON
        return super().configure_worker(config)


def deaths(file: Path) -> list[int]:
    """The numbers of the entries after which a worker killed itself."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def live(file: Path, *, spared: bool) -> None:
    """One life."""
    settings = Settings()
    configure_logging(settings)
    plugin = ShortWaits() if spared else ShortWaits(DieAfterCommit(file))
    asyncio.run(running.run(settings, plugins=[plugin]))


def stop(*_: object) -> None:
    """End this process and the living worker, which are a process group of their own."""
    os.killpg(0, signal.SIGKILL)


def main(file: Path, *, spared: bool) -> int:
    """One life after another, until SIGTERM; answers when one ends otherwise than by SIGKILL."""
    while True:
        # A new worker is a fork of what was imported: its memory holds code, and nothing of the one before.
        process = os.fork()
        if process == 0:
            live(file, spared=spared)
            os._exit(1)
        signal.signal(signal.SIGTERM, stop)
        file.with_suffix(".pid").write_text(str(process))
        _, status = os.waitpid(process, 0)
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), spared=sys.argv[2:] == ["spared"]))
