"""What people send about meetings and mandates."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from api.http.limits import Key, Reason, storable
from api.http.requests import MANY, Body, Day, Hash, NewPerson
from domain.bodies.file_reference import ReferenceKind
from domain.shared.messages import N_
from domain.shared.mistakes import invalid


class SeatInBody(Body):
    body: Key = Field(description="The body's key", examples=["college"])
    seat: Key = Field(description="The seat's key", examples=["chair"])


class NewSeatHolder(Body):
    """Who takes over a place: a seat of a body, without one of the panel, without both the principal's."""

    body: Key | None = Field(default=None, description="The body's key", examples=["college"])
    seat: Key | None = Field(default=None, description="The seat's key", examples=["chair"])
    person: NewPerson
    first_day: Day = Field(description="From this day on", examples=["2027-03-01"])
    reason: Reason = Field(examples=["Another portfolio."])

    @model_validator(mode="after")
    def _names_a_seat_of_the_body(self) -> "NewSeatHolder":
        if self.body is not None and self.seat is None:
            raise invalid("no_seat", N_("Name the seat of this body."))
        return self


class NewMandate(Body):
    """Who may vote on these seats, held by one person, from the first day to the end of the last."""

    seats: Annotated[tuple[SeatInBody, ...], Field(min_length=1, max_length=MANY)]
    person: NewPerson
    first_day: Day = Field(examples=["2027-03-01"])
    last_day: Day = Field(examples=["2027-03-31"])

    @field_validator("seats")
    @classmethod
    def _each_body_once(cls, seats: tuple[SeatInBody, ...]) -> tuple[SeatInBody, ...]:
        # By body they become a mapping, in which the second seat of a body would be lost in silence.
        if len({seat.body for seat in seats}) < len(seats):
            raise invalid("body_twice", N_("Name each body once."))
        return seats

    @property
    def by_body(self) -> dict[str, str]:
        return {seat.body: seat.seat for seat in self.seats}


Reference = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(storable)
]


class NewMeeting(Body):
    body: Key = Field(description="The body's key", examples=["college"])
    day: Day = Field(examples=["2027-03-11"])


class NewReference(Body):
    """Where a body keeps its agenda, papers or minutes: an address, or how they are registered there."""

    day: Day = Field(description="The day of the meeting", examples=["2027-03-11"])
    kind: ReferenceKind = Field(examples=["minutes"])
    reference: Reference = Field(examples=["https://college.example/2027-03-11/notulen.pdf"])
    file_hash: Hash | None = Field(
        default=None, description="SHA-256 of the file, so that it can be recognised"
    )
