"""One data folder, one owner at a time."""

import asyncio
import fcntl
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from cli.embedded.guardian import is_alive
from cli.embedded.processes import ServiceError
from domain.shared.messages import N_

# A guardian that ends what a killed parent left behind keeps the lock so long at most.
PATIENCE = 30.0
POLL = 0.1


@asynccontextmanager
async def locked(data: Path) -> AsyncGenerator[int]:
    """Hold the folder's lock; yields its file descriptor, which others may keep open to hold it longer.

    Raises `ServiceError` when somebody else holds it.
    """
    descriptor = _open(data)
    try:
        await _acquire(descriptor, data)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _open(data: Path) -> int:
    data.mkdir(parents=True, exist_ok=True)
    return os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o644)


async def _acquire(descriptor: int, data: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            # flock belongs to the open file, not to the process: the guardian inherits it.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            if (holder.isdigit() and is_alive(int(holder))) or time.monotonic() > deadline:
                used = N_(
                    "{folder} is in use by another kwartier (process {process})."
                    " Stop that one first (Ctrl-C), or give this one a folder of its own with --data."
                ).having(folder=str(data), process=holder or "?")
                raise ServiceError(used) from None
            await asyncio.sleep(POLL)
        else:
            return
