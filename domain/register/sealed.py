"""An entry that is sealed: of it only its place in the chain is shown, which later entries rest on.

Its hash is over all of it, and binds whoever wrote it. Nobody finds by trying what it stands for: the hash of
what was asked (`body`) is keyed with a secret of the programme's, and texts are salted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from domain.register.entries import Entry, Head
from domain.shared.base import Tolerant

SHOWN = ("programme", "seq", "at", "prev", "hash")
"""What is shown of it: everything but who did what."""


class SealedEntry(Tolerant):
    """A register entry as it is shown while what it is about is not decided."""

    # No default: what has no type is an entry that is open.
    type: Literal["sealed"]
    programme: str
    seq: int
    at: datetime
    prev: str
    hash: str

    @classmethod
    def of(cls, entry: Entry) -> "SealedEntry":
        return cls.model_validate(entry.model_dump(include=set(SHOWN)) | {"type": "sealed"})

    @property
    def head(self) -> Head:
        return Head(seq=self.seq, hash=self.hash)


ShownEntry = Entry | SealedEntry
"""An entry as somebody is shown it."""


def sealed_line(stored: Mapping[str, object]) -> dict[str, object]:
    """The line of an export for an entry that is sealed, from its JSON form."""
    return {"type": "sealed", **{name: stored[name] for name in SHOWN}}
