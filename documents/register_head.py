"""The end of the register that a document was written after, as its last section says it."""

import re

from domain.register.entries import Head
from domain.shared.messages import N_
from words.language import Language

_FOLLOWS = re.compile(r"\s*^## [^\n]+\n\n[^\n]*\b\d+\b[^\n]*:\n`[0-9a-f]{64}`$\s*", re.MULTILINE)
"""By its shape, in whatever words: what is stored was written in several languages (in two at once, before
there was one), and what a catalogue says today it may say otherwise tomorrow."""


def follows_on(language: Language, head: Head) -> str:
    """The section itself."""
    # The number is a name: with its thousands apart nobody finds the entry.
    follows = language.say(N_("This document follows register entry {entry}:"), entry=str(head.seq))
    return f"## {language.say(N_('Register', 'heading'))}\n\n{follows}\n`{head.hash}`"


def without_head(text: str) -> str:
    """`text` without the end of the register that it was written after."""
    return _FOLLOWS.sub("\n\n", text).rstrip()


def on_head(language: Language, text: str, head: Head) -> str:
    """`text` as somebody wrote it, after the end of the register that they wrote it after."""
    return f"{without_head(text)}\n\n{follows_on(language, head)}\n"


def to_compare(text: str) -> str:
    """A text without what is no difference to read: the end of the register, and that of its last line."""
    return f"{without_head(text)}\n\n"
