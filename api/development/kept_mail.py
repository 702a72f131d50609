"""What the catch-all mail server of a development Kwartier kept: messages as files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.parser import BytesHeaderParser
from pathlib import Path

from pydantic import Field

from api.http.items import View


class MailView(View):
    """A message, as a list shows it."""

    number: int = Field(examples=[1])
    to: str = Field(examples=["Rik Raadslid <rik@gemeente.example>"])
    subject: str = Field(examples=["Uitnodiging: Common Ground"])
    sent_at: datetime


class WholeMailView(MailView):
    """A message with what it says, and the names of the files that came with it."""

    text: str = Field(examples=["Beste Rik Raadslid, ..."])
    attachments: list[str] = Field(examples=[["deadline.ics"]])


def kept(folder: Path | None) -> list[MailView]:
    """The messages in `folder`, the newest first."""
    return [_view(number, file) for number, file in sorted(_files(folder), reverse=True)]


def one(folder: Path | None, number: int) -> WholeMailView | None:
    """The message with that number; None when there is none."""
    file = dict(_files(folder)).get(number)
    if file is None:
        return None
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return WholeMailView(
        **_view(number, file).model_dump(),
        text=str(body.get_content()).replace("\r\n", "\n") if body else "",
        attachments=[attached.get_filename() or "" for attached in message.iter_attachments()],
    )


def _files(folder: Path | None) -> Iterator[tuple[int, Path]]:
    if folder is not None:
        # Others may lie there too, half written ones among them.
        yield from ((int(file.stem), file) for file in folder.glob("*.eml") if file.stem.isdecimal())


def _view(number: int, file: Path) -> MailView:
    with file.open("rb") as opened:
        message = BytesHeaderParser(policy=policy.default).parse(opened)
    return MailView(
        number=number,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        # When it came: what its Date header says is up to whoever sent it.
        sent_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
    )
