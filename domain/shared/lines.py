"""What is written on one line, such as a name: nothing in it breaks the line, or turns it round."""

import re

from domain.shared.messages import N_, Message

OTHER = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029"  # control characters, and what ends a line or a paragraph
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what changes the direction in which a text is read
)


def not_on_one_line(text: str) -> str | None:
    """The first character that a name or title cannot have, as Unicode calls it; None when there is none.

    With such a one somebody's name could seem to be another's, in a letter, a list or a signature.
    """
    found = OTHER.search(text)
    return None if found is None else f"U+{ord(found[0]):04X}"


def line_problem(text: str) -> Message | None:
    """What is wrong with a name or title in a file that somebody sends, None when nothing is."""
    if (character := not_on_one_line(text)) is None:
        return None
    wrong = N_(
        "must be on one line, and not hold {character}, which ends a line or changes the direction of reading"
    )
    return wrong.having(character=character)
