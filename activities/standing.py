"""Where programmes stand, folded by this process from the rules and entries in the database.

What another process appended is not believed, nor what somebody else wrote there: the chain is computed, the
rules are played over it, and the signed commands behind people's entries are judged again.
"""

from collections import OrderedDict
from collections.abc import Sequence

import structlog

from activities.trusting import Trust
from domain.every_phase.playing import Kept, Played, play
from domain.every_phase.waits import Waits
from domain.register.entries import Break, Entry, chained
from domain.register.heads import SigningKey
from domain.register.steps import Step
from domain.shared.messages import N_
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register
from store.register import signed_commands

NOT_SEALED = N_("no worker sealed what an operator is said to have done")
REMEMBERED = 500
"""Programmes; one takes some hundred kilobytes at most."""

log = structlog.get_logger()


class Standing:
    """Remembers where programmes stand, so that only what is new is read and played.

    What was sealed with `sign`, or an earlier key that `trust` names, is not derived again: another version,
    with other rules, may have let it in.
    What follows is sealed, so that it stays let in when `trust` lets unsigned commands in no more.
    """

    def __init__(self, trust: Trust, sign: SigningKey | None) -> None:
        self._trust = trust
        self._sign = sign
        self._sealed_by = (*([sign.public] if sign else []), *trust.sealed_by)
        self._known: OrderedDict[str, Played] = OrderedDict()

    def known(self, step: Step) -> Waits | None:
        """Where the programme of `step` stands, when this process has seen the very head that it names."""
        played = self._known.get(step.programme)
        return played.waits if played is not None and played.state.head == step.head else None

    async def now(self, connection: Connection, slug: str) -> Waits | None:
        """Where a programme stands whose end is locked; None where an entry does not follow."""
        played = self._known.get(slug)
        further = await self._further(connection, played) if played is not None else None
        if further is None and (beginning := await programmes.beginning(connection, slug)) is not None:
            # Perhaps a backup was put back: nothing known holds then, and all is played anew.
            further = await self._further(connection, Played(Waits(beginning)))
        if further is None:
            self._known.pop(slug, None)
            return None
        self._remember(further)
        return further.waits

    def went_on(self, entries: Sequence[Entry]) -> None:
        """Take in what was just appended: once it is committed, not before."""
        played = self._known.get(entries[0].programme)
        if played is not None and played.state.head.hash == entries[0].prev:
            self._remember(played.after(entries))

    async def _further(self, connection: Connection, played: Played) -> Played | None:
        """Where a programme stands by now; None where its register does not go on from where it stood."""
        slug, head = played.state.slug, played.state.head
        raw = await register.stored(connection, slug, after=head.seq)
        if not raw:
            return played
        sealed = await register.sealed(connection, slug, self._sealed_by)
        entries = chained(raw, slug, head)
        kept = await self._kept(connection, slug, sealed + 1)
        further = entries if isinstance(entries, Break) else play(played, entries, kept)
        if isinstance(further, Played) and not isinstance(entries, Break):
            further = self._unsealed(entries, sealed) or further
        if isinstance(further, Break):
            log.error("an entry does not follow", programme=slug, seq=further.seq, why=str(further.why))
            return None
        if self._sign is not None and sealed < further.state.head.seq:
            await register.seal_end(connection, slug, further.state.head, self._sign)
        return further

    def _unsealed(self, entries: Sequence[Entry], sealed: int) -> Break | None:
        """The first entry of an operator's that no worker sealed, where workers seal what they append.

        It follows from nothing but its asking, so that whoever writes in PostgreSQL could end a programme.
        """
        if self._sign is None or self._trust.lets_unsigned_in:
            return None
        operators = (entry.seq for entry in entries if entry.actor.role == "operator" and entry.seq > sealed)
        first = next(operators, None)
        return None if first is None else Break(first, NOT_SEALED)

    async def _kept(self, connection: Connection, slug: str, since: int) -> Kept:
        commands = await signed_commands.read(connection, slug, after=since - 1)
        needed_from = None if self._trust.lets_unsigned_in else since
        return Kept(commands, self._trust.keys, since, needed_from)

    def _remember(self, played: Played) -> None:
        self._known[played.state.slug] = played
        self._known.move_to_end(played.state.slug)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
