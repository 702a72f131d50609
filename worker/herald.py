"""Writes to the operators about each alarm, once, however often it comes again."""

import asyncio
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

import asyncpg
import structlog
from aiosmtplib import SMTPException

from domain.shared.messages import N_, Message
from mail.composing import Sender
from settings import Settings
from store.every_phase import alarms
from words.languages import LANGUAGES
from worker.postman import mail_server

LOOK_EVERY_SECONDS = 30.0

SUBJECT = N_("Kwartier raises an alarm about {programme}")
TEXT: dict[alarms.What, Message] = {
    "does_not_follow": N_(
        "The activity {activity} of the programme {programme} was asked to write what does not follow from"
        " its register. Nothing was written. Somebody may have reached Temporal or PostgreSQL."
    ),
    "not_signed": N_(
        "The activity {activity} of the programme {programme} was asked for a command that no service signed."
        " Nothing was done. Somebody may have reached Temporal, or an API signs with a key that is not known."
    ),
    "does_not_hold": N_(
        "The activity {activity} of the programme {programme} was to write from what is not what was said."
        " Nothing was written. Somebody changed the database."
    ),
    "keeps_failing": N_(
        "The activity {activity} of the programme {programme} fails again and again, and the programme stands"
        " still until it succeeds. The worker's log says why."
    ),
    "cancelled": N_(
        "The run of the programme {programme} was cancelled in Temporal. That withdraws no programme here: it"
        " goes on in a new run. If it was not one of you, somebody reached Temporal."
    ),
}
ADVICE = N_("`kwartier doctor` says more, and docs/operations.md, Alarms, what to do.")

log = structlog.get_logger()


class Herald:
    """Looks for alarms of which nobody was told, for as long as it runs."""

    def __init__(
        self, pool: asyncpg.Pool, settings: Settings, *, look_every: float = LOOK_EVERY_SECONDS
    ) -> None:
        """Raises `SettingsError` when the settings do not say what a letter needs."""
        assert settings.operators is not None, "without an address nobody is told"
        self._pool = pool
        self._settings = settings
        self._sender = Sender.of(settings)
        self._operators = settings.operators
        self._look_every = look_every

    async def run(self) -> None:
        while True:
            try:
                await self.tell()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, SMTPException) as error:
                log.warning("operators cannot be told now; trying again", error=repr(error))
            await asyncio.sleep(self._look_every)

    async def tell(self) -> None:
        """Send a letter about each alarm of which nobody was told."""
        async with self._pool.acquire() as connection, connection.transaction():
            # Locked while they are sent: of several workers one tells.
            untold = await alarms.untold(connection)
            if not untold:
                return
            async with mail_server(self._settings) as server:
                for alarm in untold:
                    await server.send_message(self._letter(alarm))
                    await alarms.told(connection, alarm)

    def _letter(self, alarm: alarms.Alarm) -> EmailMessage:
        # Logs and operators' documents are in English, so their letters are too.
        say = LANGUAGES.speaking("en").say
        about = {"programme": alarm.programme, "activity": alarm.activity}
        message = EmailMessage()
        message["From"] = self._sender.address
        message["To"] = self._operators
        message["Subject"] = say(SUBJECT.having(programme=alarm.programme))
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"{say(TEXT[alarm.what].having(**about))}\n\n{say(ADVICE)}\n")
        message["Content-Language"] = "en"
        return message
