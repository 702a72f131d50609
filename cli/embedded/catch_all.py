"""A mail server for development that delivers nothing: it keeps every message as a file. Run as a process.

python -m cli.embedded.catch_all FOLDER PORT
"""

import asyncio
import sys
from pathlib import Path
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from cli.embedded.ports import LOOPBACK


class Keeping:
    """Keeps messages as `000001.eml` and so on, each whole or not at all."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # What is kept has names and personal links in it; the folder may be from before it was closed.
        folder.chmod(0o700)
        for kept in folder.iterdir():
            kept.chmod(0o600)
        self._folder = folder
        self._last = max((int(file.stem) for file in folder.glob("*.eml")), default=0)

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self._last += 1
        unfinished = self._folder / f"{self._last:06}.unfinished"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(cast("bytes", envelope.content))
        unfinished.rename(unfinished.with_suffix(".eml"))
        return "250 Kept"


async def _serve(folder: Path, port: int) -> None:
    keeping, loop = Keeping(folder), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeping, loop=loop), LOOPBACK, port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))
