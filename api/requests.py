"""What people send: one type for each kind of request."""

from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.http.limits import LARGEST_NUMBER, Key, Reason, Short, Words, storable
from domain.blueprint import values
from domain.shared.rules import Shown
from store.people import people

MANY = 100
WHICH_SEAT = "Which seat, for who holds more than one"

Subject = Annotated[
    str, StringConstraints(min_length=1, max_length=254, pattern=r"\S"), AfterValidator(storable)
]
Email = Annotated[
    str,
    StringConstraints(min_length=3, max_length=254, pattern=r"^[^\s@]+@[^\s@]+$"),
    AfterValidator(storable),
]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
LAST_DAY = date(2099, 12, 31)


def _within_reach(day: date) -> date:
    if day > LAST_DAY:
        raise PydanticCustomError("too_late", "must not be after {last}", {"last": LAST_DAY.isoformat()})
    return day


Day = Annotated[
    values.Day,
    AfterValidator(_within_reach),
    WithJsonSchema({"type": "string", "format": "date", "description": f"{LAST_DAY} at the latest"}),
]
Sections = Annotated[
    dict[Key, Words],
    # Pydantic writes which keys there may be, but not that there may be no others.
    Field(max_length=MANY, json_schema_extra={"additionalProperties": False}),
]
Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
PointNumber = Annotated[int, Field(strict=True, ge=1, le=LARGEST_NUMBER)]


class Body(BaseModel):
    """What every request body has: unknown fields are refused, so that a typing error does not pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Body):
    """No fields: the address says it all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class NewPerson(Body):
    """Somebody by the `sub` of the tokens they sign in with; a known person keeps their name."""

    subject: Subject = Field(examples=["anna@example.nl"])
    name: Short = Field(examples=["Anna de Vries"])
    email: Email | None = Field(default=None, examples=["anna@example.nl"])

    @property
    def as_person(self) -> people.Person:
        return people.Person(self.subject, self.name, self.email)


def _storable_throughout(value: dict[str, Any]) -> dict[str, Any]:
    _check(value)
    return value


def _check(value: object) -> None:
    match value:
        case str():
            storable(value)
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


# --- appointment ---


class Nomination(Body):
    person: NewPerson
    interests: Reason = Field(
        description="What the candidate declared", examples=["No business interests in the outcome."]
    )


class PreferredCandidates(Body):
    """The principal's choice: who is asked first, and who next when that one declines."""

    preference: Annotated[tuple[Short, ...], Field(min_length=1, max_length=MANY)] = Field(
        description="Ids of nominated persons, in the order they should be asked",
        examples=[["5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"]],
    )
    reason: Reason = Field(examples=["Knows the field from within."])


class AssignmentAnswer(Body):
    """The candidate's answer; who declines says why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "accept"}]})

    answer: Literal["accept", "decline"] = Field(examples=["accept"])
    reason: Reason | None = Field(default=None, examples=["Does not fit beside my present assignment."])

    @model_validator(mode="after")
    def _says_why(self) -> "AssignmentAnswer":
        if (self.answer == "decline") != (self.reason is not None):
            raise PydanticCustomError("reason", "give a reason when you decline, and only then")
        return self


# --- in every phase ---


class Because(Body):
    reason: Reason = Field(examples=["The ministry asks for a pause."])


class NewDueDate(Body):
    due: Day = Field(examples=["2027-03-11"])
    reason: Reason = Field(examples=["The holidays come first."])


class SeatInBody(Body):
    body: Key = Field(description="The body's key", examples=["college"])
    seat: Key = Field(description="The seat's key", examples=["chair"])


class NewMandate(Body):
    """Who may vote on these seats, held by one person, from the first day to the end of the last."""

    seats: Annotated[tuple[SeatInBody, ...], Field(min_length=1, max_length=MANY)]
    person: NewPerson
    first_day: Day = Field(examples=["2027-03-01"])
    last_day: Day = Field(examples=["2027-03-31"])

    @field_validator("seats")
    @classmethod
    def _each_body_once(cls, seats: tuple[SeatInBody, ...]) -> tuple[SeatInBody, ...]:
        if len({seat.body for seat in seats}) < len(seats):
            raise PydanticCustomError("body_twice", "must name each body once")
        return seats

    @property
    def by_body(self) -> dict[str, str]:
        return {seat.body: seat.seat for seat in self.seats}


class NewClassification(Body):
    classification: Shown = Field(examples=["confidential"])
    reason: Reason = Field(examples=["It names people who did not agree to that."])


class Replacement(Body):
    person: NewPerson
    reason: Reason = Field(examples=["Another assignment."])


class DaysToPass(Body):
    """How far a programme's clock moves on; in development only."""

    days: int = Field(strict=True, ge=1, le=3660, examples=[10])
