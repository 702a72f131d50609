"""Following programmes: what happens in them, read again by position as notices say that there is something.

Nothing is remembered of anybody but how far they are, and no connection is held between two looks.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog

from domain.reading.rights import NotReadable
from domain.register.sealed import ShownEntry
from domain.shared.refusals import Refusal
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.open_votes import KINDS, open_votes, shown_to
from service.current_state import NoSuchProgramme
from service.notices import News
from service.reading import ReadContext, Reading
from service.waiting import DATABASE_AWAY
from store.register import entries as register
from store.register import notices

BATCH = 100
"""Entries that are read at once."""

log = structlog.get_logger()


class Happened(NamedTuple):
    """An entry as the reader is shown it; whoever goes on after `position` misses nothing after it."""

    entry: ShownEntry
    position: int


class Counted(NamedTuple):
    """What is counted in the consultations of a programme has changed."""

    programme: str


class Ended(NamedTuple):
    """They may not read any more."""

    refusal: Refusal


Happening = Happened | Counted | Ended


class Following(ABC):
    """Somebody who follows one programme, or with None all of those in which they have a part."""

    def __init__(self, reading: Reading, programme: str | None) -> None:
        self._reading = reading
        self._notices = reading.resources.notices
        self._box = self._notices.follow(programme)
        self._has_more = False

    @property
    def has_more(self) -> bool:
        """Whether there is more to read already."""
        return self._has_more

    @property
    @abstractmethod
    def position(self) -> int:
        """From where whoever goes on misses nothing."""

    async def waited(self) -> None:
        """Wait until there may be something to read."""
        await self._box.filled()

    def leave(self) -> None:
        """Follow no longer."""
        self._notices.leave(self._box)

    async def begun(self) -> tuple[Happening, ...]:
        """The first look. Raises what refuses it, and what PostgreSQL being away raises."""
        try:
            async with self._notices.reading:
                return await self._look(self._box.take())
        except BaseException:
            self.leave()
            raise

    async def read(self) -> tuple[Happening, ...]:
        """What has happened since the last time; the reader's rights are asked again."""
        # What comes while others read is taken with the rest.
        async with self._notices.reading:
            news = self._box.take()
            try:
                return await self._look(news)
            except (NotReadable, NoSuchProgramme) as refusal:
                return (Ended(refusal),)
            except DATABASE_AWAY as error:
                # Read when something else comes; the connection that listens says so when it is back.
                log.warning("cannot read what happened", error=repr(error))
                self._box.put_back(news)
                self._has_more = False
                return ()

    @abstractmethod
    async def _look(self, news: News) -> tuple[Happening, ...]:
        """What there is to say after `news`, to whoever may hear it now."""

    async def _shown(self, sight: ReadContext, after: int) -> list[ShownEntry]:
        """The next entries after number `after`, as `GET .../register` shows them."""
        found = await register.read(sight.connection, sight.slug, after=after, limit=BATCH)
        opened: frozenset[int] = frozenset()
        if any(isinstance(entry.event, BallotCast) for entry in found):
            opened = open_votes(await register.of_kinds(sight.connection, sight.slug, KINDS))
        own = sight.reader.id if sight.reader.may("own_running_vote") else None
        return [shown_to(entry, opened, own) for entry in found]


class FollowsProgramme(Following):
    """Follows one programme, after entry number `after`: each entry once, in order."""

    def __init__(self, reading: Reading, slug: str, after: int) -> None:
        super().__init__(reading, slug)
        self._slug = slug
        self._after = after

    @property
    def position(self) -> int:
        return self._after

    async def _look(self, news: News) -> tuple[Happening, ...]:
        async with self._reading.open(self._slug) as sight:
            # Of a register that was put back from a backup it may be more than there is.
            self._after = min(self._after, sight.state.head.seq)
            shown = await self._shown(sight, self._after)
        self._has_more = len(shown) == BATCH
        if shown:
            self._after = shown[-1].seq
        happened = [Happened(entry, entry.seq) for entry in shown]
        # A notice of those may have been missed as well.
        counted = [Counted(self._slug)] if news.contributed or news.again else []
        return (*happened, *counted)


class FollowsAll(Following):
    """Follows all programmes in which somebody has a part, from a position; without one from now on.

    That is in microseconds of PostgreSQL's clock, as `recorded_at` of entries, so that it holds after a
    backup was put back. Within one following each entry comes once; whoever goes on from a position has
    those of the two minutes before it again.
    """

    def __init__(self, reading: Reading, position: int | None) -> None:
        super().__init__(reading, None)
        self._position = position
        self._next: int | None = None
        self._sent: dict[str, int] = {}
        self._pending: dict[str, int] = {}
        self._counted: set[str] = set()
        self._again = position is not None

    @property
    def position(self) -> int:
        assert self._position is not None, "it has one once it was looked"
        return self._position

    async def _look(self, news: News) -> tuple[Happening, ...]:
        self._again = self._again or news.again
        try:
            await self._find(news)
            found = await self._of_next()
        except DATABASE_AWAY:
            # What was noted as pending is found again from the position.
            self._again = True
            raise
        self._has_more = bool(self._pending)
        counted: list[Counted] = []
        if not self._pending:
            # Only when nothing is left: whoever goes on from it would miss the rest of the others.
            assert self._next is not None, "it was just looked for"
            self._position, self._next = self._next, None
            counted = [Counted(slug) for slug in sorted(self._counted)]
            self._counted.clear()
        return (*(Happened(entry, self.position) for entry in found), *counted)

    async def _find(self, news: News) -> None:
        """Note in which programmes that know the reader there is something to read."""
        reading, who = self._reading, self._reading.found_as
        async with reading.resources.database() as connection:
            if self._next is None:
                self._next = position_of(await register.clock(connection))
            if self._position is None:
                self._position = self._next
            if self._again:
                # Once more what came before it: an entry is recorded at a moment when nobody sees it yet.
                moment = _moment(self._position) - notices.OVERLAP
                self._note(await notices.since(connection, who, moment))
                self._again = False
            known = await notices.known_in(connection, who, {*news.appended, *news.contributed})
        self._note({slug: after for slug, after in news.appended.items() if slug in known})
        # They may be known there, and have no part any more.
        for slug in news.contributed & known:
            self._counted.add(slug)
            self._note({slug: LAST})

    def _note(self, found: Mapping[str, int]) -> None:
        for slug, after in found.items():
            self._pending[slug] = min(after, self._pending.get(slug, after))

    async def _of_next(self) -> list[ShownEntry]:
        """The next entries of one of the programmes in which there is something to read."""
        if not self._pending:
            return []
        slug, noted = next(iter(self._pending.items()))
        after = max(noted, self._sent.get(slug, 0))
        try:
            async with self._reading.open(slug) as sight:
                shown = await self._shown(sight, after)
        except (NotReadable, NoSuchProgramme):
            self._counted.discard(slug)
            shown = []
        if shown:
            self._sent[slug] = shown[-1].seq
        if len(shown) < BATCH:
            del self._pending[slug]
        return shown


LAST_POSITION = 2**53 - 1
"""As far as a number in JSON is sure to be whole: some two centuries ahead."""

LAST = 2**31 - 1
"""After any entry: of such a programme it is only looked whether it may be read."""


def position_of(moment: datetime) -> int:
    """The position of whoever has heard everything up to `moment`, by PostgreSQL's clock."""
    return int((moment - EPOCH) / timedelta(microseconds=1))


def _moment(position: int) -> datetime:
    return EPOCH + timedelta(microseconds=position)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
