"""What each group must reach in the last consultation: how many answered, and what of them can and will."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.shared.rules import Bars
from domain.state.programme_state import Consultation, ProgrammeState


class Bar(NamedTuple):
    """One percentage that a group must reach: `key` is `response`, `can` or `will` with the group's key.

    `have` is rounded down, and None when nothing may be said because too few answered.
    """

    key: str
    have: int | None
    need: int

    @property
    def reached(self) -> bool:
        return self.have is not None and self.have >= self.need


def bars(state: ProgrammeState) -> list[Bar]:
    """Every bar of the blueprint, measured in the last consultation that was closed."""
    closed = [held for held in state.definition.rounds if not held.is_open]
    last = closed[-1] if closed else Consultation(number=0, version=0)
    return [bar for key, asked in state.rules.definition.bars.items() for bar in _of(key, asked, last)]


def response_percent(held: Consultation, group: str) -> int:
    """How many of those invited answered, in percent rounded down; 0 when nobody was invited."""
    invited = held.invited.get(group, 0)
    return held.answered.get(group, 0) * 100 // invited if invited else 0


def _of(group: str, asked: Bars, held: Consultation) -> Iterator[Bar]:
    if asked.response:
        yield Bar(f"response-{group}", response_percent(held, group), asked.response)
    can, will = _support(group, asked, held)
    if asked.can:
        yield Bar(f"can-{group}", can, asked.can)
    if asked.will:
        yield Bar(f"will-{group}", will, asked.will)


def _support(group: str, asked: Bars, held: Consultation) -> tuple[int | None, int | None]:
    if asked.weighted:
        weight = held.weight.get(group)
        return (weight.can, weight.will) if weight else (None, None)
    counts = held.support.get(group)
    if counts is None:
        return None, None
    return tuple(c.positive * 100 // c.total if c.total else 0 for c in (counts.can, counts.will))  # pyright: ignore[reportReturnType] - there are two
