"""The way every activity writes: look where the register ends, do the work, append, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

import asyncpg
import structlog
from temporalio import activity

from activities.standing import Standing
from activities.telling import Telling
from activities.trusting import AHEAD, Trust
from domain.every_phase.deriving import DoesNotFollow, must_follow
from domain.every_phase.withdraw import CancellingDoesNotWithdraw, cancelling_withdraws
from domain.publication.holding import DocumentDoesNotHold
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.heads import SigningKey, is_signed
from domain.register.steps import Recorded, RecordStep, Refused, Step
from domain.shared.actors import OF_THE_PROGRAMME
from domain.shared.refusals import Refusal
from domain.state.programme_state import ProgrammeState
from domain.state.signature import CommandNotSigned, CommandTooOld
from store.database import Connection
from store.every_phase import alarms
from store.register import entries as register
from store.register import heads, projections, signed_commands
from store.register.entries import NOTHING, Allowed, Window

Work = Callable[[Connection], Awaitable[Sequence[Event]]]
"""Does a step's work in the given transaction and answers the events to append, if any."""

REPORTED: Mapping[type[Refusal], alarms.What] = {
    DoesNotFollow: "does_not_follow",
    CommandNotSigned: "not_signed",
    DocumentDoesNotHold: "does_not_hold",
    CancellingDoesNotWithdraw: "cancelled",
}
"""What is refused and may be somebody's attempt at what they may not."""


log = structlog.get_logger()


