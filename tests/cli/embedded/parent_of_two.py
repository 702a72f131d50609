"""A parent that starts two children, one of them stubborn, tells their numbers and waits to be ended."""

import asyncio
import sys
from pathlib import Path

from cli.embedded.processes import Child, Processes

PATIENT = "import signal; print('ready', flush=True); signal.pause()"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + PATIENT


async def ready(child: Child) -> bool:
    return "ready" in child.last_lines()


async def main(logs: Path) -> None:
    async with Processes(logs) as processes:
        children: list[Child] = []
        for name, program in (("patient", PATIENT), ("stubborn", STUBBORN)):
            child = processes.start(name, [sys.executable, "-c", program], grace=0.2)
            await processes.wait_until(child, lambda child=child: ready(child))
            children.append(child)
        assert processes.guardian_pid
        print(*(child.pid for child in children), processes.guardian_pid, flush=True)
        await processes.watch()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
