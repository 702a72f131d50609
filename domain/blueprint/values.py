"""The kinds of value a blueprint is written in."""

import re
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from domain.blueprint.problems import quote
from domain.shared.addresses import UnusableAddressError, normal
from domain.shared.lines import line_problem
from domain.shared.messages import N_, Message
from domain.shared.mistakes import invalid


def _wrong(value: object, sentence: Message) -> PydanticCustomError:
    return invalid("blueprint", sentence, value=quote(value))


def _key(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise _wrong(
            value, N_("{value} is not a key; use small letters, digits and hyphens, such as my-key-2")
        )
    return value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value):
        raise _wrong(
            value,
            N_("{value} is not an organisation code; use letters, digits, '.', '_', '-', as in GM0014"),
        )
    return value


KEPT = {"kept": True}
"""The context in which a blueprint is read that a programme began with: an older rule let it in."""


def address(value: str, info: ValidationInfo) -> str:
    """An e-mail address, as mail compares it."""
    is_kept = info.context == KEPT
    try:
        if re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+", value):
            # What breaks its line or turns it round is named as that, by whoever takes it in.
            return value if is_kept or line_problem(value) is not None else normal(value)
    except UnusableAddressError:
        pass
    raise _wrong(value, N_("{value} is not an e-mail address; write it as name@organisation.example"))


def _language(value: str) -> str:
    # Which languages there are is not known here: whoever takes a blueprint or a request in says that.
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise _wrong(value, N_("{value} is not a language; write its code, such as nl or en"))
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (OSError, KeyError, ValueError):
        raise _wrong(
            value, N_("{value} is not a time zone; use an IANA name such as Europe/Amsterdam")
        ) from None
    return value


def _day(value: object) -> date:
    # A datetime is a date to Python; its hour would be dropped in silence.
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _wrong(value, N_("{value} is a date that does not exist")) from None
    raise _wrong(value, N_("{value} is not a date; write it as 2027-03-11, without a time"))


Key = Annotated[str, Field(max_length=60), AfterValidator(_key)]
"""A name that programs use; it ends up in addresses and histories."""

Code = Annotated[str, Field(max_length=60), AfterValidator(_code)]
"""What an organisation is registered under; unique in a blueprint."""

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class OnLines:
    """Marks a text that may have several lines; every other one of a blueprint stands on one."""


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50_000), OnLines()]
Email = Annotated[str, Field(max_length=254), AfterValidator(address)]
Language = Annotated[str, Field(max_length=35), AfterValidator(_language)]
"""The code of a language, as in BCP 47."""

NamedLanguage = Annotated[Language | None, Field(exclude_if=lambda language: language is None)]
"""A language, left out where none is named: blueprints from before there were any keep their hash."""

Issuer = Annotated[str, StringConstraints(min_length=1, max_length=254)]
"""Who vouches for accounts: the `iss` of the tokens that an identity provider makes."""

NamedIssuer = Annotated[Issuer | None, Field(exclude_if=lambda issuer: issuer is None)]
"""Left out where none is named, as a language is."""

Timezone = Annotated[str, AfterValidator(_timezone)]
Day = Annotated[date, BeforeValidator(_day)]

LONGEST_LEAD = 2600
"""Working days: ten years, the stretch for which holidays are frozen."""

AtLeastOne = Annotated[int, Field(strict=True, ge=1, le=LONGEST_LEAD)]
Count = Annotated[int, Field(strict=True, ge=0, le=LONGEST_LEAD)]
# Bounded, so that the sum over a body stays an integer that canonical JSON can hold.
WeightOf = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
Percent = Annotated[int, Field(strict=True, ge=1, le=100)]
# Strict: pydantic would read "no" and 0 as false, and a blueprint is to say what it means.
Flag = Annotated[bool, Field(strict=True)]
