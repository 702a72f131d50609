"""What the tests of the postman share: people who speak for an organisation, and what became of letters."""

import re
from datetime import date
from email.message import EmailMessage
from uuid import UUID

from domain.blueprint.people import Representative
from mail.audience import EveryOrganisation
from mail.letter import Letter
from mail.letters import Invitation
from settings import Settings
from store.mail import letters as sent_or_not
from store.mail import outbox
from store.organisations import representatives
from store.organisations.representatives import NewRepresentative
from tests.workflows.driving import Programme

DUE = date(2027, 3, 11)
INVITATION = Invitation(to=(EveryOrganisation(),))
RIK = Representative(name="Rik de Boer", email="rik@g1.example")
EVA = Representative(name="Eva", email="eva@g1.example", language="en")
SERVER = Settings(
    smtp_host="127.0.0.1",
    smtp_tls="none",
    smtp_sender="post@kwartier.example",
    public_url="https://kwartier.example/",
)


async def speaks(programme: Programme, *them: Representative, code: str = "G1") -> list[str]:
    """Let people speak for an organisation; their ids as representatives."""
    async with programme.world.pool.acquire() as connection, connection.transaction():
        return [
            (await representatives.add(connection, programme.slug, NewRepresentative(code, who))).id
            for who in them
        ]


async def put(programme: Programme, *letters: Letter) -> None:
    async with programme.world.pool.acquire() as connection:
        await outbox.put(connection, programme.slug, letters)


async def speaks_no_longer(programme: Programme, id_: str) -> None:
    async with programme.world.pool.acquire() as connection:
        await representatives.withdraw(connection, programme.slug, "G1", UUID(id_))


async def undelivered(programme: Programme) -> list[tuple[str, str | None, str | None]]:
    """What the office sees: why, of which organisation, and what the server said."""
    async with programme.world.pool.acquire() as connection:
        found = await sent_or_not.undelivered(connection, programme.slug)
    return [(item.why, item.organisation, item.answer) for item in found]


async def count(programme: Programme, query: str) -> int:
    """How many rows there are in a table, with what they must hold."""
    async with programme.world.pool.acquire() as connection:
        return await connection.fetchval(f"SELECT count(*) FROM {query}")  # noqa: S608 - written in tests only


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def plain(message: EmailMessage) -> str:
    """The text without the ends of its lines, which the message may have put anywhere."""
    return " ".join(text_of(message).split())


def token_in(message: EmailMessage) -> str:
    found = re.search(r"https://kwartier\.example/i/(\S+)", text_of(message))
    assert found is not None
    return found[1]


def sign_in_token_in(message: EmailMessage) -> str:
    """What stands at the end of the link by which its reader signs in for the first time."""
    found = re.search(r"https://kwartier\.example/sign-in/(\S+)", text_of(message))
    assert found is not None
    return found[1]
