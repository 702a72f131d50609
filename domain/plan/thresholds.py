"""What each group must reach in the last consultation: how many answered, and what of them can and will."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.shared.rules import Thresholds
from domain.state.programme_state import Consultation, ProgrammeState


class Threshold(NamedTuple):
    """One percentage that a group must reach: `key` is `response`, `can` or `will` with the group's key.

    `have` is rounded down, and None when nothing may be said because too few answered.
    """

    key: str
    have: int | None
    need: int

    @property
    def reached(self) -> bool:
        return self.have is not None and self.have >= self.need


def measured_thresholds(state: ProgrammeState) -> list[Threshold]:
    """Every threshold of the blueprint, measured in the last consultation that was closed."""
    closed = [held for held in state.definition.rounds if not held.is_open]
    # A consultation that gave nothing: thresholds are listed, unmet, before anybody was asked.
    last = closed[-1] if closed else Consultation(number=0, version=0)
    asked = state.rules.definition.bars.items()
    return [threshold for group, thresholds in asked for threshold in _of(group, thresholds, last)]


def response_percent(held: Consultation, group: str) -> int:
    """How many of those invited answered, in percent rounded down; 0 when nobody was invited."""
    invited = held.invited.get(group, 0)
    return held.answered.get(group, 0) * 100 // invited if invited else 0


def _of(group: str, asked: Thresholds, held: Consultation) -> Iterator[Threshold]:
    if asked.response:
        yield Threshold(f"response-{group}", response_percent(held, group), asked.response)
    can, will = _support(group, asked, held)
    if asked.can:
        yield Threshold(f"can-{group}", can, asked.can)
    if asked.will:
        yield Threshold(f"will-{group}", will, asked.will)


def _support(group: str, asked: Thresholds, held: Consultation) -> tuple[int | None, int | None]:
    if asked.weighted:
        weight = held.weight.get(group)
        return (weight.can, weight.will) if weight else (None, None)
    counts = held.support.get(group)
    # Of a group in which too few answered there are no counts: each answer could be read back from them.
    if counts is None:
        return None, None
    return tuple(c.positive * 100 // c.total if c.total else 0 for c in (counts.can, counts.will))  # pyright: ignore[reportReturnType] - there are two
