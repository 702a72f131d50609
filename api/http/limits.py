"""How much the API takes: the size of a body, the length of a text, and what PostgreSQL can store."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, StringConstraints

from service.limits import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT, one_line, storable

__all__ = ["LONGEST_NAME", "LONGEST_REASON", "LONGEST_TEXT", "one_line", "storable"]

LARGEST_BODY = 6_000_000  # bytes
LARGEST_NUMBER = 2**31 - 1  # PostgreSQL's integer

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
