"""Sends what lies in the outbox, at least once, to an SMTP server.

A letter is taken for a while, sent, and then marked: who crashes between the last two sends it twice, under
the same Message-ID.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import cast, get_args

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

from domain.every_phase.holders import holders
from domain.publication.classification import classification_of
from domain.shared.actors import Role
from domain.state.programme_state import ProgrammeState
from mail.composing import Sender, compose
from mail.wording import NOTICE_MISSED, Occasion
from settings import Settings
from store.database import Connection
from store.every_phase import programmes
from store.mail import letters
from store.mail.letters import Letter, Unaddressed
from store.people import links

LOOK_EVERY_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 300.0
AT_ONCE = 20
PATIENCE_SECONDS = 30.0
PERMANENT = 500
MOST_ATTEMPTS = 24
"""With these pauses that is four days, as long as mail servers themselves keep trying."""

NO_ADDRESS = "no address"
ROLES = frozenset(get_args(Role))

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
                await asyncio.sleep(min(self._look_every * 2.0**failures, LONGEST_PAUSE_SECONDS))

    async def deliver(self) -> bool:
        """Address what lies there and send some letters; whether there may be more to do at once.

        Raises OSError or SMTPException when the server cannot be reached or lets nobody in.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            more = await _address(connection) == letters.AT_ONCE
            if not await letters.are_due(connection):
                return more
        async with mail_server(self._settings) as server:
            async with self._pool.acquire() as connection:
                taken = await letters.take(connection, AT_ONCE)
            for letter in taken:
                await self._send(server, letter)
        return more or len(taken) == AT_ONCE

    async def _send(self, server: SMTP, letter: Letter) -> None:
        """Send one letter, and note what became of it."""
        async with self._pool.acquire() as connection:
            if not await letters.is_wanted(connection, letter):
                await letters.drop(connection, letter.id)
                return
            token = await _link(connection, letter)
            occasion = await _occasion(connection, letter, self._sender.link(letter, token))
        answer, refused = await self._hand_over(server, letter, occasion)
        async with self._pool.acquire() as connection, connection.transaction():
            if answer is None:
                await letters.sent(connection, letter.id)
                return
            if token is not None:
                await links.discard(connection, token)
            if refused or letter.attempts >= MOST_ATTEMPTS:
                await letters.bounced(connection, letter.id, answer)
            else:
                await letters.put_off(connection, letter.id, self._pause(letter.attempts), answer)
        log.warning("a letter was not taken", letter=letter.id, programme=letter.programme, refused=refused)

    async def _hand_over(self, server: SMTP, letter: Letter, occasion: Occasion) -> tuple[str | None, bool]:
        """Give a letter to the server: its answer when it was not taken, and whether that is final."""
        if letter.email is None:
            return NO_ADDRESS, True
        try:
            message = compose(letter, occasion, self._sender)
            if not server.is_connected:
                # It may have hung up on the letter before this one.
                await server.connect()
            await server.send_message(message)
        except (ValueError, SMTPNotSupported) as error:
            return str(error), True
        except (SMTPException, OSError) as error:
            return _answer(error), _is_final(error)
        return None, False


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


async def _address(connection: Connection) -> int:
    """Find out who the messages in the outbox go to; how many messages that were, of the larger kind."""
    if not await letters.may_address(connection):
        return 0
    for_organisations = await letters.address_organisations(connection)
    messages = await letters.unaddressed(connection)
    for message in messages:
        await letters.address(connection, message.id, await _readers(connection, message))
    return max(for_organisations, len(messages))


async def _readers(connection: Connection, message: Unaddressed) -> tuple[str, ...]:
    if message.recipient:
        return (message.recipient,)
    if message.role not in ROLES:
        log.error("nobody has this role", role=message.role, programme=message.programme)
        return ()
    state = await programmes.standing(connection, message.programme)
    assert state is not None, "a message is about a programme"
    office = await programmes.office(connection, message.programme)
    return holders(state, cast("Role", message.role), message.about, office)


async def _link(connection: Connection, letter: Letter) -> str | None:
    """A personal link for a letter about a round; it works before the letter is there."""
    if letter.representative is None or letter.consultation is None:
        return None
    return await links.create(connection, letter.programme, letter.consultation, letter.representative)


async def _occasion(connection: Connection, letter: Letter, link: str) -> Occasion:
    due, personal = letter.due, letter.representative is not None and letter.consultation is not None
    quoted = None
    if letter.consultation is None:
        state = await _standing(connection, letter)
        deadline = state.deadlines.get(DEADLINE_OF.get(letter.kind, letter.about))
        due = deadline.due if deadline is not None and not deadline.passed else None
    elif letter.kind == "invitation":
        state = await _standing(connection, letter)
        quoted = classification_of(f"response-memo-{letter.consultation}", state)
    return Occasion(
        kind=letter.kind,
        about=letter.about,
        title=letter.title,
        name=letter.name,
        link=link,
        organisation=letter.organisation,
        personal=personal,
        due=due,
        quoted=quoted,
        body=await _body(connection, letter),
    )


async def _body(connection: Connection, letter: Letter) -> str:
    """What the body is called that a letter about a missed meeting names."""
    if letter.kind != NOTICE_MISSED:
        return ""
    blueprint = await programmes.blueprint(connection, letter.programme)
    key = letter.about.partition("/")[0]
    return next((body.title for body in blueprint.sign_off.bodies if body.key == key), key)


async def _standing(connection: Connection, letter: Letter) -> ProgrammeState:
    state = await programmes.standing(connection, letter.programme)
    assert state is not None, "a letter is about a programme"
    return state


DEADLINE_OF = {
    "review_asked": "review",
    "ballot_opened": "meeting",
    "vote_voided": "meeting",
    "submission_revised": "meeting",
}
"""Before which deadline a kind of letter asks for something; other letters are about it by its key."""
