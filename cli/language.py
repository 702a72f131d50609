"""Which language the terminal is spoken to in: one for each run of a command."""

import os
from contextvars import ContextVar

from cli.errors import WrongUseError
from domain.shared.messages import at
from words.language import Language
from words.languages import ENGLISH, LANGUAGES, UnknownLanguageError

# Every command answers in it, and none takes it as an option of its own: it is held beside them.
_spoken: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


def language() -> Language:
    """Return the language that was asked for, else the locale's, else English."""
    return _spoken.get()


def speak(asked: str | None = None) -> None:
    """Speak the language that was `asked` for from now on, or that of the locale."""
    try:
        _spoken.set(LANGUAGES.of_terminal(os.environ, asked))
    except UnknownLanguageError as error:
        raise WrongUseError(at("--language", error.message)) from None
