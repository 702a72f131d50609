"""Connections on which a request does not come to its end are closed."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 10.0
"""How long the head of a request may take, and the rest of a body that was answered already."""

LEAVING = "leaving"
"""Where in its state a request that has no end of its own has the `asyncio.Event` that tells it to end."""


class Hurried(H11Protocol):
    """HTTP as uvicorn speaks it, which itself would wait for ever for the end of a request's head.

    How long a body may take is `Patience`'s to say, as with everything that an answer waits for.
    """

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        super().shutdown()
        # What goes on for as long as somebody listens would keep the process from ending.
        cycle: Any = self.cycle
        if cycle is not None and (leaving := cycle.scope.get("state", {}).get(LEAVING)) is not None:
            leaving.set()

    def _hurry(self) -> None:
        if not self._is_owed_something():
            self._rest()
        # From its first byte on, not from its last: otherwise a byte now and then would hold a connection.
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(SECONDS, self.timeout_keep_alive_handler)

    def _rest(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _is_owed_something(self) -> bool:
        # `Any`: there is none yet, whatever uvicorn says of its type.
        cycle: Any = self.cycle
        answered = cycle is not None and cycle.response_complete
        return self.conn.their_state is h11.IDLE or (answered and self.conn.their_state is h11.SEND_BODY)
