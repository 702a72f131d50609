"""What people send to start a programme."""

from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    Field,
)

from service.asking.forms import Body
from service.asking.values import Key
from service.limits import storable


def _storable_throughout(value: dict[str, Any]) -> dict[str, Any]:
    # A list of what is left and no recursion: a blueprint is any JSON here, nested as deep as somebody likes.
    left: list[object] = [value]
    while left:
        part = left.pop()
        if isinstance(part, str):
            storable(part)
        elif isinstance(part, dict):
            fields = cast("dict[object, object]", part)
            # Keys as well: it goes into PostgreSQL as it is.
            left += [*fields, *fields.values()]
        elif isinstance(part, list):
            left += cast("list[object]", part)
    return value


class NewProgramme(Body):
    """A programme to start: its slug, unique for ever, and its blueprint as the TOML files have it."""

    slug: Key = Field(examples=["common-ground"])
    blueprint: Annotated[dict[str, Any], AfterValidator(_storable_throughout)] = Field(
        description="The blueprint, with organisations inline; docs/blueprint.md describes its keys"
    )
