"""What PostgreSQL tells of, heard once for a whole process and handed on to everybody who follows programmes.

Nobody's news are queued: of each programme it is noted from where it is to be read again. So whoever is slow
costs no memory, and hears it later.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import asyncpg
import structlog

from service.waiting import DATABASE_AWAY
from store.register import notices
from store.register.notices import Appended, Notice

LARGEST = 1000
"""Programmes of which news are noted for one who follows all of them; with more, all is read again."""

READING_AT_ONCE = 5
"""How many who follow read at a time, so that an entry of which hundreds hear keeps nobody else waiting."""

AGAIN_AFTER = (0.1, 0.5, 2.0)
"""Seconds after which a connection that was lost, or could not be had, is tried again."""

TELL_EVERY = 1.0
"""Seconds between two notices of contributions to one programme."""

log = structlog.get_logger()


@dataclass
class News:
    """What has come since somebody looked: per programme the entry after which there is something to read.

    With `again` something may have been missed, so that all must be read again.
    """

    appended: dict[str, int] = field(default_factory=dict[str, int])
    contributed: set[str] = field(default_factory=set[str])
    again: bool = False

    def __bool__(self) -> bool:
        return bool(self.again or self.appended or self.contributed)


class Mailbox:
    """What somebody who follows one programme, or with None all of them, is to hear."""

    def __init__(self, programme: str | None) -> None:
        self.programme = programme
        self._news = News()
        self._come = asyncio.Event()

    def take(self) -> News:
        """What has come, which is forgotten here."""
        news, self._news = self._news, News()
        self._come.clear()
        return news

    async def filled(self) -> None:
        """Wait until something has come."""
        await self._come.wait()

    def put(self, notice: Notice) -> None:
        news = self._news
        if isinstance(notice, Appended):
            news.appended[notice.programme] = min(
                notice.after, news.appended.get(notice.programme, notice.after)
            )
        else:
            news.contributed.add(notice.programme)
        if len(news.appended) > LARGEST or len(news.contributed) > LARGEST:
            self._news = News(again=True)
        self._come.set()

    def read_again(self) -> None:
        """Something may have been missed."""
        self._news.again = True
        self._come.set()

    def put_back(self, news: News) -> None:
        """What was taken could not be read: all of it is read again, when something else comes."""
        self._news.contributed |= news.contributed
        self._news.again = True


class Notices:
    """The mailboxes of one process, and what it tells the others."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.reading = asyncio.Semaphore(READING_AT_ONCE)
        self._pool = pool
        self._boxes: dict[str | None, set[Mailbox]] = {}
        self._known: dict[str, int] | None = None
        self._telling: dict[str, asyncio.Task[None]] = {}
        self._untold: set[str] = set()

    def follow(self, programme: str | None) -> Mailbox:
        """A mailbox that is filled from now on, until it is given back."""
        box = Mailbox(programme)
        self._boxes.setdefault(programme, set()).add(box)
        return box

    def leave(self, box: Mailbox) -> None:
        """Give a mailbox back."""
        boxes = self._boxes.get(box.programme, set())
        boxes.discard(box)
        if not boxes:
            self._boxes.pop(box.programme, None)

    @property
    def followed(self) -> int:
        """How many mailboxes there are."""
        return sum(map(len, self._boxes.values()))

    async def hear(self, dsn: str) -> None:
        """Fill mailboxes until cancelled, by one connection that is made again when it is lost."""
        tried = 0

        def looked(lately: Sequence[Appended]) -> None:
            nonlocal tried
            tried = 0
            self._look(lately)

        while True:
            self._known = None
            try:
                await notices.listen(dsn, looked, self._hand_on)
                log.warning("the connection that listens is lost")
            except DATABASE_AWAY as error:
                log.warning("cannot listen", error=repr(error))
            await asyncio.sleep(AGAIN_AFTER[min(tried, len(AGAIN_AFTER) - 1)])
            tried += 1

    def _look(self, lately: Sequence[Appended]) -> None:
        """Hand on what was appended `lately` and nobody told."""
        if self._known is None:
            # What was told before this moment was told to nobody here.
            for box in [box for boxes in self._boxes.values() for box in boxes]:
                box.read_again()
        else:
            known = self._known
            for one in lately:
                if one.last > (told := known.get(one.programme, one.after)):
                    self._put(one._replace(after=max(told, one.after)))
        # All others are told of, or older than what still comes into sight.
        self._known = {one.programme: one.last for one in lately}

    def _hand_on(self, notice: Notice) -> None:
        if isinstance(notice, Appended) and self._known is not None:
            self._known[notice.programme] = max(notice.last, self._known.get(notice.programme, 0))
        self._put(notice)

    def _put(self, notice: Notice) -> None:
        for box in (*self._boxes.get(notice.programme, ()), *self._boxes.get(None, ())):
            box.put(notice)

    def contributed(self, programme: str) -> None:
        """Tell everybody that what is counted has changed: at once, or with what else comes in a second."""
        if programme not in self._telling:
            self._telling[programme] = asyncio.create_task(self._tell(programme))
            return
        self._untold.add(programme)

    async def _tell(self, programme: str) -> None:
        try:
            while True:
                self._untold.discard(programme)
                try:
                    async with self._pool.acquire() as connection:
                        await notices.tell_of_contributions(connection, programme)
                except DATABASE_AWAY as error:
                    # A hint only: whoever looks finds the numbers as they are.
                    log.warning("cannot tell of contributions", error=repr(error))
                await asyncio.sleep(TELL_EVERY)
                if programme not in self._untold:
                    return
        finally:
            del self._telling[programme]

    async def stop_telling(self) -> None:
        """Tell of nothing any more."""
        telling = [*self._telling.values()]
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)


@asynccontextmanager
async def heard(dsn: str, pool: asyncpg.Pool) -> AsyncGenerator[Notices]:
    """Notices for as long as the context lasts; PostgreSQL need not be there yet."""
    found = Notices(pool)
    hearing = asyncio.create_task(found.hear(dsn))
    try:
        yield found
    finally:
        hearing.cancel()
        with suppress(asyncio.CancelledError):
            await hearing
        await found.stop_telling()
