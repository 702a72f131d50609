"""Support (draagvlak): two answers, *can* we and *will* we, never averaged together."""

from collections.abc import Iterable
from typing import Literal

from domain.shared.base import Tolerant

Answer = Literal["yes", "yes_if", "no"]


class Support(Tolerant):
    """What one organisation or panel member answers to *can* (kunnen) and to *will* (willen)."""

    can: Answer
    will: Answer


class Counts(Tolerant):
    """How often each answer was given to one of the two questions."""

    yes: int = 0
    yes_if: int = 0
    no: int = 0

    @property
    def positive(self) -> int:
        return self.yes + self.yes_if

    @property
    def total(self) -> int:
        return self.positive + self.no


class SupportCounts(Tolerant):
    """The answers to both questions, side by side."""

    can: Counts = Counts()
    will: Counts = Counts()

    @classmethod
    def of(cls, answers: Iterable[Support]) -> "SupportCounts":
        given = list(answers)
        return cls(can=_count(a.can for a in given), will=_count(a.will for a in given))

    @property
    def convinced(self) -> int:
        """How many say yes or yes-if, to the question where they are fewest."""
        return min(self.can.positive, self.will.positive)

    def passes(self, percent: int, out_of: int) -> bool:
        """Whether yes and yes-if reach `percent` of `out_of` for *can* and for *will* each."""
        # Multiplied out: a percentage that is rounded could pass by a fraction of a seat.
        return all(counts.positive * 100 >= percent * out_of for counts in (self.can, self.will))


class Weight(Tolerant):
    """What those who answered yes or yes-if weigh, in whole percent of all who answered (rounded down)."""

    can: int
    will: int

    @classmethod
    def of(cls, answers: Iterable[tuple[Support, int]]) -> "Weight":
        """Of answers with what each weighs (at least 1); nothing weighs 0 percent."""
        given = list(answers)
        everything = sum(weight for _, weight in given) or 1
        can = sum(weight for answer, weight in given if answer.can != "no")
        will = sum(weight for answer, weight in given if answer.will != "no")
        return cls(can=can * 100 // everything, will=will * 100 // everything)


def _count(answers: Iterable[Answer]) -> Counts:
    given = list(answers)
    return Counts(yes=given.count("yes"), yes_if=given.count("yes_if"), no=given.count("no"))
