"""Ends the processes of a parent that died without ending them itself.

Runs as a process of its own with nothing but the standard library. Its standard input is a pipe that
only the parent holds open: the end of that pipe is the parent's death, by whatever signal, on Linux and
macOS alike. (PR_SET_PDEATHSIG would be Linux only, and follows the death of a thread, not of a process.)

The parent writes a line `+ PID SIGNAL GRACE` for each child it starts and `- PID` for each that ended.
"""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Ward(NamedTuple):
    """A child to end: with which signal, and how many seconds it gets before SIGKILL."""

    pid: int
    signal: int
    grace: float


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that only waits to be collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True  # no /proc, as on macOS, where launchd collects orphans at once
    return not stat.rpartition(")")[2].startswith(" Z")


def end(ward: Ward) -> None:
    """Ask the process to end, wait its grace, then kill it with its whole group."""
    try:
        os.kill(ward.pid, ward.signal)
    except ProcessLookupError:
        return
    deadline = time.monotonic() + ward.grace
    while is_alive(ward.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    if is_alive(ward.pid):
        os.killpg(ward.pid, signal.SIGKILL)


def read_wards() -> list[Ward]:
    """Follow the parent until it is gone; return the children it left, oldest first."""
    wards: dict[int, Ward] = {}
    for line in sys.stdin:
        match line.split():
            case ["+", pid, number, grace]:
                wards[int(pid)] = Ward(int(pid), int(number), float(grace))
            case ["-", pid]:
                wards.pop(int(pid), None)
            case _:
                sys.exit(f"guardian: unknown line {line!r}")
    return list(wards.values())


def main() -> None:
    # What ends the parent must not end the one who cleans up after it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    # The youngest first: a worker before the database that it works with.
    for ward in reversed(read_wards()):
        end(ward)


if __name__ == "__main__":
    main()
