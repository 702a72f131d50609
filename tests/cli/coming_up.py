"""`kwartier up` in a process of its own, as a person starts it."""

import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.commanding import ROOT

TOKEN = re.compile(r"^  ey[\w.-]+$", re.MULTILINE)

LAST_TOKEN = 6


@dataclass(frozen=True)
class Up:
    """A running `kwartier up`: its data folder, its process and what it has printed."""

    data: Path
    process: Process
    printed: str

    def address(self, of: str) -> str:
        """The address that was printed of a part, such as `Pages`."""
        found = re.search(rf"^{of} +(http://\S+)", self.printed, re.MULTILINE)
        assert found
        return found[1]


@asynccontextmanager
async def up(data: Path, *also: str) -> AsyncGenerator[Up]:
    """Run the command until the context ends; wait until it has printed where everything is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KWARTIER_")}
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "cli.main", "up", "--data", str(data), *(also or ("--empty",))),
        stdout=PIPE,
        stderr=PIPE,
        cwd=ROOT,
        env=clean,
    )
    try:
        yield Up(data, process, await read_until_it_runs(process))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()


async def read_until_it_runs(process: Process) -> str:
    assert process.stdout
    printed = ""
    # One that does not come up ends by itself, and its output with it.
    async for line in process.stdout:
        printed += line.decode()
        if len(TOKEN.findall(printed)) == LAST_TOKEN:
            return printed
    assert process.stderr
    raise AssertionError((await process.stderr.read()).decode())
