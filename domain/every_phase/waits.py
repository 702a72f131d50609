"""Since when each turn is waited for: folded with the state, as no state alone can tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.every_phase.turns import turns
from domain.register.entries import Entry
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState


@dataclass(frozen=True)
class Waits:
    """A state, and since when each of its turns is waited for, by their keys."""

    state: ProgrammeState
    since: Mapping[str, date] = field(default_factory=dict[str, date])

    def after(self, entries: Iterable[Entry]) -> "Waits":
        """The same after `entries`; those it has seen are passed over."""
        waits = self
        for entry in entries:
            if entry.seq > waits.state.head.seq:
                state = fold(waits.state, [entry])
                day = state.rules.calendar.day_of(entry.at)
                waits = Waits(state, {turn.key: waits.since.get(turn.key, day) for turn in turns(state)})
        return waits
