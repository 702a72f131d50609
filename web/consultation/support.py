"""Support as pages show it: *can* and *will* of a group, each for itself, never over groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.plan.thresholds import response_percent
from domain.shared.support import Counts, SupportCounts
from domain.state.programme_state import Consultation, ProgrammeState


class Bar(NamedTuple):
    """What one question was answered with: each kind, how often, and its share of the bar in percent."""

    yes: int
    yes_if: int
    no: int
    parts: Sequence[tuple[str, int, int]]

    @classmethod
    def of(cls, counts: Counts) -> "Bar":
        total = counts.total or 1
        yes, yes_if = counts.yes * 100 // total, counts.yes_if * 100 // total
        # The last that there is takes what rounding left, so that the bar is whole.
        no = 100 - yes - yes_if if counts.no else 0
        yes_if = 100 - yes - no if counts.yes_if and not counts.no else yes_if
        parts = (("yes", counts.yes, yes), ("if", counts.yes_if, yes_if), ("no", counts.no, no))
        return cls(counts.yes, counts.yes_if, counts.no, parts)


class Said(NamedTuple):
    """What a group said that it can and will."""

    can: Bar
    will: Bar

    @classmethod
    def of(cls, support: SupportCounts) -> "Said":
        return cls(Bar.of(support.can), Bar.of(support.will))


@dataclass(frozen=True)
class OfGroup:
    """One group in one closed round; nothing is `said` where too few answered to show it."""

    title: str
    round: int
    answered: int
    invited: int
    percent: int
    said: Said | None


def of_round(held: Consultation, titles: Mapping[str, str]) -> list[OfGroup]:
    """What every group said in a round that is closed."""
    return [
        OfGroup(
            title=titles.get(group, group),
            round=held.number,
            answered=held.answered.get(group, 0),
            invited=invited,
            percent=response_percent(held, group),
            said=Said.of(held.support[group]) if group in held.support else None,
        )
        for group, invited in held.invited.items()
    ]


def last_closed(state: ProgrammeState) -> Consultation | None:
    """The last round that is closed, of which support is shown."""
    return next((held for held in reversed(state.definition.rounds) if not held.is_open), None)
