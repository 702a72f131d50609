"""Where a programme stands, as far as lists of programmes show it: what its register comes down to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from domain.every_phase.turns import Turn, turns
from domain.every_phase.waits import Waits
from domain.reading.days import Day, days
from domain.reading.parts import readers
from domain.state.programme_state import Ending, Phase, ProgrammeState

Situation = Literal["running", "suspended", "approved", "rejected", "withdrawn"]


@dataclass(frozen=True)
class Waited(Turn):
    """A turn, and `since` which day it is waited for."""

    since: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where a programme stands after the entry `seq`.

    `people` are the ids of those with a part in it, `changes_on` the next day on which, without any entry,
    others have a part or have it no more.
    """

    seq: int
    at: datetime | None
    phase: Phase
    situation: Situation
    published: bool
    version: int
    principal: str
    kwartiermaker: str | None
    office: tuple[str, ...]
    turns: tuple[Waited, ...]
    days: tuple[Day, ...]
    people: tuple[str, ...]
    changes_on: date | None

    @property
    def ending(self) -> Ending | None:
        """How it ended, none while it goes on."""
        match self.situation:
            case "running" | "suspended":
                return None
            case ending:
                return ending

    @property
    def suspended_on(self) -> date | None:
        """Since when it is suspended: that it be resumed is then all that is waited for."""
        return next((turn.day for turn in self.turns if turn.code == "resume"), None)

    @property
    def waited_for(self) -> tuple[str, ...]:
        """The ids of those whose turn it is."""
        return tuple(sorted({person for turn in self.turns for person in turn.people}))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles, and the keys of the bodies, whose turn it is."""
        return tuple(sorted({name for turn in self.turns for name in (turn.role, turn.whose)}))

    @property
    def late(self) -> bool:
        """Whether anything that is waited for should have happened by now."""
        return any(turn.late for turn in self.turns)

    @property
    def first(self) -> Waited | None:
        """The turn that is to be done first: whose day comes first, and those without a day last."""
        return min(self.turns, key=lambda turn: (turn.due is None, turn.due or date.max), default=None)


def day_by_day(waits: Waits, until: date) -> Iterator[Standing]:
    """Where a programme stands after its last entry, and from each day on, up to `until`, that changes it."""
    day = waits.state.rules.calendar.day_of(waits.state.at) if waits.state.at is not None else until
    while True:
        now = standing(waits, day)
        yield now
        if now.changes_on is None or now.changes_on > until:
            return
        day = now.changes_on


def standing(waits: Waits, today: date) -> Standing:
    """Where a programme stands on the day `today`, by its register so far."""
    state = waits.state.on(today)
    return Standing(
        seq=state.head.seq,
        at=state.at,
        phase=state.phase,
        situation=_situation(state),
        published=state.published,
        version=state.version,
        principal=state.principal,
        kwartiermaker=state.kwartiermaker,
        office=tuple(sorted(state.office)),
        turns=tuple(_waited(turn, waits.since) for turn in turns(state)),
        days=days(state),
        people=tuple(sorted(readers(state, today))),
        changes_on=_changes_on(state, today),
    )


def _waited(turn: Turn, since: Mapping[str, date]) -> Waited:
    return Waited(**vars(turn), since=since.get(turn.key))


def _situation(state: ProgrammeState) -> Situation:
    if state.ending is not None:
        return state.ending
    return "running" if state.suspended_on is None else "suspended"


def _changes_on(state: ProgrammeState, today: date) -> date | None:
    """The first day after `today` on which a place passes on, or somebody's mandate is over."""
    passing = (transfer.first_day for transfer in state.transfers if not transfer.in_force)
    mandates = (m.last_day for m in state.sign_off.mandates.values() if m.withdrawn_on is None)
    days = [*passing, *(last + timedelta(days=1) for last in mandates)]
    return min((day for day in days if day > today), default=None)
