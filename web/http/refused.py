"""How a page says no: what is so, what to do, and the way on, in the reader's language."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from domain.shared.refusals import Refusal
from service.waiting import DATABASE_AWAY, DatabaseUnavailable
from web.http.language import language_of
from web.http.page import Page
from web.http.refusals import NoSuchPage, NotThisWay, SomethingWrong, UnreadableForm
from words.refusals import said

AGAIN_SECONDS = 2
"""After which what is away may be back."""
UNAUTHENTICATED, TOO_MANY, UNAVAILABLE, SERVER_ERROR = 401, 429, 503, 500

log = structlog.get_logger("web")


def refused(request: Request, refusal: Refusal) -> Response:
    """The page that says `refusal`."""
    # For the audit log.
    request.state.refused = refusal.code
    page = Page(request, language_of(request))
    # A page that asks by itself shows no form to sign in by in place of what somebody reads.
    if refusal.status == UNAUTHENTICATED and request.method == "GET" and "HX-Request" not in request.headers:
        return page.go(f"/sign-in?to={quote(page.here)}")
    answer = page.show(
        "page/refused.html",
        status=refusal.status,
        title=page.language.say(refusal.title),
        sentence=page.language.say(said(refusal)),
        advice=page.language.say(refusal.advice),
        number=request.state.request_id if refusal.status >= SERVER_ERROR else None,
    )
    if refusal.status == UNAVAILABLE:
        answer.headers["Retry-After"] = str(AGAIN_SECONDS)
    elif refusal.status == TOO_MANY:
        answer.headers["Retry-After"] = str(refusal.values["seconds"])
    return answer


def unexpected(request: Request) -> Response:
    """What is said when nothing else is."""
    return refused(request, SomethingWrong())


def of_http(_: Request, error: HTTPException) -> Refusal:
    """How what the framework itself refuses is said."""
    match error.status_code:
        case 404:
            return NoSuchPage()
        case 405:
            return NotThisWay()
        case status if status < SERVER_ERROR:
            return UnreadableForm()
        case _:
            return SomethingWrong()


def of_address(_: Request, _error: RequestValidationError) -> Refusal:
    # Nothing but addresses is read by the framework: one that has another form is none.
    return NoSuchPage()


def of_database(_: Request, error: Exception) -> Refusal:
    # Into the log only: the error may name hosts and users.
    log.error("PostgreSQL does not answer", error=repr(error))
    return DatabaseUnavailable()


Reader = Callable[[Request, Any], Refusal]


def render_in(app: FastAPI) -> None:
    """Let `app` answer every expected exception with a page."""
    readers: dict[type[Exception], Reader] = {
        Refusal: lambda _, refusal: refusal,
        RequestValidationError: of_address,
        HTTPException: of_http,
        **dict.fromkeys(DATABASE_AWAY, of_database),
    }
    for kind, reader in readers.items():
        app.add_exception_handler(kind, _handler(reader))


def _handler(read: Reader) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        guessed: Guessed = request.app.state.guessed
        return refused(request, guessed(read(request, error), request))

    return handle


Guessed = Callable[[Refusal, Request], Refusal]
"""What is answered to whoever was refused: that, or that too many tokens or links were tried."""
