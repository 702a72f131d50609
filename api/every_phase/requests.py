"""What people send to start a programme, and in every phase of one."""

from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    Field,
)

from api.http.limits import Key, Reason, storable
from api.http.requests import Body, Day, NewPerson


def _storable_throughout(value: dict[str, Any]) -> dict[str, Any]:
    _check(value)
    return value


def _check(value: object) -> None:
    match value:
        case str():
            storable(value)
        # Keys as well: a blueprint is any JSON here, and goes into PostgreSQL as it is.
        case dict():
            for key, item in cast("dict[object, object]", value).items():
                _check(key)
                _check(item)
        case list():
            for item in cast("list[object]", value):
                _check(item)
        case _:
            pass


class NewProgramme(Body):
    """A programme to start: its slug, unique for ever, and its blueprint as the TOML files have it."""

    slug: Key = Field(examples=["common-ground"])
    blueprint: Annotated[dict[str, Any], AfterValidator(_storable_throughout)] = Field(
        description="The blueprint, with organisations inline; docs/blueprint.md describes its keys"
    )


class NewDueDate(Body):
    due: Day = Field(examples=["2027-03-11"])
    reason: Reason = Field(examples=["The holidays come first."])


class Replacement(Body):
    person: NewPerson
    reason: Reason = Field(examples=["Another assignment."])
