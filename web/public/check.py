"""Checking a file against what was published: it is hashed as it comes in, and never kept."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from domain.publication.documents import PublicDocument
from web.http.refusals import FormTooLarge, UnreadableForm

LARGEST = 20_000_000  # bytes
LONGEST_NAME = 100
FIELD = b"file"


class Checked(NamedTuple):
    """A file that somebody has, by its name there, and the document that it is to the letter, if any."""

    name: str
    document: PublicDocument | None


class _Hashing:
    """Reads a form, and hashes the file in it as each document was: after that one's salt."""

    def __init__(self, boundary: bytes, documents: Sequence[PublicDocument]) -> None:
        self.name: str | None = None
        self.size = 0
        self.hashes = [(document, sha256(document.salt)) for document in documents]
        self._header = [b"", b""]
        self._reading = False
        self.parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part,
                "on_header_field": self._header_field,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_part_data": self._data,
            },
        )

    def _part(self) -> None:
        self._header, self._reading = [b"", b""], False

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def _header_end(self) -> None:
        name, value = self._header
        self._header = [b"", b""]
        if name.lower() != b"content-disposition":
            return
        options = parse_options_header(value)[1]
        if options.get(b"name") == FIELD and self.name is None:
            self._reading = True
            self.name = _shown(options.get(b"filename", b""))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._reading:
            self.size += end - start
            for _, hashing in self.hashes:
                hashing.update(data[start:end])


async def checked(request: Request, documents: Sequence[PublicDocument]) -> Checked | None:
    """Which of `documents` the file is that was sent; None where none was. Raises `Refusal`."""
    media_type, options = parse_options_header(request.headers.get("Content-Type"))
    boundary = options.get(b"boundary")
    if media_type != b"multipart/form-data" or not boundary:
        raise UnreadableForm
    reading, taken = _Hashing(boundary, documents), 0
    try:
        async for part in request.stream():
            taken += len(part)
            if taken > LARGEST:
                raise FormTooLarge(kilobytes=LARGEST // 1000)
            reading.parser.write(part)
        reading.parser.finalize()
    except MultipartParseError:
        raise UnreadableForm from None
    if not reading.name or not reading.size:
        return None
    found = (document for document, hashing in reading.hashes if hashing.hexdigest() == document.hash)
    return Checked(reading.name, next(found, None))


def _shown(name: bytes) -> str:
    """The file's name as it can be shown: it is only repeated to whoever sent it."""
    text = name.decode(errors="replace")
    return re.sub(r"[^\w .,()+-]", "_", text)[-LONGEST_NAME:].strip()
