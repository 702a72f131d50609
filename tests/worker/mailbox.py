"""An SMTP server on the wire that keeps what it takes, and says no when it is told to."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Mailbox:
    """What came. `refused` addresses get 550; the first letters get `answers` instead of being taken.

    A letter that was taken is answered once `answering` is set.
    """

    refused: set[str] = field(default_factory=set[str])
    answers: list[str] = field(default_factory=list[str])
    taken: list[EmailMessage] = field(default_factory=list[EmailMessage])
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        content = cast("bytes", envelope.content)
        self.taken.append(message_from_bytes(content, policy=policy.default))
        await self.answering.wait()
        return "250 OK"

    @property
    def readers(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.taken)


@asynccontextmanager
async def listening(mailbox: Mailbox, **how: Any) -> AsyncGenerator[Mailbox]:  # noqa: ANN401 - aiosmtpd's options
    """Let it listen on a free port for as long as the context lasts; aiosmtpd's options say `how`."""
    loop = asyncio.get_running_loop()
    mailbox.answering.set()
    server = await loop.create_server(lambda: SMTP(mailbox, loop=loop, **how), "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        mailbox.answering.set()
        server.close()
