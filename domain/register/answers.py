"""What a command is answered with, the first time and every time it comes again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from domain.register.entries import Entry
from domain.shared.base import Tolerant


class Noted(Tolerant):
    """One register entry that a command caused: its number, kind, hash and the programme's time."""

    seq: int
    kind: str
    hash: str
    at: datetime


class Answer(Tolerant):
    """The register entries that a command caused."""

    programme: str
    entries: tuple[Noted, ...]

    @classmethod
    def of(cls, programme: str, entries: Iterable[Entry]) -> Self:
        noted = (Noted(seq=e.seq, kind=e.event.kind, hash=e.hash, at=e.at) for e in entries)
        return cls(programme=programme, entries=tuple(noted))
