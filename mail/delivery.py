"""A letter on its way to one person, and what it says besides its own fields."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.shared.rules import Shown
from mail.letter import Letter


@dataclass(frozen=True)
class Delivery:
    """One letter to one person, for the `attempts`th time.

    A `consultation` gives it a personal link to that one, which ends with the day `round_ends`. `language`
    is the person's, if it is known. Somebody `unbound` was named by an address, to which no account is bound.
    """

    id: int
    programme: str
    title: str
    letter: Letter
    name: str
    email: str | None
    language: str | None
    attempts: int
    representative: UUID | None
    organisation: str | None
    consultation: int | None
    round_ends: date | None
    person: UUID | None = None
    unbound: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether its link lets whoever has it answer for the organisation, or read what that said."""
        return self.representative is not None and self.consultation is not None


@dataclass(frozen=True)
class Particulars:
    """What is true when a letter is sent.

    `language` is what it is written in, `due` the last day of what it asks, `since` when that
    is waited for, `body` the title of the body it
    names. An answer that will be `quoted` may be read by others: in public, or by those with a part in the
    programme.
    """

    language: str
    due: date | None = None
    since: date | None = None
    quoted: Shown | None = None
    body: str = ""
