"""By what a command's entry is found again, before and after it is in the register."""

from dataclasses import dataclass
from typing import Self

from domain.register.entries import Entry


@dataclass(frozen=True)
class CommandKey:
    """Whose command it is (the id of a person), its idempotency key, and the hash of what was asked."""

    programme: str
    actor: str
    key: str
    body: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Of the command that caused `entry`."""
        return cls(entry.programme, entry.actor.person, entry.key, entry.body)
