"""The kinds of value in what people give: how long a text may be, and what PostgreSQL can store."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from domain.blueprint import values
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.limits import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT, one_line, storable

LARGEST_NUMBER = 2**31 - 1  # PostgreSQL's integer
MANY = 100

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

Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""What an organisation is known by."""

Subject = Annotated[
    str, StringConstraints(min_length=1, max_length=254, pattern=r"\S"), AfterValidator(one_line)
]
Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$"),
    AfterValidator(one_line),
    AfterValidator(values.address),
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LAST_DAY = date(2099, 12, 31)


def _within_reach(day: date) -> date:
    if day > LAST_DAY:
        raise invalid("too_late", N_("This must not be after {last}."), last=LAST_DAY.isoformat())
    return day


Day = Annotated[
    values.Day,
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date", "description": f"{LAST_DAY} at the latest"}),
]
SectionKey = Annotated[
    str,
    StringConstraints(max_length=60),
    AfterValidator(storable),
    WithJsonSchema({"type": "string", "maxLength": 60, "pattern": KEY_PATTERN}),
]
"""The key of a section as somebody sends it. The rule, which knows the plan's sections, names them when it is
none of them: here all there is to say is that a pattern does not match."""

Sections = Annotated[
    dict[SectionKey, Words],
    # Pydantic writes which keys there may be, but not that there may be no others.
    Field(max_length=MANY, json_schema_extra={"additionalProperties": False}),
]


def _at_least_one(sections: dict[str, str]) -> dict[str, str]:
    if not sections:
        raise invalid("too_short", N_("Name at least one section of the plan, with its text."))
    return sections


SomeSections = Annotated[
    Sections, AfterValidator(_at_least_one), Field(json_schema_extra={"minProperties": 1})
]
"""Sections of which at least one is named."""
