"""What a field is called where people fill it in: beside its type, in the form that it is a field of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.shared.messages import Message


# Compared by what it is, not by what it says: typing wants to hash what stands beside a type.
@dataclass(frozen=True, eq=False)
class Label:
    """What a field is called, and where that is not enough a `hint`.

    `words` are what its values are called, where they are keys of the domain.
    """

    message: Message
    hint: Message | None = None
    words: Mapping[Any, Message] | None = None
