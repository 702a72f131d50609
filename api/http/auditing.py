"""The audit log, as BIO2 8.15 wants it: who did or read what, from where, when, and what came of it.

Its lines come from the logger `audit`, whatever the level of the others, so that they can be kept elsewhere.
They hold no name, no address of a person, no text and no token.
"""

from uuid import NAMESPACE_URL, uuid5

import structlog
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import audit
from service.callers import Caller

REFUSED = (401, 403, 429)

log = structlog.get_logger("audit")


class AuditLog:
    """Writes a line for each request of somebody known, and for each that is refused for who asks it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        noted, status = audit.begin(), 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            # Also when it was broken off: whoever asked may have read or done something.
            _write(scope, noted, status)


def _write(scope: Scope, noted: audit.Noted, status: int) -> None:
    state, places = scope["state"], dict(scope.get("path_params", {}))
    caller: Caller | None = state.get("caller")
    # A page says so itself: the link is not in its address any more.
    by_link = places.pop("token", None) is not None or state.get("by_link", False)
    if caller is None and not by_link and status not in REFUSED:
        return
    route = scope.get("route")
    log.info(
        "request",
        account=None if caller is None else account_of(caller.subject),
        person=noted.person,
        part="link" if by_link else noted.part,
        action=route.operation_id if isinstance(route, APIRoute) else None,
        object={name: str(value) for name, value in places.items()},
        material=noted.material,
        result="refused" if status >= REFUSED[0] - 1 else "done",
        status=status,
        reason=state.get("refused"),
        origin=(scope.get("client") or (None,))[0],
    )


def account_of(subject: str) -> str:
    """An id of whoever signs in as `subject`: the same each time, so that their lines can be found."""
    return str(uuid5(NAMESPACE_URL, f"urn:kwartier:account:{subject}"))
