"""What came of a check that needs data from outside: nothing known, found, or not done."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Outcome(IntEnum):
    """How a check ends, as exit code; 1 and 2 are left to what crashes and to what is called wrongly."""

    NOTHING_KNOWN = 0
    FOUND = 3
    NOT_DONE = 4


@dataclass(frozen=True)
class Verdict:
    """What was found among the `looked_at` of `wanted` things, and why the others were not looked at."""

    wanted: int
    looked_at: int
    found: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Nothing is known only where everything was looked at: whatever else is missing is not done."""
        if self.found:
            return Outcome.FOUND
        if self.not_done or self.looked_at != self.wanted or not self.wanted:
            return Outcome.NOT_DONE
        return Outcome.NOTHING_KNOWN


def together(verdicts: Iterable[Verdict]) -> Verdict:
    """Several checks as one."""
    each = list(verdicts)
    return Verdict(
        sum(verdict.wanted for verdict in each),
        sum(verdict.looked_at for verdict in each),
        tuple(found for verdict in each for found in verdict.found),
        tuple(why for verdict in each for why in verdict.not_done),
    )


def worst(verdicts: Iterable[Verdict]) -> Outcome:
    """What was found comes before what was not done; both are said."""
    outcomes = {verdict.outcome for verdict in verdicts}
    for outcome in (Outcome.FOUND, Outcome.NOT_DONE, Outcome.NOTHING_KNOWN):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_DONE
