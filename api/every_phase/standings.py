"""Where programmes stand: folded from the register, and remembered so that only what is new is read."""

from collections import OrderedDict

from api.http.problems import Problem
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from store.register import entries

REMEMBERED = 500
"""Programmes; one takes some hundred kilobytes at most."""


class Standings:
    """Remembers states; the register's end says whether one is still true."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, ProgrammeState] = OrderedDict()
        self._secrets: dict[str, bytes] = {}

    async def of(self, connection: Connection, slug: str) -> ProgrammeState:
        """Where the programme `slug` stands at this moment; a 404 `Problem` when there is none."""
        state = self._states.get(slug) or await programmes.beginning(connection, slug)
        if state is None:
            raise Problem("no_such_programme", f"There is no programme with the slug {slug}.")
        state = fold(state, await entries.read(connection, slug, after=state.head.seq))
        self._remember(state)
        return state

    async def secret_of(self, connection: Connection, slug: str) -> bytes:
        """What keys the hashes of commands to the programme `slug`, which exists."""
        if slug not in self._secrets:
            self._secrets[slug] = await programmes.secret(connection, slug)
        return self._secrets[slug]

    def _remember(self, state: ProgrammeState) -> None:
        known = self._states.get(state.slug)
        if known is None or known.head.seq <= state.head.seq:
            self._states[state.slug] = state
        self._states.move_to_end(state.slug)
        while len(self._states) > REMEMBERED:
            self._secrets.pop(self._states.popitem(last=False)[0], None)
