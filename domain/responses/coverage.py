"""The coverage of a consultation: how many of its points are answered, and how."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from domain.responses.responding import KINDS
from domain.shared.messages import N_
from domain.shared.refusals import Refusal


class Coverage(NamedTuple):
    """How many points there are, and how many have been answered, per kind of response."""

    points: int
    answered: Mapping[str, int]

    @property
    def missing(self) -> int:
        return self.points - sum(self.answered.values())

    @property
    def is_complete(self) -> bool:
        return self.missing == 0


class ResponsesIncomplete(Refusal):
    title = N_("Points are without a response")
    sentence = N_("{missing} of {points} points have no response yet; see the coverage.")
    advice = N_("`details.missing` says how many; the coverage names them.")
    missing: int
    points: int


def counted(kinds: Iterable[str | None]) -> Coverage:
    """The coverage of points with these last responses, None for one that has none."""
    # Every kind is in it, at 0 too: the register's entry has the same fields whatever was answered.
    known = list(kinds)
    return Coverage(points=len(known), answered={kind: known.count(kind) for kind in KINDS})


def must_be_complete(coverage: Coverage) -> None:
    if not coverage.is_complete:
        raise ResponsesIncomplete(missing=coverage.missing, points=coverage.points)
