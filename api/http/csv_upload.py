"""Files that people send as text/csv."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from api.http.refusals import TooManyLines, UnsupportedMediaType

MEDIA_TYPE = "text/csv"

SPARE = 1000
"""Lines that a file may have besides twice as many as rows are taken: spreadsheets leave empty ones."""


async def _must_be_csv(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnsupportedMediaType(media_type=MEDIA_TYPE)


SentAsCsv = Annotated[None, Depends(_must_be_csv)]
"""A route that takes a CSV file asks for this."""


async def received(request: Request, most: int) -> bytes:
    """The file as it comes. Raises `TooManyLines` when it goes on far beyond `most` rows."""
    counting, parts = _Lines(), list[bytes]()
    limit = 2 * most + SPARE
    async for chunk in request.stream():
        if counting.after(chunk) > limit:
            raise TooManyLines(lines=limit, most=most)
        parts.append(chunk)
    return b"".join(parts)


class _Lines:
    """Counts the lines of a CSV file while it comes in; a value in quotes may go on for many."""

    def __init__(self) -> None:
        self._ended = 0
        self._quoted = False

    def after(self, chunk: bytes) -> int:
        """How many lines have ended, this chunk included."""
        for nth, part in enumerate(chunk.split(b'"')):
            # Each quotation mark opens or closes; one that is meant itself is written twice, and does both.
            self._quoted ^= nth > 0
            if not self._quoted:
                self._ended += max(part.count(b"\n"), part.count(b"\r"))
        return self._ended
