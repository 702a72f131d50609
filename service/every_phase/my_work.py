"""What waits for somebody, in all their programmes."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.reading.standings import Waited
from service.callers import Caller
from service.reading import Reading, Shown
from service.resources import Resources
from store.every_phase import standings
from store.every_phase.standings import OPEN, Filter, Listed

MOST = 100
"""More than anybody does in a day; whoever has more finds the rest in the list of programmes."""

STANDING = Shown(("standing",))


@dataclass(frozen=True)
class Work:
    """A turn of somebody's; with the name of the organisation for which they have to do it, if any."""

    programme: Listed
    turn: Waited
    organisation: str | None = None

    @property
    def order(self) -> tuple[bool, date, str]:
        """What has to be done first comes first, and what has no day last."""
        return self.turn.due is None, self.turn.due or date.max, self.programme.slug


async def of(resources: Resources, caller: Caller) -> Sequence[Work]:
    """What waits for `caller`, first what must be done first; one more than `MOST` where there is more."""
    # At once: both look through everything.
    listed, silent = await gather(_mine(resources, caller), _silent(resources, caller))
    found = [Work(one, turn) for one in listed for turn in one.standing.turns if one.reader in turn.people]
    found += [
        Work(one, turn, organisation)
        for one, organisation in silent
        for turn in one.standing.turns
        if turn.code == "contribute"
    ]
    return sorted(found, key=lambda work: work.order)[: MOST + 1]


async def _mine(resources: Resources, caller: Caller) -> Sequence[Listed]:
    read = Reading(resources, caller, STANDING)
    async with resources.listing() as connection:
        return await read.listed(connection, Filter(situations=OPEN, mine=True), "due", limit=MOST + 1)


async def _silent(resources: Resources, caller: Caller) -> Sequence[tuple[Listed, str]]:
    async with resources.listing() as connection:
        return await standings.silent_organisations(connection, caller.account, MOST + 1)
