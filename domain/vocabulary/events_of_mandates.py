"""What can have happened to mandates: ids, numbers and days only, as in every register entry."""

from datetime import date
from typing import Literal

from domain.register.events import Event


class MandateGiven(Event):
    """From `first_day` to the end of `last_day` `person` may vote for `holder`, who holds `seats`.

    Those are given by body: nobody holds two in one. `given_by` the office it was on the holder's behalf.
    """

    mandate: int
    holder: str
    person: str
    seats: dict[str, str]
    first_day: date
    last_day: date
    given_by: Literal["holder", "office"]


class MandateWithdrawn(Event):
    """The mandate holds no longer; a ballot that was cast under it stays."""

    mandate: int
