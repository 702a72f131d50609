"""Where a programme stands after its register entries.

Each event's module registers what follows from it with `apply`.
"""

from collections.abc import Iterable
from datetime import date
from functools import singledispatch

from domain.register.entries import Entry
from domain.register.events import Event
from domain.state.programme_state import ProgrammeState

REMEMBERED_COMMANDS = 64
"""More than can be in flight on one workflow; an older one is found in the register."""


@singledispatch
def apply(event: Event, state: ProgrammeState, today: date) -> ProgrammeState:
    """`state` after `event`, which happened on `today` by the programme's clock. Events never fail."""
    raise NotImplementedError(f"nothing follows from {type(event).__name__}")


def fold(state: ProgrammeState, entries: Iterable[Entry]) -> ProgrammeState:
    """`state` after `entries`; those it has seen already are passed over."""
    for entry in entries:
        # An activity that was tried again returns entries that were folded already: nothing happens twice.
        if entry.seq > state.head.seq:
            today = state.rules.calendar.day_of(entry.at)
            after = apply(entry.event, state.on(today), today)
            recent = (*state.recent, entry.key)[-REMEMBERED_COMMANDS:]
            state = after.model_copy(update={"head": entry.head, "at": entry.at, "recent": recent})
    return state
