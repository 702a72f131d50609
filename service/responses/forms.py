"""What people send to answer what organisations said."""

from typing import Annotated

from pydantic import (
    ConfigDict,
    Field,
    model_validator,
)

from domain.responses.responding import Kind, Place
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.asking.forms import Body, plain
from service.asking.values import LARGEST_NUMBER, MANY, Key, Reason
from service.responses import respond

PointNumber = Annotated[int, Field(strict=True, ge=1, le=LARGEST_NUMBER)]


class NewResponse(Body):
    """What was done with a point: taken over (or partly) in a section of a version, or not; and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"kind": "taken_over", "section": "funding", "version": 2, "reason": "It makes it fairer."}
            ]
        }
    )

    kind: Kind
    section: Key | None = Field(default=None, description="Where it was taken over", examples=["funding"])
    version: int | None = Field(
        default=None, strict=True, ge=0, le=LARGEST_NUMBER, description="In which version", examples=[2]
    )
    reason: Reason = Field(examples=["It makes it fairer."])

    @model_validator(mode="after")
    def _says_where(self) -> "NewResponse":
        # Both or neither: a section without a version cannot be looked up.
        places = {self.section is not None, self.version is not None}
        if places != {self.kind != "not_taken_over"}:
            raise invalid(
                "place",
                N_("Say in which section and version when it was taken over or partly, and only then."),
            )
        return self

    @property
    def as_response(self) -> respond.NewResponse:
        place = None
        if self.section is not None and self.version is not None:
            place = Place(self.section, self.version)
        return respond.NewResponse(self.kind, place, self.reason, plain(self))


class NewParts(Body):
    """A point falls into parts, each an excerpt of what was said."""

    excerpts: Annotated[tuple[Reason, ...], Field(min_length=2, max_length=MANY)] = Field(
        examples=[["Share the costs.", "Begin with upkeep."]]
    )


class NewMerge(Body):
    """Points that say the same become one, which keeps all their origins."""

    points: Annotated[tuple[PointNumber, ...], Field(min_length=2, max_length=MANY)] = Field(
        examples=[[3, 8]]
    )
