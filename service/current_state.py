"""Where programmes stand: folded from the register, and remembered so that only what is new is read."""

from collections import OrderedDict
from datetime import UTC, datetime

from domain.blueprint.model import Blueprint
from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.every_phase import programmes
from store.register import entries

REMEMBERED = 500
"""Programmes; one takes some hundred kilobytes at most."""

BLUEPRINTS = 100
"""Of how many programmes the blueprint is remembered: it has all their organisations."""


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
        self._blueprints: OrderedDict[str, Blueprint] = OrderedDict()

    async def of(self, connection: Connection, slug: str, head: int | None = None) -> ProgrammeState:
        """Where the programme `slug` stands at this moment; raises `NoSuchProgramme`.

        Whoever knows already at which entry its register ends says so by `head`: nothing new is not read.
        """
        state = self._states.get(slug) or await programmes.beginning(connection, slug)
        if state is None:
            raise NoSuchProgramme(slug=slug)
        state = _today(state) if state.head.seq == head else await reread(connection, state)
        self._remember(state)
        return state

    async def blueprint_of(self, connection: Connection, slug: str) -> Blueprint:
        """The frozen blueprint of the programme `slug`, which exists, without its people.

        Nothing else in it ever changes: people can be erased, and are asked for where they are kept.
        """
        if slug not in self._blueprints:
            whole = await programmes.blueprint(connection, slug)
            self._blueprints[slug] = whole.model_copy(update={"people": ()})
        self._blueprints.move_to_end(slug)
        while len(self._blueprints) > BLUEPRINTS:
            self._blueprints.popitem(last=False)
        return self._blueprints[slug]

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
    return _today(now)


def _today(state: ProgrammeState) -> ProgrammeState:
    return state.on(state.rules.calendar.day_of(datetime.now(UTC)))
