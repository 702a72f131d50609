"""The way every activity writes: look where the register ends, do the work, append, in one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import asyncpg
import structlog
from temporalio import activity

from activities.standing import Standing
from domain.every_phase.deriving import DoesNotFollow, must_follow
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.heads import SigningKey, is_signed
from domain.register.steps import Recorded, RecordStep, Refused, Step
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.every_phase import alarms
from store.register import entries as register
from store.register import heads, projections

Work = Callable[[Connection], Awaitable[Sequence[Event]]]
"""Does a step's work in the given transaction and answers the events to append, if any."""

AHEAD = timedelta(minutes=1)
"""How far Temporal's clock may be before the database's."""

log = structlog.get_logger()


class Appending:
    """Appends what follows from the register, and nothing else, whoever asks for it.

    With `sign` the heads of decisions are signed. Where `clocks_move` a programme's clock may be ahead of
    the database's, as in development.
    """

    def __init__(
        self, pool: asyncpg.Pool, sign: SigningKey | None = None, *, clocks_move: bool = False
    ) -> None:
        self._pool = pool
        self._sign = sign
        self._clocks_move = clocks_move
        self._standing = Standing()

    async def append(self, step: Step, work: Work) -> Recorded:
        """Carry out `step` if the register still ends where the workflow thinks it does.

        Otherwise nothing is done, and the workflow hears what it has missed. A repeated step finds its own
        entries there and answers them, so that nothing happens twice. What is refused, by the work or because
        it does not follow, comes back as an answer: a failure would be tried again.
        """
        try:
            recorded = await self._append(step, work)
        except DoesNotFollow as refusal:
            # Outside of the transaction, which is undone.
            await self._report(step)
            return Recorded(done=True, refused=Refused.of(refusal))
        except Refusal as refusal:
            return Recorded(done=True, refused=Refused.of(refusal))
        if recorded.done and recorded.entries:
            self._standing.went_on(recorded.entries)
        return recorded

    async def append_events(self, step: RecordStep) -> Recorded:
        """Append what the workflow has decided: in one round trip when nothing else follows from it."""
        # What other tables follow, and a signature, belong into the same transaction as the entry.
        alone = not any(projections.follow(event) or is_signed(event.kind) for event in step.events)
        if alone and step.events and (entries := await self._append_at_once(step)):
            self._standing.went_on(entries)
            # The workflow made the events: by their hashes alone its history holds each once.
            return Recorded(hashes=tuple(entry.hash for entry in entries), done=True)

        async def work(_: Connection) -> Sequence[Event]:
            return step.events

        return await self.append(step, work)

    async def _append(self, step: Step, work: Work) -> Recorded:
        async with self._pool.acquire() as connection, connection.transaction():
            # Locked before the work: what that reads must still be so when its entry stands there.
            if (missed := await register.stand(connection, step)) is not None:
                return missed
            if not _appends_nothing(step):
                _must_follow(step, await self._standing.at(connection, step))
            entries = await register.append(connection, step, await work(connection), self._not_before(step))
            if entries is None:
                # The end is locked since it was looked at: it is the clock that does not agree.
                raise DoesNotFollow
            for entry in entries:
                await projections.project(connection, entry)
            if self._sign is not None:
                await heads.sign(connection, self._sign, entries)
            return Recorded(entries=tuple(entries), done=True)

    async def _append_at_once(self, step: RecordStep) -> list[Entry] | None:
        """Append where this process knows how the programme stands; None when that must be looked at."""
        state = self._standing.known(step)
        # Whatever is refused here: others may have come first, or it is recorded already.
        with suppress(Refusal):
            if state is not None:
                _must_follow(step, state)
                async with self._pool.acquire() as connection:
                    return await register.append(connection, step, step.events, self._not_before(step))
        return None

    def _not_before(self, step: Step) -> datetime | None:
        """When `step` may be sealed at the earliest: nothing is said to have happened on a day to come."""
        return None if self._clocks_move else step.at - AHEAD

    async def _report(self, step: Step) -> None:
        log.error("a step does not follow from the register and was refused", seq=step.head.seq + 1)
        async with self._pool.acquire() as connection:
            await alarms.raise_for(connection, step.programme, "does_not_follow", _activity())


def _must_follow(step: Step, state: ProgrammeState | None) -> None:
    if state is None:
        raise DoesNotFollow
    must_follow(step, _activity(), state)


def _activity() -> str:
    return activity.info().activity_type


def _appends_nothing(step: Step) -> bool:
    """Whether a workflow only asks what the register holds."""
    return isinstance(step, RecordStep) and not step.events
