"""Counting ballots: how many seats said what, and how much they weigh together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from domain.shared.base import Tolerant
from domain.shared.rules import BodyRules

Choice = Literal["for", "for_with_conditions", "against", "send_back", "abstain", "objection"]
"""An objection, always with its reason, is how a seat withholds consent; other rules do not know it."""


class Count(Tolerant):
    """What `seats` come to per choice. `in_favour` is for, with or without conditions."""

    seats: int
    in_favour: int
    with_conditions: int
    against: int
    send_back: int
    abstained: int
    objections: int = 0

    @property
    def present(self) -> int:
        """Seats that voted; abstaining is being present."""
        return self.cast + self.abstained

    @property
    def cast(self) -> int:
        """Votes that say something: abstentions are left out."""
        return self.in_favour + self.opposed + self.send_back

    @property
    def opposed(self) -> int:
        """Votes that want no such plan at all."""
        return self.against + self.objections


class Tally(Count):
    """How the seats of a body voted, seat by seat; `weighed` says the same by weight where weights differ."""

    weighed: Count | None = None

    @classmethod
    def of(cls, choices: Mapping[str, Choice], seats: int) -> "Tally":
        """Count one choice per seat; `seats` is the size of the body."""
        return cls.model_validate(_count(((choice, 1) for choice in choices.values()), seats))

    @classmethod
    def by(cls, body: BodyRules, choices: Mapping[str, Choice]) -> "Tally":
        """Count the choices of the seats of `body`, by weight too where not every seat weighs one."""
        tally = cls.of(choices, len(body.seats))
        weights = {seat.key: seat.weight for seat in body.seats}
        # Left out where it says nothing new: entries from before there were weights keep their form.
        if all(weight == 1 for weight in weights.values()):
            return tally
        weighed = _count(((choice, weights[seat]) for seat, choice in choices.items()), sum(weights.values()))
        return tally.model_copy(update={"weighed": Count.model_validate(weighed)})

    @property
    def by_weight(self) -> Count:
        """What counts for a majority: where every seat weighs one, the seats themselves."""
        return self.weighed or self


def _count(votes: Iterable[tuple[Choice, int]], seats: int) -> dict[str, int]:
    count = Counter[Choice]()
    for choice, weight in votes:
        count[choice] += weight
    return {
        "seats": seats,
        "in_favour": count["for"] + count["for_with_conditions"],
        "with_conditions": count["for_with_conditions"],
        "against": count["against"],
        "send_back": count["send_back"],
        "abstained": count["abstain"],
        "objections": count["objection"],
    }
