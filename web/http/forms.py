"""Forms: read by the standard library, no more than is taken, and only from our own pages."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated, NamedTuple
from urllib.parse import parse_qsl
from uuid import uuid4

from fastapi import Depends
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from domain.shared.messages import Message, at
from web.http import form_token
from web.http.refusals import FormTooLarge, UnreadableForm

LARGEST = 2_000_000  # bytes
MOST_FIELDS = 1_000
LONGEST_NUMBER = 9
"""Digits of a number that PostgreSQL can look for, whichever those are."""
MEDIA_TYPE = "application/x-www-form-urlencoded"
WITH_FILE = "multipart/form-data"


class Mistake(NamedTuple):
    """What is wrong with a field, said at it and once more above the form, with a link to it.

    There it begins with the field's `label`, where what it says does not name the field itself.
    """

    field: str
    says: Message
    label: Message | None = None

    @property
    def above(self) -> Message:
        return self.says if self.label is None else at(self.label, self.says)


@dataclass(frozen=True)
class Form:
    """What was filled in; of a field that came several times `every` has all of it."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """What was filled in for `name`; nothing where nothing was."""
        return next((value for field, value in self.pairs if field == name), "")

    def every(self, name: str) -> list[str]:
        return [value for field, value in self.pairs if field == name]

    def below(self, name: str) -> dict[str, str]:
        """What was filled in for the fields `name.…`, by the rest of their names."""
        begin = f"{name}."
        return {field.removeprefix(begin): value for field, value in self.pairs if field.startswith(begin)}


async def read_form(request: Request) -> Form:
    """The form that was sent. Raises `Refusal` when it is none, is too large, or comes from elsewhere."""
    form = await read_fields(request)
    form_token.check(request, form.get(form_token.FIELD))
    return form


async def read_fields(request: Request) -> Form:
    """As `read_form`, from anywhere: for what proves itself."""
    sent = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnreadableForm
    content = b""
    async for part in request.stream():
        content += part
        if len(content) > LARGEST:
            raise FormTooLarge(kilobytes=LARGEST // 1000)
    return Form(_pairs(content))


class Uploaded(NamedTuple):
    """A form with one file in it."""

    form: Form
    content: bytes


async def read_upload(request: Request) -> Uploaded:
    """The form that was sent with a file. Raises `Refusal` as `read_form` does."""
    sent = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if sent != WITH_FILE:
        raise UnreadableForm
    parser = MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=MOST_FIELDS)
    try:
        data = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise UnreadableForm from None
    pairs = tuple((name, value) for name, value in data.multi_items() if isinstance(value, str))
    files = [value for _, value in data.multi_items() if isinstance(value, UploadFile)]
    content = await files[0].read() if files else b""
    await data.close()
    form = Form(pairs)
    form_token.check(request, form.get(form_token.FIELD))
    return Uploaded(form, content)


async def _limited(request: Request) -> AsyncGenerator[bytes]:
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise FormTooLarge(kilobytes=LARGEST // 1000)
        yield part


def _pairs(content: bytes) -> tuple[tuple[str, str], ...]:
    try:
        pairs = parse_qsl(
            content.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise UnreadableForm from None
    # Browsers end a line of a form as DOS did; nobody typed that.
    return tuple((name, value.replace("\r\n", "\n")) for name, value in pairs)


def key_of(form: Form) -> str:
    """The key under which a form is done once, however often it is sent."""
    # A new one where somebody took it out: it only keeps the same form from being taken twice.
    key = form.get("key")[:100]
    return key if key and key.isascii() and key.isprintable() and " " not in key else str(uuid4())


def number_of(text: str) -> int | None:
    """The number that somebody sent, from 0 on; None for whatever else, and for one that nothing here has."""
    # By its length: Python itself refuses to read thousands of digits.
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


Filled = Annotated[Form, Depends(read_form)]
"""A route that takes a form asks for this."""
FilledWithFile = Annotated[Uploaded, Depends(read_upload)]
"""A route that takes a form with a file asks for this."""
