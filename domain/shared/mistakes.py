"""What pydantic finds wrong, as messages: it names the kind of mistake, and carries what we say of it."""

from collections.abc import Mapping
from typing import LiteralString

from pydantic_core import PydanticCustomError

from domain.shared.messages import N_, Message, Value, verbatim


def invalid(code: LiteralString, sentence: Message, /, **values: Value) -> PydanticCustomError:
    """Return a mistake that a validator of ours finds: pydantic carries the message, to be said later."""
    # The template holds nothing but a name: what somebody wrote may hold braces.
    return PydanticCustomError(code, "{said}", {"said": sentence.having(**values)})


def carried(context: Mapping[str, object] | None) -> Message | None:
    """Return the message that a mistake of ours carries in its `ctx`; None when it is one of pydantic's."""
    said = (context or {}).get("said")
    return said if isinstance(said, Message) else None


def one_of(expected: str) -> Message:
    """Return the choices that pydantic names, as in `'a', 'b' or 'c'`, with our word before the last."""
    others, _, last = expected.rpartition(" or ")
    return N_("{others} or {last}").having(others=others, last=last) if others else verbatim(last)
