"""How much the API takes: the size of a body, the length of a text, and what PostgreSQL can store."""

import re
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, StringConstraints

from domain.shared.lines import not_on_one_line
from domain.shared.messages import N_
from domain.shared.mistakes import invalid

LARGEST_BODY = 6_000_000  # bytes
LONGEST_TEXT = 100_000  # characters
LONGEST_REASON = 10_000
LONGEST_NAME = 200
LARGEST_NUMBER = 2**31 - 1  # PostgreSQL's integer

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


Words = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(storable)]
"""A text that may be long, such as a section of a plan; it may be empty."""

Reason = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_REASON, pattern=r"\S"),
    AfterValidator(storable),
]
"""A text that says why; it must say something."""

Short = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_NAME, pattern=r"\S"), AfterValidator(one_line)
]

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Key = Annotated[str, StringConstraints(max_length=60, pattern=KEY_PATTERN)]

Slug = Annotated[
    str,
    Path(description="The programme's slug", max_length=60, pattern=KEY_PATTERN, examples=["common-ground"]),
]
Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, examples=[1])]
PageSize = Annotated[int, Query(ge=1, le=1000, description="How many at most", examples=[50])]
