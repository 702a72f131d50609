"""Being signed in to the pages: from when a provider has said who somebody is, until they or it end that."""

import secrets
from datetime import timedelta

from domain.reading.parts import Claim
from service.callers import Caller
from service.resources import Resources
from settings import Settings
from store.people import sessions
from store.people.sessions import Lasting, Session

TOKEN_BYTES = 32
EVERYWHERE: tuple[Claim, ...] = ("operator", "auditor")


def lasting(settings: Settings) -> Lasting:
    """How long somebody stays signed in."""
    return Lasting(timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours))


def caller_of(session: Session) -> Caller:
    """Who is signed in, as a token of theirs would say."""
    return Caller(
        session.account,
        session.name,
        session.email,
        frozenset(claim for claim in EVERYWHERE if claim in session.claims),
        session.starts,
        session.acts_for,
    )


async def begin(
    resources: Resources,
    caller: Caller,
    *,
    instead_of: str | None = None,
    provider_session: str | None = None,
    id_token: str | None = None,
) -> str:
    """Sign somebody in; the token that their browser keeps.

    A new one each time: whoever knew what the browser had before, `instead_of`, knows nothing.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    new = Session(
        caller.account,
        caller.name,
        caller.email,
        tuple(sorted(caller.claims)),
        caller.starts,
        caller.acts_for,
        provider_session,
        id_token,
    )
    async with resources.database() as connection, connection.transaction():
        if instead_of is not None:
            await sessions.end(connection, instead_of)
        await sessions.begin(connection, token, new, lasting(resources.settings))
    return token


async def find(resources: Resources, token: str, *, noted: bool = True) -> Session | None:
    """Whose session it is; None when it counts no more. It is `noted` as something that they did."""
    async with resources.database() as connection:
        return await sessions.find(connection, token, lasting(resources.settings), noted=noted)


async def end(resources: Resources, token: str) -> None:
    """Sign somebody out, in one browser."""
    async with resources.database() as connection:
        await sessions.end(connection, token)


async def end_all(
    resources: Resources, issuer: str, *, subject: str | None, provider_session: str | None
) -> int:
    """Sign out whom the provider has signed out; in how many browsers."""
    assert subject or provider_session, "it says of whom"
    async with resources.database() as connection:
        return await sessions.end_all(connection, issuer, subject, provider_session)
