"""What goes around every request: its id, the headers of every answer, a log line, and a last resort."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import PREFIX, VERSION
from api.http.problems import response
from api.http.refusals import InternalError

PROGRAMME = re.compile(rf"(?:{PREFIX})?/(?:(?:development/)?programmes|public)/([a-z0-9-]{{1,60}})(?:/|$)")

SECRET = re.compile(
    r"(?i:(?:(?<=invitations/)|(?<=sign-ins/)|(?<=/i/)|(?<=sign-in/))/*[^/]+)"
    # Also under an address that was copied badly: ours have no such names.
    r"|(?=[\w-]*[A-Z_])[\w-]{20,}"
)
"""Whoever knows the token in such an address can speak for an organisation: it goes into no log line."""

HEADERS = {
    "API-Version": VERSION,
    # Answers depend on who asks, and hold names and texts.
    "Cache-Control": "no-store",
    # Nothing here is a page, so nothing in it may be loaded or run, whatever a browser takes it for.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; form-action 'none'",
    # Addresses of invitations are secrets: no other site hears of them.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PAGE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; form-action 'none'"
)
"""Of the page that shows the API, whose maker writes its script and styles into it, and that of mail."""

SECURE = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

log = structlog.get_logger("api")


@dataclass(frozen=True)
class Outside:
    """How an application looks from outside: `headers` of every answer, those in HTML with `of_pages` first.

    `unexpected` says what went wrong where nothing else did.
    """

    headers: Mapping[str, str]
    of_pages: Mapping[str, str]
    unexpected: Callable[[Request], Response]


OF_THE_API = Outside(
    HEADERS, {"Content-Security-Policy": PAGE}, lambda request: response(request, InternalError())
)


class Envelope:
    """The outermost layer; `secure` adds what belongs to what is reached over TLS only."""

    def __init__(self, app: ASGIApp, *, secure: bool, outside: Outside = OF_THE_API) -> None:
        self._app = app
        self._outside = outside
        self._headers = {**outside.headers, **(SECURE if secure else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = request_id = str(uuid4())
        bound = {"request_id": request_id}
        if found := PROGRAMME.match(scope["path"]):
            bound["programme"] = found[1]
        # A connection that is kept open serves one request after another in one context.
        structlog.contextvars.clear_contextvars()
        with structlog.contextvars.bound_contextvars(**bound):
            headers = self._headers | {"X-Request-Id": request_id}
            await self._answer(scope, receive, _Sending(send, headers, self._outside.of_pages))

    async def _answer(self, scope: Scope, receive: Receive, sending: "_Sending") -> None:
        began = perf_counter()
        method = scope["method"]
        if method == "HEAD":
            # RFC 9110 wants HEAD wherever there is GET: the same, without the body.
            scope["method"] = "GET"
            sending.without_body = True
            # What would never end without anybody to hear it ends at once.
            scope["state"]["without_body"] = True
        try:
            await self._app(scope, receive, sending)
        except Exception:
            log.exception("unexpected error")
            # Part of an answer is out: all that is left is to break it off.
            if sending.status is not None:
                raise
            await self._outside.unexpected(Request(scope))(scope, receive, sending)
        finally:
            milliseconds = round((perf_counter() - began) * 1000)
            log.info(
                "request",
                method=method,
                path=SECRET.sub("***", scope["path"]),
                status=sending.status,
                milliseconds=milliseconds,
            )


class _Sending:
    """Sends on, with the headers of every answer; remembers the status."""

    def __init__(self, send: Send, headers: Mapping[str, str], of_pages: Mapping[str, str]) -> None:
        self._send = send
        self._headers = headers
        self._of_pages = of_pages
        self.status: int | None = None
        self.without_body = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            is_page = headers.get("Content-Type", "").startswith("text/html")
            # What a route says itself goes first.
            for name, value in [*(self._of_pages.items() if is_page else ()), *self._headers.items()]:
                headers.setdefault(name, value)
        elif self.without_body and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)
