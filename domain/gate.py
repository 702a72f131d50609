"""The gate of the definition phase: what must hold before the plan may go to the first body."""

from collections.abc import Sequence

from domain.bars import Bar, bars
from domain.base import Tolerant
from domain.state import ProgrammeState, Version


class Criterion(Tolerant):
    """One thing the gate asks, and what of it is missing: keys or counts, nothing when it is met."""

    key: str
    missing: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        return not self.missing


def criteria(state: ProgrammeState) -> list[Criterion]:
    """Every criterion of the gate, met or not, in the order in which a plan meets them."""
    return [
        Criterion(key="consultation", missing=_missing_consultation(state)),
        Criterion(key="sections", missing=missing_sections(state, state.definition.submitted)),
        Criterion(key="new_version", missing=_missing_version(state)),
        Criterion(key="review", missing=_missing_review(state)),
        *(Criterion(key=bar.key, missing=() if bar.reached else (_short(bar),)) for bar in bars(state)),
    ]


def holds(state: ProgrammeState) -> bool:
    return all(criterion.met for criterion in criteria(state))


def missing_sections(state: ProgrammeState, version: Version | None) -> tuple[str, ...]:
    """The mandatory sections that `version` leaves empty; all of them when there is none."""
    filled = version.filled if version is not None else ()
    return tuple(key for key in state.rules.definition.mandatory_sections if key not in filled)


def _missing_consultation(state: ProgrammeState) -> tuple[str, ...]:
    consultation = state.definition.round
    return () if consultation is not None and not consultation.is_open else ("a closed consultation",)


def _missing_version(state: ProgrammeState) -> tuple[str, ...]:
    submitted, sent_back = state.definition.submitted, state.definition.sent_back
    if submitted is None:
        return ("a submitted version",)
    if sent_back is not None and submitted.number <= sent_back:
        return (f"a version after {sent_back}, which was sent back",)
    return ()


def _missing_review(state: ProgrammeState) -> tuple[str, ...]:
    review, rules = state.definition.review, state.rules.definition
    if review is None:
        return _seats(rules.panel)
    if review.passed is None:
        return _seats([seat for seat in rules.panel if seat.key not in review.answers])
    if review.passed or rules.otherwise == "with_reservations":
        return ()
    return (f"yes or yes-if from {rules.pass_percent}% on can and will",)


def _short(bar: Bar) -> str:
    have = "too few answered to say" if bar.have is None else f"{bar.have}%"
    return f"{bar.need}% ({have})"


def _seats(panel: Sequence[object]) -> tuple[str, ...]:
    return (f"{len(panel)} answers of the panel",) if panel else ("the closing of the review",)
