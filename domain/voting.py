"""Ballots, quorum and majority: from what the seats say to what the body decided."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from domain.base import Tolerant
from domain.rules import BodyRules, Majority

Choice = Literal["for", "for_with_conditions", "against", "send_back", "abstain"]
Outcome = Literal["approved", "approved_with_conditions", "held_over", "sent_back", "rejected"]


class Tally(Tolerant):
    """How the seats of a body voted. `in_favour` is for, with or without conditions."""

    seats: int
    in_favour: int
    with_conditions: int
    against: int
    send_back: int
    abstained: int

    @classmethod
    def of(cls, choices: Mapping[str, Choice], seats: int) -> "Tally":
        """Count one choice per seat; `seats` is the size of the body."""
        count = Counter(choices.values())
        return cls(
            seats=seats,
            in_favour=count["for"] + count["for_with_conditions"],
            with_conditions=count["for_with_conditions"],
            against=count["against"],
            send_back=count["send_back"],
            abstained=count["abstain"],
        )

    @property
    def present(self) -> int:
        """Seats that voted; abstaining is being present."""
        return self.cast + self.abstained

    @property
    def cast(self) -> int:
        """Votes that count for a majority: abstentions are left out."""
        return self.in_favour + self.against + self.send_back


def has_quorum(tally: Tally, percent: int) -> bool:
    """Whether at least `percent` of the seats are present."""
    return tally.present * 100 >= percent * tally.seats


def has_majority(votes: int, cast: int, majority: Majority) -> bool:
    """Whether `votes` out of `cast` are enough; with nothing cast, nothing is."""
    if cast == 0:
        return False
    match majority:
        case "simple":
            return 2 * votes > cast
        case "two_thirds":
            return 3 * votes >= 2 * cast
        case "unanimous":
            return votes == cast


def outcome(tally: Tally, body: BodyRules, *, may_send_back: bool) -> Outcome:
    """What the body's rule makes of its ballots.

    Without quorum, or with nothing but abstentions, the matter is held over. Enough votes in favour
    approve, with conditions as soon as one of them asks for any. Otherwise it is rejected when more
    than half of the votes cast say so, or else sent back. When it may not be sent back any more, a
    plan that is neither approved nor rejected is held over.
    """
    if not has_quorum(tally, body.quorum_percent) or tally.cast == 0:
        return "held_over"
    if has_majority(tally.in_favour, tally.cast, body.majority):
        return "approved_with_conditions" if tally.with_conditions else "approved"
    if has_majority(tally.against, tally.cast, "simple"):
        return "rejected"
    return "sent_back" if may_send_back else "held_over"
