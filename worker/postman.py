"""Sends what lies in the outbox, at least once, to an SMTP server.

A letter is taken for a while, sent, and then marked: who crashes between the last two sends it twice, under
the same Message-ID.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import aiosmtplib
import asyncpg
import structlog
from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
)

from mail.composing import Sender, compose
from mail.delivery import Delivery, Particulars
from mail.writing import Links
from settings import Settings
from store.database import Connection
from store.mail import addressing, letters
from store.people import links, sign_in_links

LOOK_EVERY_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 300.0
MANY_FAILURES = 10
"""After these the pause is the longest; without a bound a server that is gone for days overflows."""
AT_ONCE = 20
PATIENCE_SECONDS = 30.0
PERMANENT = 500
MOST_ATTEMPTS = 24
"""With these pauses that is four days, as long as mail servers themselves keep trying."""

NO_ADDRESS = "no address"

log = structlog.get_logger()


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: a minute, then twice as long each time, at most six hours."""
    return min(timedelta(minutes=2 ** (min(attempts, 12) - 1)), timedelta(hours=6))


def mail_server(settings: Settings) -> SMTP:
    """A connection to the server that the settings name; it is made when it is entered."""
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_tls == "tls",
        start_tls=settings.smtp_tls == "starttls",
        username=settings.smtp_user or None,
        password=password or None,
        timeout=PATIENCE_SECONDS,
    )


class Postman:
    """Sends letters for as long as it runs; `look_every` is in seconds."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        settings: Settings,
        *,
        look_every: float = LOOK_EVERY_SECONDS,
        pause: Callable[[int], timedelta] = pause_after,
    ) -> None:
        """Raises `SettingsError` when the settings do not say what a letter needs."""
        self._pool = pool
        self._settings = settings
        self._sender = Sender.of(settings)
        self._look_every = look_every
        self._pause = pause
        self._reported = set[str]()

    async def run(self) -> None:
        failures = 0
        while True:
            busy = False
            try:
                busy = await self.deliver()
                failures = 0
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, SMTPException) as error:
                failures += 1
                log.warning("letters cannot be sent now; trying again", error=repr(error))
            if not busy:
                # Longer with each failure: a server that is down is not asked every few seconds.
                longer = 2.0 ** min(failures, MANY_FAILURES)
                await asyncio.sleep(min(self._look_every * longer, LONGEST_PAUSE_SECONDS))

    async def deliver(self) -> bool:
        """Address what lies there and send some letters; whether there may be more to do at once.

        Raises OSError or SMTPException when the server cannot be reached or lets nobody in.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            await self._report_unknown(connection)
            more = await addressing.address_some(connection)
            if not await letters.are_due(connection):
                return more
        async with mail_server(self._settings) as server:
            async with self._pool.acquire() as connection:
                # Only once the server has let us in: what is taken is nobody else's for a quarter of an hour.
                taken = await letters.take(connection, AT_ONCE)
            for delivery in taken:
                await self._send(server, delivery)
        return more or len(taken) == AT_ONCE

    async def _report_unknown(self, connection: Connection) -> None:
        """Log, once each, which letters wait for a newer version to send them."""
        for unknown in await addressing.unknown_kinds(connection):
            if unknown not in self._reported:
                self._reported.add(unknown)
                log.error("letters of an unknown kind are left in the outbox", kind=unknown)

    async def _send(self, server: SMTP, delivery: Delivery) -> None:
        """Send one letter, and note what became of it."""
        async with self._pool.acquire() as connection:
            if not await letters.is_wanted(connection, delivery):
                await letters.drop(connection, delivery.id)
                return
            sign_in = await self._sign_in_link(connection, delivery)
            if sign_in is None and delivery.letter.needs_sign_in_link and delivery.email is not None:
                await letters.drop(connection, delivery.id)
                return
            token = await _link(connection, delivery)
            particulars = await letters.particulars(connection, delivery)
        links_in_it = self._sender.links(delivery, token, sign_in)
        answer, refused = await self._hand_over(server, delivery, particulars, links_in_it)
        async with self._pool.acquire() as connection, connection.transaction():
            if answer is None:
                await letters.sent(connection, delivery.id)
                if token is not None:
                    # Only now: a letter that is not taken must not close the link in the one before it.
                    await links.replace_older(connection, token)
                if sign_in is not None:
                    await sign_in_links.replace_older(connection, sign_in)
                return
            if token is not None:
                # It reached nobody, and the next attempt makes another.
                await links.discard(connection, token)
            if sign_in is not None:
                await sign_in_links.discard(connection, sign_in)
            if refused or delivery.attempts >= MOST_ATTEMPTS:
                await letters.bounced(connection, delivery.id, answer)
            else:
                await letters.put_off(connection, delivery.id, self._pause(delivery.attempts), answer)
        log.warning(
            "a letter was not taken", letter=delivery.id, programme=delivery.programme, refused=refused
        )

    async def _hand_over(
        self, server: SMTP, delivery: Delivery, particulars: Particulars, links_in_it: Links
    ) -> tuple[str | None, bool]:
        """Give a letter to the server: its answer when it was not taken, and whether that is final."""
        if delivery.email is None:
            return NO_ADDRESS, True
        try:
            message = compose(delivery, particulars, links_in_it, self._sender)
            if not server.is_connected:
                # It may have hung up on the letter before this one.
                await server.connect()
            await server.send_message(message)
        except (ValueError, SMTPNotSupported) as error:
            return str(error), True
        except (SMTPException, OSError) as error:
            return _answer(error), _is_final(error)
        return None, False

    async def _sign_in_link(self, connection: Connection, delivery: Delivery) -> str | None:
        """A link for whoever was named by an address and has not signed in; it works at once."""
        # Whoever answers by a personal link needs no account for it.
        if not delivery.unbound or delivery.is_personal or self._settings.subjects_are_addresses:
            return None
        if delivery.email is None or delivery.person is None:
            return None
        return await sign_in_links.create(connection, delivery.programme, delivery.person, delivery.email)


def _is_final(error: Exception) -> bool:
    """Whether the server refuses this very letter for good: its reader or what it says, not us."""
    match error:
        case SMTPRecipientsRefused(recipients=recipients):
            return all(_is_final(refused) for refused in recipients)
        case SMTPRecipientRefused(code=code) | SMTPDataError(code=code):
            return code >= PERMANENT
        case _:
            return False


def _answer(error: Exception) -> str:
    match error:
        case SMTPRecipientsRefused(recipients=recipients):
            return "; ".join(_answer(refused) for refused in recipients)
        case aiosmtplib.SMTPResponseException(code=code, message=message):
            return f"{code} {message}"
        case _:
            return str(error) or type(error).__name__


async def _link(connection: Connection, delivery: Delivery) -> str | None:
    """A personal link for a letter about a consultation; it works before the letter is there."""
    if delivery.representative is None or delivery.consultation is None:
        return None
    return await links.create(connection, delivery.programme, delivery.consultation, delivery.representative)
