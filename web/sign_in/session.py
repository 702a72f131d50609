"""Whoever asks for a page, as they signed in."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from domain.reading.materials import Material
from service.callers import Caller
from service.people import sessions
from service.reading import Reading, Shown
from service.resources import Resources
from store.people.sessions import Session
from web.http.cookies import Cookies
from web.http.form_token import SESSION
from web.sign_in.refusals import NotSignedIn


def token_of(request: Request) -> str | None:
    cookies: Cookies = request.app.state.cookies
    return cookies.read(request, SESSION)


async def session_of(request: Request) -> Session | None:
    """The session that a request comes with; None where it comes with none that counts."""
    if (token := token_of(request)) is None:
        return None
    if (session := getattr(request.state, "session", None)) is None:
        resources: Resources = request.app.state.resources()
        session = request.state.session = await sessions.find(resources, token, noted=not is_live(request))
        if session is not None:
            # For the audit log, and for what every page says of who is signed in.
            request.state.caller = sessions.caller_of(session)
    return session


def is_live(request: Request) -> bool:
    """Whether a page asks by itself: nobody did anything, so it keeps no session from going idle."""
    return "HX-Request" in request.headers


async def must_stand(request: Request) -> None:
    """Raise `NotSignedIn` where the session that a request came with counts no more."""
    resources: Resources = request.app.state.resources()
    token = token_of(request)
    if token is None or await sessions.find(resources, token, noted=False) is None:
        raise NotSignedIn


async def caller_if_any(request: Request) -> Caller | None:
    """Who is signed in, None where nobody is."""
    return None if await session_of(request) is None else request.state.caller


async def caller(request: Request) -> Caller:
    """Who is signed in. Raises `NotSignedIn`."""
    if (found := await caller_if_any(request)) is None:
        raise NotSignedIn
    return found


Who = Annotated[Caller, Depends(caller)]
"""A page for whoever is signed in asks for this."""
WhoIfAnyone = Annotated[Caller | None, Depends(caller_if_any)]


@dataclass(frozen=True)
class _Reads:
    shown: Shown

    async def __call__(self, request: Request, caller: Who) -> Reading:
        resources: Resources = request.app.state.resources()
        return Reading(resources, caller, self.shown)


def reads(*any_of: Material, also: tuple[Material, ...] = ()) -> Any:  # noqa: ANN401 - as FastAPI's own
    """Let in whoever may read any of this; what a page shows them besides, when they may, is `also`."""
    return Depends(_Reads(Shown(any_of, also)))


def begin(request: Request, answer: Response, token: str) -> None:
    """Let the browser keep the token of a session; when it ends PostgreSQL knows."""
    cookies: Cookies = request.app.state.cookies
    cookies.give(answer, SESSION, token)


def end(request: Request, answer: Response) -> None:
    cookies: Cookies = request.app.state.cookies
    cookies.take(answer, SESSION)
