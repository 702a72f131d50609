"""What is said, before it is said in a language: English patterns, and the values that go into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import LiteralString, TypeAlias


@dataclass(frozen=True)
class Message:
    """An English pattern with the values of its `{placeholders}`, to be said in any language later.

    A text that somebody typed goes in as a value and stays as it is; what Kwartier says goes in as a message,
    so that it is said in the same language. `many` is the pattern for another number than one, of the value
    `n`. `context` tells apart what is one word in English and two elsewhere.
    """

    pattern: str
    many: str = ""
    context: str = ""
    values: Mapping[str, Value] = field(default_factory=dict[str, "Value"])

    def having(self, **values: Value) -> Message:
        """Return the same, with (more of) its values."""
        return replace(self, values={**self.values, **values})

    def __str__(self) -> str:
        """Return plain English, for logs and for what programs read; people are spoken to by a language."""
        pattern = self.many if self.many and self.values["n"] != 1 else self.pattern
        return pattern.format_map({name: _plain(value) for name, value in self.values.items()})


One: TypeAlias = str | int | date | Message
Value: TypeAlias = One | Sequence[One]
"""A number that names something (a year, a reference) goes in as text: numbers are grouped by thousands."""


def N_(text: LiteralString, context: LiteralString = "", /) -> Message:  # noqa: N802 - gettext's word
    """Mark `text` as something that people read: it is put into the catalogues from here.

    Literal, because what was put together while running stands in no catalogue.
    """
    return Message(text, context=context)


def N_plural(one: LiteralString, many: LiteralString, context: LiteralString = "", /) -> Message:  # noqa: N802
    """Mark what is said of `{n}` things; `many` is for any other number than one."""
    return Message(one, many, context)


def verbatim(text: str) -> Message:
    """Return a message that is `text` itself in every language: a name, or a key that nothing is said of."""
    return Message("{text}", values={"text": text})


def at(place: str | Message, wrong: Message) -> Message:
    """Return what is wrong, after the place where it is: a key, a column, a line of a file."""
    return N_("{place}: {wrong}").having(place=place, wrong=wrong)


def joined(messages: Sequence[Message], between: str) -> Message:
    """Return messages as one, each of them whole by itself: languages order the parts of one differently."""
    named = {f"message{nth}": message for nth, message in enumerate(messages)}
    return Message(between.join(f"{{{name}}}" for name in named), values=named)


class SaidError(Exception):
    """What cannot be, said by a message: to people in their language, in plain English to logs."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _plain(value: Value) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return str(value)
