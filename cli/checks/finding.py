"""What a check found."""

from dataclasses import dataclass
from typing import Literal

from domain.shared.messages import Message


@dataclass(frozen=True)
class Finding:
    """`state` is ok, note (worth knowing) or wrong; `mend` says what to do, where there is anything."""

    name: Message
    state: Literal["ok", "note", "wrong"]
    found: Message
    mend: Message | None = None


def ok(name: Message, found: Message) -> Finding:
    """All is well."""
    return Finding(name, "ok", found)


def note(name: Message, found: Message, mend: Message | None = None) -> Finding:
    """Nothing is wrong, but somebody may want to know."""
    return Finding(name, "note", found, mend)


def wrong(name: Message, found: Message, mend: Message) -> Finding:
    """Kwartier cannot work until this is mended."""
    return Finding(name, "wrong", found, mend)
