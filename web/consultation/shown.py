"""A round of asking as somebody looks at it: how far each group is, who is silent, and what it gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.blueprint.model import Blueprint
from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.nudge_silent import SilentNudged
from domain.state.programme_state import Consultation as Held
from domain.state.programme_state import ProgrammeState
from service.asking.possible import clock
from service.reading import ReadContext
from store.consultation import consultations, silence
from store.consultation.consultations import Consultation
from store.consultation.silence import Invited
from store.register import entries
from store.responses import responses
from web.consultation.support import OfGroup, of_round

SMALL = 12
"""So many silent organisations of a group stand there open and ticked; more of them are folded."""
SILENT_NUDGED = "silent.nudged"
"""The kind of the entries that say that somebody asked who is silent once more."""
MOST_LISTED = 700
"""Silent organisations that one page lists."""


class Rate(NamedTuple):
    """How far a group is; nothing is `expected` where the blueprint expects nothing of it."""

    title: str
    answered: int
    invited: int
    percent: int
    expected: int
    short: int

    @classmethod
    def of(cls, title: str, answered: int, invited: int, expected: int) -> "Rate":
        # Rounded up: a part of an organisation does not answer.
        needed = -(-expected * invited // 100)
        percent = answered * 100 // invited if invited else 0
        return cls(title, answered, invited, percent, expected, max(needed - answered, 0))


class Silent(NamedTuple):
    """The silent organisations of one group."""

    key: str
    title: str
    organisations: Sequence[Invited]

    @property
    def is_small(self) -> bool:
        return len(self.organisations) <= SMALL


Counts = Mapping[str, tuple[int, int]]
"""By group, how many organisations have answered, and of how many."""


class Rounds(NamedTuple):
    """What a group said, round after round."""

    title: str
    rounds: Sequence[OfGroup]


@dataclass(frozen=True)
class Shown:
    """One round; `reminded` is the last day on which somebody asked who is silent once more, and whom."""

    row: Consultation
    state: ProgrammeState
    blueprint: Blueprint
    today: date
    rates: Sequence[Rate]
    silent: Sequence[Silent]
    silent_in_all: int
    rounds: Sequence[Rounds]
    reminded: tuple[date, int] | None
    kinds: Mapping[str, int] | None

    @property
    def titles(self) -> Mapping[str, str]:
        return {group.key: group.title for group in self.blueprint.definition.groups}


async def shown(sight: ReadContext, number: int) -> Shown:
    """The round `number`. Raises `NoSuchConsultation`."""
    one = await consultations.one(sight.connection, sight.slug, number)
    if one is None:
        raise NoSuchConsultation(consultation=number)
    row, counts = one
    state, blueprint = sight.state, await sight.blueprint()
    titles = {group.key: group.title for group in blueprint.definition.groups}
    held = [one for one in state.definition.rounds if one.number <= number and not one.is_open]
    may_see = row.status != "closed" and sight.reader.may("silence")
    found = await _silent(sight, number) if may_see else []
    return Shown(
        row=row,
        state=state,
        blueprint=blueprint,
        today=state.rules.calendar.day_of(clock(state)),
        rates=_rates(state, counts if may_see else {}, _counted(held, number), titles),
        silent=_by_group(found, titles),
        silent_in_all=row.invited - row.answered,
        rounds=_rounds(held, titles),
        reminded=await _reminded(sight, number),
        kinds=await _kinds(sight, number),
    )


def _counted(held: Sequence[Held], number: int) -> Counts | None:
    """As it was counted at the closing, whoever was added or withdrawn later; None before."""
    for one in held:
        if one.number == number:
            return {group: (one.answered.get(group, 0), of) for group, of in one.invited.items()}
    return None


def _rates(
    state: ProgrammeState, now: Counts, counted: Counts | None, titles: Mapping[str, str]
) -> list[Rate]:
    counts, rules = now if counted is None else counted, state.rules.definition
    bars = {group: bar.response for group, bar in rules.bars.items()}
    return [
        Rate.of(titles.get(group, group), *counts[group], rules.quorums.get(group) or bars.get(group, 0))
        for group in (*titles, *(counts.keys() - titles.keys()))
        if group in counts
    ]


async def _silent(sight: ReadContext, number: int) -> list[Invited]:
    return await silence.page(sight.connection, sight.slug, number, limit=MOST_LISTED)


def _by_group(found: Iterable[Invited], titles: Mapping[str, str]) -> list[Silent]:
    """The silent by group, first the small ones: those are asked one by one."""
    groups: dict[str, list[Invited]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    silent = [
        Silent(key, titles.get(key, key), sorted(them, key=lambda one: one.name))
        for key, them in groups.items()
    ]
    return sorted(silent, key=lambda group: len(group.organisations))


def _rounds(held: Sequence[Held], titles: Mapping[str, str]) -> list[Rounds]:
    by_round = [of_round(one, titles) for one in held]
    named = dict.fromkeys(group.title for groups in by_round for group in groups)
    return [
        Rounds(title, [group for groups in by_round for group in groups if group.title == title])
        for title in named
    ]


async def _reminded(sight: ReadContext, number: int) -> tuple[date, int] | None:
    if not sight.reader.may("silence"):
        return None
    asked = await entries.of_kinds(sight.connection, sight.slug, {SILENT_NUDGED})
    for entry in reversed(asked):
        if isinstance(entry.event, SilentNudged) and entry.event.consultation == number:
            return sight.state.rules.calendar.day_of(entry.at), entry.event.count
    return None


async def _kinds(sight: ReadContext, number: int) -> Mapping[str, int] | None:
    """What was done with the points, once that is settled."""
    if number not in sight.state.definition.settled or not sight.reader.may("settled_memos"):
        return None
    kinds = await responses.kinds(sight.connection, sight.slug, [number])
    return {str(kind): count for kind, count in kinds.items()}
