"""What people give about meetings, seats and mandates."""

from hashlib import sha256
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from domain.bodies.file_reference import ReferenceKind
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from service.asking.forms import WHY, Body, NewPerson
from service.asking.labels import Label
from service.asking.values import MANY, Day, Hash, Key, Reason
from service.limits import storable
from words.vocabulary import REFERENCES

BODY = Label(N_("Body"))


class SeatInBody(Body):
    body: Annotated[Key, BODY] = Field(description="The body's key", examples=["college"])
    seat: Annotated[Key, Label(N_("Seat"))] = Field(description="The seat's key", examples=["chair"])


class NewSeatHolder(Body):
    """Who takes over a place: a seat of a body, without one of the panel, without both the principal's."""

    body: Annotated[
        Key | None, Label(N_("Body"), N_("Leave it out for a seat of the review panel, or the principal's."))
    ] = Field(default=None, description="The body's key", examples=["college"])
    seat: Annotated[Key | None, Label(N_("Seat"), N_("Leave it out for the place of the principal."))] = (
        Field(default=None, description="The seat's key", examples=["chair"])
    )
    person: Annotated[NewPerson, Label(N_("Who takes it over"))]
    first_day: Annotated[Day, Label(N_("From which day on"))] = Field(
        description="From this day on", examples=["2027-03-01"]
    )
    reason: Annotated[Reason, WHY] = Field(examples=["Another portfolio."])

    @model_validator(mode="after")
    def _names_a_seat_of_the_body(self) -> "NewSeatHolder":
        if self.body is not None and self.seat is None:
            raise invalid("no_seat", N_("Name the seat of this body."))
        return self


class NewMandate(Body):
    """Who may vote on these seats, held by one person, from the first day to the end of the last."""

    seats: Annotated[
        tuple[SeatInBody, ...],
        Field(min_length=1, max_length=MANY),
        Label(N_("Seats"), N_("One for each body, all of the same person.")),
    ]
    person: Annotated[NewPerson, Label(N_("Who votes"))]
    first_day: Annotated[Day, Label(N_("First day"))] = Field(examples=["2027-03-01"])
    last_day: Annotated[Day, Label(N_("Last day"))] = Field(examples=["2027-03-31"])

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
    body: Annotated[Key, BODY] = Field(description="The body's key", examples=["college"])
    day: Annotated[Day, Label(N_("Day of the meeting"))] = Field(examples=["2027-03-11"])


class NewReference(Body):
    """Where a body keeps its agenda, papers or minutes: an address, or how they are registered there."""

    day: Annotated[Day, Label(N_("Day of the meeting"))] = Field(
        description="The day of the meeting", examples=["2027-03-11"]
    )
    kind: Annotated[ReferenceKind, Label(N_("What it is"), words=REFERENCES)] = Field(examples=["minutes"])
    reference: Annotated[
        Reference, Label(N_("Where it is"), N_("An address, or how the body has registered it."))
    ] = Field(examples=["https://college.example/2027-03-11/notulen.pdf"])
    file_hash: Annotated[
        Hash | None, Label(N_("Hash of the file"), N_("Its SHA-256, so that the file can be recognised."))
    ] = Field(default=None, description="SHA-256 of the file, so that it can be recognised")


class CalendarFile(Body):
    """A body's own calendar, as a file in the form of RFC 5545."""

    calendar: Annotated[
        bytes, Label(N_("Calendar file"), N_("An .ics file; every event in it is a meeting of the body."))
    ]


class SentCalendar(BaseModel):
    """What was sent, so that the same file can be recognised on another day as well."""

    model_config = ConfigDict(frozen=True)

    file: str

    @classmethod
    def of(cls, content: bytes) -> "SentCalendar":
        return cls(file=sha256(content).hexdigest())