class Appending:
    """Appends what follows from the register, and nothing else, whoever asks for it.

    Commands of people must be signed by somebody whom `trust` knows. With `sign` the heads of decisions are
    signed.
    """

    def __init__(
        self,
        pool: asyncpg.Pool,
        sign: SigningKey | None = None,
        trust: Trust | None = None,
    ) -> None:
        self._pool = pool
        self._sign = sign
        self._trust = trust or Trust()
        self._standing = Standing(self._trust, sign)
        self._telling = Telling(pool)
        self._keys_are_kept = False

    async def append(self, step: Step, work: Work) -> Recorded:
        """Carry out `step` if the register still ends where the workflow thinks it does.

        Otherwise nothing is done, and the workflow hears what it has missed. A repeated step finds its own
        entries there and answers them, so that nothing happens twice. What is refused, by the work or because
        it does not follow, comes back as an answer: a failure would be tried again.
        """
        await self._keep_keys()
        try:
            recorded = await self._append(step, work)
        except tuple(REPORTED) as refusal:
            # Outside of the transaction, which is undone.
            await self._report(step, refusal)
            return Recorded(done=True, refused=Refused.of(refusal))
        except Refusal as refusal:
            return Recorded(done=True, refused=Refused.of(refusal))
        if recorded.done and recorded.entries:
            self._standing.went_on(recorded.entries)
            # Also of what an earlier try appended, which may have been killed before it told.
            await self._telling.tell(recorded.entries)
        return recorded

    async def append_events(self, step: RecordStep) -> Recorded:
        """Append what the workflow has decided: in one round trip when nothing else follows from it."""
        # What other tables follow, and a signature, belong into the same transaction as the entry.
        alone = not any(projections.follow(event) or is_signed(event.kind) for event in step.events)
        if alone and step.events and (entries := await self._append_at_once(step)):
            self._standing.went_on(entries)
            await self._telling.tell(entries)
            # The workflow made the events: by their hashes alone its history holds each once.
            return Recorded(hashes=tuple(entry.hash for entry in entries), done=True)

        async def work(_: Connection) -> Sequence[Event]:
            return step.events

        return await self.append(step, work)

    async def _keep_keys(self) -> None:
        """Keep the public keys beside what they signed, once: whoever checks it later has them there."""
        if not self._keys_are_kept:
            async with self._pool.acquire() as connection:
                await signed_commands.know(connection, self._trust.keys.values())
            self._keys_are_kept = True

    async def _append(self, step: Step, work: Work) -> Recorded:
        async with self._pool.acquire() as connection, connection.transaction():
            # Locked before the work: what that reads must still be so when its entry stands there.
            missed = await register.stand(connection, step)
            if missed is not None and not any(entry.seq > step.head.seq for entry in missed.entries):
                return missed
            if missed is None and _appends_nothing(step):
                return Recorded(done=True)
            # What came since is played as well: no workflow takes in what somebody else wrote there.
            waits = await self._standing.now(connection, step.programme)
            if waits is None:
                raise DoesNotFollow
            if missed is not None:
                return missed
            allowed = self._allowed(step, waits.state)
            events = [self._with_signer(event) for event in await work(connection)]
            entries = await register.append(connection, step, events, allowed, self._sign, waits)
            if entries is None:
                # Its end is locked since it was looked at: it is the clock that does not agree.
                await _must_be_in_time(connection, allowed.window)
                raise DoesNotFollow
            for entry in entries:
                await projections.project(connection, entry)
            if self._sign is not None:
                await heads.sign(connection, self._sign, entries)
            return Recorded(entries=tuple(entries), done=True)

    async def _append_at_once(self, step: RecordStep) -> list[Entry] | None:
        """Append where this process knows how the programme stands; None when that must be looked at."""
        waits = self._standing.known(step)
        # Whatever is refused here: others may have come first, or it is recorded already.
        with suppress(Refusal):
            if waits is not None:
                allowed = self._allowed(step, waits.state)
                async with self._pool.acquire() as connection:
                    return await register.append(connection, step, step.events, allowed, self._sign, waits)
        return None

    def _allowed(self, step: Step, state: ProgrammeState) -> Allowed:
        """How `step` may be appended where the programme stands. Raises `Refusal` when it may not."""
        allowed = NOTHING
        if isinstance(step, RecordStep) and step.actor.role not in OF_THE_PROGRAMME:
            # Before the rules: whoever signed nothing does not hear what they say.
            allowed = Allowed(*self._trust.of(step))
        must_follow(step, activity.info().activity_type, state)
        self._must_withdraw(step)
        # Nothing is said to have happened on a day to come.
        earliest = None if self._trust.clocks_move else step.at - AHEAD
        bounds = [moment for moment in (earliest, allowed.window.not_before) if moment is not None]
        return allowed._replace(window=allowed.window._replace(not_before=max(bounds, default=None)))

    def _must_withdraw(self, step: Step) -> None:
        """Raise `CancellingDoesNotWithdraw` where a cancelled run is to be an alarm, and no withdrawal."""
        # Asked here, not by the workflow: what it does with a refusal it did before, so that it replays.
        if self._trust.cancelling_withdraws or not isinstance(step, RecordStep):
            return
        if cancelling_withdraws(step.events):
            raise CancellingDoesNotWithdraw

    def _with_signer(self, event: Event) -> Event:
        """The event with whose signature goes under it: the chain holds that, and none can be left out."""
        if self._sign is None or not event.signed:
            return event
        return event.model_copy(update={"signed_by": self._sign.public.id})

    async def _report(self, step: Step, refusal: Refusal) -> None:
        what = REPORTED[type(refusal)]
        log.error("a step was refused, which no rightful one is", seq=step.head.seq + 1, code=refusal.code)
        counter = activity.metric_meter().create_counter(
            "kwartier_refused_steps", "Steps that were refused, and about which an alarm was raised"
        )
        counter.add(1, {"what": what})
        async with self._pool.acquire() as connection:
            await alarms.raise_for(connection, step.programme, what, activity.info().activity_type)


async def _must_be_in_time(connection: Connection, window: Window) -> None:
    if window.not_after is not None and await register.clock(connection) > window.not_after:
        raise CommandTooOld


def _appends_nothing(step: Step) -> bool:
    """Whether a workflow only asks what the register holds."""
    return isinstance(step, RecordStep) and not step.events
