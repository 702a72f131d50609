"""A language: what turns messages, dates, numbers and lists into text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from domain.shared.messages import Message, Value


@dataclass(frozen=True)
class Language:
    """One language to speak. `code` names it in blueprints, in `Accept-Language` and on pages."""

    code: str
    locale: Locale
    translations: NullTranslations

    def say(self, message: Message, /, **values: Value) -> str:
        """Return a message in this language, with (more of) its values."""
        message = message.having(**values)
        filled = {name: self.value(value) for name, value in message.values.items()}
        return self.pattern(message).format_map(filled)

    def pattern(self, message: Message) -> str:
        """Return a message's pattern in this language, its placeholders unfilled."""
        match message:
            # A context and a plural are part of a message's key: gettext has a function for each combination.
            case Message(pattern, "", ""):
                return self.translations.gettext(pattern)
            case Message(pattern, "", context):
                return self.translations.pgettext(context, pattern)
            case Message(one, many, ""):
                return self.translations.ngettext(one, many, _number_in(message))
            case Message(one, many, context):
                return self.translations.npgettext(context, one, many, _number_in(message))

    def value(self, value: Value) -> str:
        """Return what goes into a pattern, as it is written in a sentence."""
        match value:
            case str():
                return value
            case Message():
                return self.say(value)
            case date():
                return self.day(value)
            case int():
                return self.number(value)
            case _:
                return self.all_of([self.value(each) for each in value])

    def day(self, when: date) -> str:
        """Return a date in a sentence: 28 november 2026."""
        # Babel's and not strftime's: that speaks the language of the process, and one process speaks many.
        return format_date(when, "long", locale=self.locale)

    def full_day(self, when: date) -> str:
        """Return a date with its weekday: zaterdag 28 november 2026."""
        return format_date(when, "full", locale=self.locale)

    def time(self, when: datetime) -> str:
        """Return the time of a moment, where it is: 14:02."""
        return format_time(when, "short", locale=self.locale)

    def short_day(self, when: date) -> str:
        """Return a date in a table: 28 nov 2026."""
        return format_date(when, "medium", locale=self.locale)

    def brief_day(self, when: date, today: date) -> str:
        """Return a date where there is little room: za 28 nov; with its year when that is another one."""
        skeleton = "MMMEd" if when.year == today.year else "yMMMEd"
        # Without the dots of abbreviations, as people write them in tables.
        return format_skeleton(skeleton, when, locale=self.locale).replace(".", "")

    def month(self, when: date) -> str:
        """Return the month of a date by its name: november."""
        return format_date(when, "LLLL", locale=self.locale)

    def number(self, number: int) -> str:
        """Return a number with its thousands apart."""
        return format_decimal(number, locale=self.locale)

    def all_of(self, texts: Sequence[str]) -> str:
        """Return texts in one sentence: a, b en c."""
        return format_list(texts, locale=self.locale)


def _number_in(message: Message) -> int:
    number = message.values.get("n")
    assert isinstance(number, int), f"how many? {message.many!r} needs n"
    return number
