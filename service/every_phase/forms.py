"""What people give to start a programme, and in every phase of it."""

from typing import Annotated, Any, cast

from pydantic import AfterValidator, Field

from domain.shared.messages import N_
from service.asking.forms import WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import Day, Key, Reason
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


class NewDueDate(Body):
    due: Annotated[Day, Label(N_("New last day"))] = Field(examples=["2027-03-11"])
    reason: Annotated[Reason, WHY] = Field(examples=["The holidays come first."])


class Replacement(Body):
    person: Annotated[NewPerson, Label(N_("New kwartiermaker"))]
    reason: Annotated[Reason, WHY] = Field(examples=["Another assignment."])
