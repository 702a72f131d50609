"""Letting somebody read: in which parts they ask is found once, and the table says what these may read."""

from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from domain.blueprint.model import Blueprint
from domain.reading.materials import Material
from domain.reading.parts import KnownReader, ReadingPart, parts_of
from domain.reading.rights import IN_A_PROGRAMME, READS, NotReadable, may_read
from domain.shared.rules import BodyRules
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from service import audit
from service.callers import Caller
from service.current_state import NoSuchProgramme, StateCache
from service.resources import Resources
from store import texts
from store.database import Connection, ForLists
from store.every_phase import standings
from store.every_phase.agenda import Coming
from store.every_phase.standings import FIRST, Filter, Listed, Place, Sort
from store.people import callers, people
from store.texts import Stored


class Shown(NamedTuple):
    """What a way in shows: to whoever may read `any_of` it, and of `also` to each what they may read."""

    any_of: tuple[Material, ...]
    also: tuple[Material, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Somebody who reads what is `shown` of one programme, in these parts; in none as a stranger.

    `speaks_for` are the codes of the organisations that they represent in it.
    """

    known: KnownReader
    parts: frozenset[ReadingPart]
    shown: Shown

    @property
    def id(self) -> str | None:
        """The id by which programmes know them, None for somebody never heard of."""
        return self.known.id

    @property
    def speaks_for(self) -> frozenset[str]:
        return self.known.organisations

    def sits_in(self, body: BodyRules) -> bool:
        """Whether they hold a seat in `body`."""
        return self.id in {seat.person for seat in body.seats}

    def may(self, what: Material) -> bool:
        """Whether they may read `what`: the one place where the table is asked."""
        # A way in that shows more than it said would be missing from docs/rights.md, and from the tests.
        assert what in (*self.shown.any_of, *self.shown.also), f"{what} is not shown here: {self.shown}"
        may = may_read(self.parts, what)
        # What somebody had no right to stays out of the answer, and is in the audit log when it is refused.
        if may:
            audit.note(material=what)
        return may

    def must(self, *any_of: Material) -> None:
        """Raise `NotReadable` unless they may read one of these."""
        if not any(map(self.may, any_of)):
            audit.note(material=any_of[0])
            raise NotReadable(what=any_of[0])


@dataclass(frozen=True)
class Sight:
    """One programme as it is at this moment."""

    connection: Connection
    state: ProgrammeState
    states: StateCache
    _texts: dict[str, Stored] = field(default_factory=dict[str, Stored], kw_only=True)

    @property
    def slug(self) -> str:
        return self.state.slug

    async def blueprint(self) -> Blueprint:
        """The frozen blueprint, without its people."""
        return await self.states.blueprint_of(self.connection, self.slug)

    async def text(self, id_: str) -> str:
        return (await self.texts(id_))[id_]

    async def document(self, ref: TextRef) -> str:
        """A text that the register has the hash of; raises `DocumentDoesNotHold`."""
        return (await self.documents([ref]))[ref.id]

    async def documents(self, refs: Collection[TextRef]) -> dict[str, str]:
        """Texts that the register has the hashes of, by id; raises `DocumentDoesNotHold`."""
        await self.load(*(ref.id for ref in refs))
        return texts.held_of(self._texts, refs)

    async def texts(self, *ids: str) -> dict[str, str]:
        await self.load(*ids)
        return texts.shown_of(self._texts, ids)

    async def load(self, *ids: str) -> None:
        """Read these texts at once, so that several who ask for some of them need not each."""
        if unread := [id_ for id_ in dict.fromkeys(ids) if id_ not in self._texts]:
            self._texts.update(await texts.stored(self.connection, unread))

    async def name(self, id_: str) -> str:
        return (await people.names(self.connection, self.slug, [id_])).get(id_, "")


@dataclass(frozen=True)
class ReadContext(Sight):
    """One programme as it is at this moment, for one reader."""

    reader: Reader


class Reading:
    """Lets the caller, None for somebody without a token, read what is shown."""

    def __init__(self, resources: Resources, caller: Caller | None, shown: Shown) -> None:
        self.resources = resources
        self._caller = caller
        self._shown = shown

    @property
    def has_token(self) -> bool:
        return self._caller is not None

    @asynccontextmanager
    async def open(self, slug: str) -> AsyncGenerator[ReadContext]:
        """The programme `slug`. Raises `NoSuchProgramme`, and `NotReadable` for whoever may not read this."""
        async with self.resources.database() as connection:
            known, head = await _met(connection, self._caller, slug)
            state = await self.resources.states.of(connection, slug, head)
            reader = self._reader(known, state)
            audit.note(part=", ".join(sorted(reader.parts)))
            # Before anything is looked up: whoever may not read it does not hear what there is.
            reader.must(*self._shown.any_of)
            yield ReadContext(connection, state, self.resources.states, reader)

    async def listed(
        self,
        connection: ForLists,
        which: Filter,
        sort: Sort = "slug",
        after: Place = FIRST,
        limit: int = 50,
    ) -> list[Listed]:
        """The programmes of which they may read it, and that are so, in the order `sort` after `after`."""
        # So that the rows alone say who may.
        assert all(what in READS[part] for what in self._shown.any_of for part in IN_A_PROGRAMME)
        found: list[Listed] = []
        while len(found) < limit:
            rows = await standings.page(connection, self.lists, which, sort, after, limit)
            for row in rows:
                now = await self._as_of_today(connection, row) if row.stale else row
                if now is not None:
                    found.append(now)
            if len(rows) < limit:
                break
            after = rows[-1].place(sort)
        return found[:limit]

    @property
    def lists(self) -> standings.Reader:
        """How the programmes are found that they have a part in."""
        everywhere = self._caller is not None and any(
            may_read(self._caller.claims, what) for what in self._shown.any_of
        )
        return standings.Reader(self._caller.account if self._caller is not None else None, everywhere)

    @property
    def found_as(self) -> standings.Reader:
        """As `lists`, but all programmes for whoever acts for an organisation, which no list looks at."""
        lists = self.lists
        acts = self._caller is not None and self._caller.acts_for is not None
        return lists._replace(everything=lists.everything or acts)

    async def _as_of_today(self, connection: Connection, row: Listed) -> Listed | None:
        """`row` as it is today, where the day alone may have changed it; None when they have no part now."""
        if not await self._may_today(connection, row.slug):
            return None
        now = await standings.as_of_today(connection, row.slug)
        return replace(now, reader=row.reader, number=row.number)

    async def still_theirs(self, connection: Connection, days: Sequence[Coming]) -> list[Coming]:
        """Those of `days` in whose programmes they have a part today, where the day alone changes that."""
        stale = {day.programme for day in days if day.stale}
        gone: set[str] = set()
        for slug in stale:
            if not await self._may_today(connection, slug):
                gone.add(slug)
        return [day for day in days if day.programme not in gone]

    async def _may_today(self, connection: Connection, slug: str) -> bool:
        known, head = await _met(connection, self._caller, slug)
        reader = self._reader(known, await self.resources.states.of(connection, slug, head))
        return any(map(reader.may, self._shown.any_of))

    def _reader(self, known: KnownReader, state: ProgrammeState) -> Reader:
        """The caller, in the parts that they have in the programme of `state`."""
        today = state.rules.calendar.day_of(datetime.now(UTC))
        return Reader(known, parts_of(known, state, today), self._shown)


async def _met(connection: Connection, caller: Caller | None, slug: str) -> tuple[KnownReader, int | None]:
    """Who asks, and at which entry the register ends; None where nothing is to be known of them."""
    if caller is None:
        return KnownReader(), None
    # Looked for, not remembered: whoever only reads is written down nowhere.
    met = await callers.meet(connection, slug, caller.account, caller.email, caller.acts_for)
    if met is None:
        raise NoSuchProgramme(slug=slug)
    audit.note(person=met.id)
    return KnownReader(met.id, caller.claims, met.organisations), met.head


@asynccontextmanager
async def looked_up(resources: Resources, slug: str) -> AsyncGenerator[Sight]:
    """The programme `slug` for somebody who acts: nobody is shown it, and the command says who may."""
    async with resources.database() as connection:
        yield Sight(connection, await resources.states.of(connection, slug), resources.states)
