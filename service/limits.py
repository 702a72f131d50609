"""What can be stored of what people send, and how much of it is taken, whichever way it comes."""

import re

from domain.shared.lines import not_on_one_line
from domain.shared.messages import N_
from domain.shared.mistakes import invalid

LONGEST_TEXT = 100_000  # characters
LONGEST_REASON = 10_000
LONGEST_NAME = 200

SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """`text` itself; raises when it holds NUL, or half of a surrogate pair, which PostgreSQL cannot store."""
    if "\0" in text:
        raise invalid("nul", N_("This must not contain the character NUL (U+0000)."))
    if SURROGATE.search(text):
        raise invalid("surrogate", N_("This must be Unicode text, without lone surrogates."))
    return text


def one_line(text: str) -> str:
    """`text` itself; raises when it cannot be stored, or holds what a name or title cannot have."""
    if (character := not_on_one_line(storable(text))) is not None:
        raise invalid(
            "one_line",
            N_(
                "This must be on one line, and not hold {character}, which ends a line or changes the"
                " direction of reading; take it out."
            ),
            character=character,
        )
    return text
