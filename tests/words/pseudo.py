"""A language that marks what it says, to show that nothing is said outside of the catalogues."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from string import Formatter

from domain.shared.messages import Message
from words.language import Language
from words.languages import ENGLISH

WORD = re.compile(r"[^\W\d_]+")


class _Marking(NullTranslations):
    def __init__(self, known: Container[str] | None = None) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        known = self._known is None or message in self._known
        return _mark_around_placeholders(message) if known else message

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


class _Pseudo(Language):
    def day(self, when: date) -> str:
        return _mark(super().day(when))

    def full_day(self, when: date) -> str:
        return _mark(super().full_day(when))

    def short_day(self, when: date) -> str:
        return _mark(super().short_day(when))

    def all_of(self, texts: Sequence[str]) -> str:
        return _mark(", ").join(texts)


PSEUDO = _Pseudo("en-x-pseudo", ENGLISH.locale, _Marking())


def knowing(messages: Container[str]) -> Language:
    """Return a pseudo-language that marks these messages only: what is looked up and not there is found."""
    return replace(PSEUDO, translations=_Marking(messages))


def outside(text: str, *typed: str) -> list[str]:
    """Return the words of `text` that no language said, besides what somebody `typed`.

    Values stand outside of the marks too: a key that is put into a sentence instead of its words is found.
    """
    for known in sorted(typed, key=len, reverse=True):
        text = text.replace(known, "")
    return WORD.findall(re.sub(r"⟦[^⟦⟧]*⟧", " ", text))


def english(message: Message, *typed: str) -> str:
    """Return a message in English, having seen that catalogues hold each word that is in nothing `typed`.

    What a library says of its input goes in as the value `error`, and is quoted.
    """
    said = PSEUDO.say(message)
    known = {word for text in (*typed, *_errors_in(message)) for word in WORD.findall(text)}
    assert [word for word in outside(said) if word not in known] == [], said
    return ENGLISH.say(message)


def _errors_in(message: Message) -> Iterator[str]:
    for name, value in message.values.items():
        if isinstance(value, Message):
            yield from _errors_in(value)
        elif name == "error":
            yield str(value)


def _mark_around_placeholders(pattern: str) -> str:
    parsed = Formatter().parse(pattern)
    return "".join(_mark(_escaped(text)) + (f"{{{name}}}" if name else "") for text, name, _, _ in parsed)


def _mark(text: str) -> str:
    return f"⟦{text}⟧" if text else ""


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
