"""Where programmes stand, folded by this process from the rules and entries in the database."""

from collections import OrderedDict
from collections.abc import Sequence

from domain.register.entries import Entry
from domain.register.steps import Step
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register

REMEMBERED = 500
"""Programmes; one takes some hundred kilobytes at most."""


class Standing:
    """Remembers where programmes stand, so that only what is new is read and folded."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, ProgrammeState] = OrderedDict()

    def known(self, step: Step) -> ProgrammeState | None:
        """Where the programme of `step` stands, when this process has seen the very head that it names."""
        state = self._states.get(step.programme)
        return state if state is not None and state.head == step.head else None

    async def at(self, connection: Connection, step: Step) -> ProgrammeState | None:
        """Where the programme stands at the head that `step` names; None when its register has no such."""
        state = self._states.get(step.programme)
        if state is not None and state.head.seq <= step.head.seq:
            state = await _further(connection, state)
        # Otherwise, or where it went on from another entry, a backup was put back: nothing known holds.
        if state is None or state.head != step.head:
            beginning = await programmes.beginning(connection, step.programme)
            state = await _further(connection, beginning) if beginning is not None else None
        if state is None or state.head != step.head:
            return None
        self._remember(state)
        return state

    def went_on(self, entries: Sequence[Entry]) -> None:
        """Take in what was just appended: once it is committed, not before."""
        state = self._states.get(entries[0].programme)
        if state is not None and state.head.hash == entries[0].prev:
            self._remember(fold(state, entries))

    def _remember(self, state: ProgrammeState) -> None:
        self._states[state.slug] = state
        self._states.move_to_end(state.slug)
        while len(self._states) > REMEMBERED:
            self._states.popitem(last=False)


async def _further(connection: Connection, state: ProgrammeState) -> ProgrammeState | None:
    """Where a programme stands by now; None where its register does not go on from where it stood."""
    entries = await register.read(connection, state.slug, after=state.head.seq)
    if entries and entries[0].prev != state.head.hash:
        return None
    return fold(state, entries)
