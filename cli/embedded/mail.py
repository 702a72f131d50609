"""The catch-all mail server as a child process: what is sent stays in the data folder."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from cli.embedded.ports import LOOPBACK
from cli.embedded.processes import Processes

PREFERRED_SMTP_PORT = 1025
SENDER = "kwartier@localhost.example"


@dataclass(frozen=True)
class MailServer:
    """A server that answers, and the folder in which it keeps what it is given."""

    port: int
    folder: Path

    @property
    def address(self) -> str:
        """Return host:port."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return what a worker needs to send to it, and an API to show what it kept."""
        return {
            "KWARTIER_SMTP_HOST": LOOPBACK,
            "KWARTIER_SMTP_PORT": str(self.port),
            "KWARTIER_SMTP_TLS": "none",
            "KWARTIER_SMTP_SENDER": SENDER,
            "KWARTIER_MAIL_FOLDER": str(self.folder.resolve()),
        }


async def start_mail(processes: Processes, data: Path, *, port: int | None) -> MailServer:
    """Start it and wait until it answers; takes another port when that one is taken.

    Raises `ServiceError` when it does not come up.
    """

    async def start(port: int) -> MailServer:
        folder = data / "mail"
        command = (sys.executable, "-P", "-m", "cli.embedded.catch_all", str(folder), str(port))
        child = processes.start("mail", command)
        await processes.wait_until(child, lambda: answers(port))
        return MailServer(port, folder)

    return await processes.start_on_a_port(port, start)


async def answers(port: int) -> bool:
    """Whether anybody listens on the port."""
    try:
        _, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return False
    writer.close()
    return True
