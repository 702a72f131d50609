"""Temporal's development server as a child process, its data in a file in the data folder."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.embedded.ports import LOOPBACK, free_port, preferred_or_free
from cli.embedded.processes import Processes, ServiceError
from domain.shared.messages import N_

PREFERRED_FRONTEND_PORT = 7233
PREFERRED_UI_PORT = 8233
ANSWER_WITHIN = 10.0  # seconds
LogLevel = Literal["debug", "info", "warn", "error"]

# Without these two the file costs nearly two thirds of the speed.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")
# By default a run that continues as new within a second of its start is held up until that second is over.
NO_PAUSE_BETWEEN_PHASES = 'history.workflowIdReuseMinimalInterval="0s"'
# The key was renamed after CLI 1.9; a server leaves a key that it does not know alone.
TIME_SKIPPING = ("frontend.WorkflowTimeSkippingEnabled=true", "system.workflowTimeSkippingEnabled=true")


@dataclass(frozen=True)
class Temporal:
    """A server that answers; without `ui_port` it shows no pages."""

    port: int
    ui_port: int | None

    @property
    def address(self) -> str:
        """Return host:port of the frontend."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def ui(self) -> str | None:
        """Return the address of its pages."""
        return f"http://{LOOPBACK}:{self.ui_port}" if self.ui_port else None


@dataclass(frozen=True)
class TemporalOptions:
    """How to run it: without `database` it remembers nothing, `headless` leaves its pages out.

    `settings` are dynamic configuration of the server, each as key=value with the value in JSON.
    """

    database: Path | None = None
    port: int | None = PREFERRED_FRONTEND_PORT
    ui_port: int | None = PREFERRED_UI_PORT
    headless: bool = False
    namespace: str = "default"
    log_level: LogLevel = "warn"
    settings: tuple[str, ...] = ()


def find_binary() -> Path:
    """Return the locked `temporal`, or else the one on PATH. Raises `ServiceError` when there is none.

    The locked one goes first: it is the version that was tested, and it knows time skipping.
    """
    locked = Path(sys.executable).parent / "temporal"
    found = str(locked) if locked.exists() else shutil.which("temporal")
    if found is None:
        raise ServiceError(
            N_(
                "The embedded Temporal is not installed. Run ./dev to install it,"
                " or set KWARTIER_TEMPORAL to host:port of a server of your own."
            )
        )
    return Path(found)


async def start_temporal(processes: Processes, options: TemporalOptions) -> Temporal:
    """Start the development server and wait until it is healthy.

    Takes other ports when those asked for are taken. Raises `ServiceError` when it does not come up.
    """
    binary = find_binary()

    async def start(port: int) -> Temporal:
        ui_port = None if options.headless else _ui_port(options.ui_port, port)
        return await _start(
            processes, _command(binary, options, port, ui_port), Temporal(port, ui_port), options.namespace
        )

    return await processes.start_on_a_port(options.port, start)


def _ui_port(preferred: int | None, port: int) -> int:
    """Choose the UI's port, never the frontend's: that one counts as free until the server listens."""
    chosen = preferred_or_free(preferred)
    while chosen == port:
        chosen = free_port()
    return chosen


def _command(binary: Path, options: TemporalOptions, port: int, ui_port: int | None) -> list[str | Path]:
    command: list[str | Path] = [binary, "server", "start-dev", "--ip", LOOPBACK, "--port", str(port)]
    command += ["--log-level", options.log_level, "--ui-disable-news-fetch"]
    command += ["--namespace", options.namespace]
    command += ["--headless"] if ui_port is None else ["--ui-port", str(ui_port)]
    for setting in (*TIME_SKIPPING, NO_PAUSE_BETWEEN_PHASES, *options.settings):
        command += ["--dynamic-config-value", setting]
    if options.database:
        command += ["--db-filename", options.database]
        for pragma in PRAGMAS:
            command += ["--sqlite-pragma", pragma]
    return command


async def _start(
    processes: Processes, command: list[str | Path], server: Temporal, namespace: str
) -> Temporal:
    child = processes.start("temporal", command, grace=15)
    await processes.wait_until(child, lambda: is_healthy(Client.connect(server.address, namespace=namespace)))
    return server


async def is_healthy(connecting: Awaitable[Client]) -> bool:
    """Whether a frontend can be connected to, answers, and knows the namespace."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            client = await connecting
            request = DescribeNamespaceRequest(namespace=client.namespace)
            await client.workflow_service.describe_namespace(request)
    except (RPCError, RuntimeError, TimeoutError):
        # The SDK reports a refused connection as a RuntimeError.
        return False
    return True
