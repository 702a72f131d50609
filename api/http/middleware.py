"""What goes around every request: its id, the headers of every answer, a log line, and a last resort."""

import re
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import PREFIX, VERSION
from api.http.problems import response
from api.http.refusals import InternalError

PROGRAMME = re.compile(rf"{PREFIX}/(?:development/)?programmes/([a-z0-9-]{{1,60}})(?:/|$)")

SECRET = re.compile(
    r"(?i:(?:(?<=invitations/)|(?<=sign-ins/))/*[^/]+)"
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


class Envelope:
    """The outermost layer; `secure` adds what belongs to an API that is reached over TLS only."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = {**HEADERS, **(SECURE if secure else {})}

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
            await self._answer(scope, receive, _Sending(send, self._headers | {"X-Request-Id": request_id}))

    async def _answer(self, scope: Scope, receive: Receive, sending: "_Sending") -> None:
        began = perf_counter()
        method = scope["method"]
        if method == "HEAD":
            # RFC 9110 wants HEAD wherever there is GET: the same, without the body.
            scope["method"] = "GET"
            sending.without_body = True
        try:
            await self._app(scope, receive, sending)
        except Exception:
            log.exception("unexpected error")
            # Part of an answer is out: all that is left is to break it off.
            if sending.status is not None:
                raise
            await response(Request(scope), InternalError())(scope, receive, sending)
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

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.status: int | None = None
        self.without_body = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            if headers.get("Content-Type", "").startswith("text/html"):
                headers.setdefault("Content-Security-Policy", PAGE)
            for name, value in self._headers.items():
                # What a route says itself goes first.
                headers.setdefault(name, value)
        elif self.without_body and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)
