"""Where programmes stand: folded from the register, and remembered so that only what is new is read."""

from collections import OrderedDict
from datetime import UTC, datetime

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from store.register import entries

REMEMBERED = 500
"""Programmes; one takes some hundred kilobytes at most."""


class NoSuchProgramme(Missing):
    title = N_("There is no such programme")
    sentence = N_("There is no programme with the slug {slug}.")
    advice = N_("List the programmes to find its slug.")
    slug: str


class StateCache:
    """Remembers states; the register's end says whether one is still true."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, ProgrammeState] = OrderedDict()
        self._secrets: dict[str, bytes] = {}

    async def of(self, connection: Connection, slug: str) -> ProgrammeState:
        """Where the programme `slug` stands at this moment; raises `NoSuchProgramme`."""
        state = self._states.get(slug) or await programmes.beginning(connection, slug)
        if state is None:
            raise NoSuchProgramme(slug=slug)
        state = await reread(connection, state)
        self._remember(state)
        return state

    async def secret_of(self, connection: Connection, slug: str) -> bytes:
        """What keys the hashes of commands to the programme `slug`, which exists."""
        if slug not in self._secrets:
            self._secrets[slug] = await programmes.secret(connection, slug)
        return self._secrets[slug]

    def _remember(self, state: ProgrammeState) -> None:
        known = self._states.get(state.slug)
        # Two requests may read at once: what has read further stays.
        if known is None or known.head.seq <= state.head.seq:
            self._states[state.slug] = state
        self._states.move_to_end(state.slug)
        while len(self._states) > REMEMBERED:
            self._secrets.pop(self._states.popitem(last=False)[0], None)


async def reread(connection: Connection, state: ProgrammeState) -> ProgrammeState:
    """Where the programme of `state` stands by now, as the caller's transaction sees it."""
    now = fold(state, await entries.read(connection, state.slug, after=state.head.seq))
    return now.on(now.rules.calendar.day_of(datetime.now(UTC)))
