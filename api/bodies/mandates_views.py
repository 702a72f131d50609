"""Mandates."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from domain.shared.rules import Seat
from domain.state.programme_state import Mandate


class SeatInBodyView(View):
    """A seat of a body."""

    body: str = Field(examples=["college"])
    seat: str = Field(examples=["chair"])


class MandateView(View):
    """Who may vote for whom, on which seats, from the first day to the end of the last.

    A substitute whom the blueprint names has no number and no days: they may vote at any time, but for the
    days on which somebody else has a mandate for the seat.
    """

    number: int | None = Field(description="Null where the blueprint names the substitute", examples=[1])
    holder: PersonView = Field(description="Who holds the seats")
    person: PersonView = Field(description="Who may vote as their substitute")
    seats: list[SeatInBodyView]
    first_day: date | None = Field(examples=["2027-03-01"])
    last_day: date | None = Field(examples=["2027-03-31"])
    given_by: Literal["holder", "office", "blueprint"] = Field(
        description="The office does so on the holder's behalf"
    )
    withdrawn_on: date | None = Field(description="Null while it was not")


def mandate_view(mandate: Mandate, names: Mapping[str, str]) -> MandateView:
    """`mandate`, with what people are called by their ids."""
    return MandateView(
        number=mandate.number,
        holder=PersonView(id=mandate.holder, name=names.get(mandate.holder, "")),
        person=PersonView(id=mandate.person, name=names.get(mandate.person, "")),
        seats=[SeatInBodyView(body=body, seat=seat) for body, seat in mandate.seats.items()],
        first_day=mandate.first_day,
        last_day=mandate.last_day,
        given_by=mandate.given_by,
        withdrawn_on=mandate.withdrawn_on,
    )


def standing_view(body: str, seat: Seat, names: Mapping[str, str]) -> MandateView:
    """The substitute whom the blueprint names for `seat`."""
    assert seat.substitute is not None
    return MandateView(
        number=None,
        holder=PersonView(id=seat.person, name=names.get(seat.person, "")),
        person=PersonView(id=seat.substitute, name=names.get(seat.substitute, "")),
        seats=[SeatInBodyView(body=body, seat=seat.key)],
        first_day=None,
        last_day=None,
        given_by="blueprint",
        withdrawn_on=None,
    )
