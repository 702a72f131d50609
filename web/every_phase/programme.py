"""One programme: where it stands, whose turn it is, what is still needed, and what one may do in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path
from starlette.responses import Response

from domain.every_phase import timeline
from domain.plan import gate
from domain.shared.messages import N_, Message, verbatim
from domain.sign_off import open_votes
from domain.state.programme_state import ProgrammeState
from service.asking.possible import clock
from service.reading import Reading
from store.every_phase import standings
from store.every_phase.standings import Listed
from store.register import entries
from web.every_phase.doable import doable
from web.every_phase.heading import OfProgramme
from web.every_phase.timeline import drawn
from web.every_phase.turns import ShownTurn, shown
from web.http.page import Shows
from web.plan.gate import place_of
from web.register.happened import Happened, in_words
from web.sign_in.session import reads
from words import vocabulary
from words.language import Language
from words.sentences import Names
from words.vocabulary import ENDINGS, PHASES

router = APIRouter()

ReadsProgramme = Annotated[Reading, reads("standing", also=("register", "own_running_vote"))]
Slug = Annotated[str, Path(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

LAST = 8
"""How many of the last entries are shown."""


@dataclass(frozen=True)
class Needed:
    """A criterion of the gate: whether it is met, and else what is missing, and where that is done."""

    about: str
    met: bool
    missing: str
    address: str


@dataclass(frozen=True)
class Day:
    """An open deadline."""

    about: str
    due: date
    day: str
    passed: bool


@router.get("/programmes/{slug}", operation_id="pageProgramme")
async def programme(slug: Slug, page: Shows, read: ReadsProgramme) -> Response:
    """Where the programme stands, first whose turn it is."""
    async with read.open(slug) as sight:
        listed = await standings.one(sight.connection, slug)
        blueprint = await sight.blueprint()
        known = blueprint.model_dump(mode="json")
        heading = OfProgramme.of(sight, listed.title)
        acts = doable(sight, page.language)
        writes = bool(sight.reader.parts & {"kwartiermaker", "drafter"})
        today = sight.state.rules.calendar.day_of(clock(sight.state))
        head = sight.state.head.seq
        # In one look: what the timeline is drawn from, what says which votes are open, and the last entries.
        told = await entries.of_kinds(
            sight.connection, slug, {*timeline.KINDS, *open_votes.KINDS}, and_after=head - LAST
        )
        line = drawn(timeline.timeline(sight.state, told, today), listed.bodies, today, page.language)
        last: list[Happened] = []
        if shows_register := sight.reader.may("register"):
            newest = [entry for entry in told if head - LAST < entry.seq <= head]
            opened = open_votes.open_votes(told)
            last += await in_words(sight, blueprint, page.language, newest, opened)
    turns = [shown(turn, listed, today, page.language) for turn in listed.standing.turns]
    mine = [
        each
        for turn, each in zip(listed.standing.turns, turns, strict=True)
        if sight.reader.id in turn.people
    ]
    return page.show(
        "every_phase/programme.html",
        programme=heading,
        about=_about(listed, page.language),
        today=page.language.full_day(today),
        now=page.language.time(datetime.now(ZoneInfo(sight.state.rules.calendar.timezone))),
        head=head,
        shows_register=shows_register,
        whose=_whose(turns, page.language),
        turns=turns,
        mine=mine[0] if mine else None,
        ending=_ending(listed, page.language),
        published=listed.standing.published,
        gate=_gate(sight.state, Names.of(known, {}), page.language, writes=writes),
        days=_days(sight.state, today, page.language),
        happened=list(reversed(last)),
        timeline=line,
        moves=next(
            (f"{one.address}?deadline=term" for one in acts if one.address.endswith("/move-deadline")), None
        ),
        acts=acts,
    )


def _about(listed: Listed, language: Language) -> str:
    """Its phase, and the people who answer for it."""
    now, names = listed.standing, listed.names
    phase = language.say(PHASES[now.phase])
    if now.kwartiermaker is None:
        led = N_("{phase} · principal {principal}")
    else:
        led = N_("{phase} · kwartiermaker {kwartiermaker} · principal {principal}")
    who = {"principal": names.get(now.principal, ""), "kwartiermaker": names.get(now.kwartiermaker or "", "")}
    return language.say(led, phase=phase[:1].upper() + phase[1:], **who)


def _whose(turns: Sequence[ShownTurn], language: Language) -> str:
    """Whose turn it is, of what comes first: the others are said with theirs."""
    if not turns:
        return ""
    first = turns[0]
    person = N_("Whose turn it is: {whose}, {person}") if first.person else N_("Whose turn it is: {whose}")
    return language.say(person, whose=first.whose, person=first.person)


def _ending(listed: Listed, language: Language) -> str:
    ending = listed.standing.ending
    return "" if ending is None else language.say(ENDINGS[ending])


def _gate(state: ProgrammeState, names: Names, language: Language, *, writes: bool) -> list[Needed]:
    """What must hold before the definition phase may end, first what does not; nothing in other phases."""
    if state.phase != "definition" or state.ending is not None:
        return []
    criteria = sorted(gate.criteria(state), key=lambda criterion: criterion.met)
    return [
        Needed(
            language.say(vocabulary.criterion(one.key, names.groups)),
            one.met,
            language.say(_missing(one)),
            f"/programmes/{state.slug}{place}" if (place := place_of(one, state, writes=writes)) else "",
        )
        for one in criteria
    ]


def _missing(criterion: gate.Criterion) -> Message:
    if criterion.met:
        return N_("done", "criterion")
    if criterion.need > 1 and criterion.need == criterion.have + criterion.short_by and criterion.have:
        short = N_("{n} of {need} to go")
        return short.having(n=criterion.short_by, need=criterion.need)
    return criterion.missing[0] if criterion.missing else verbatim("")


def _days(state: ProgrammeState, today: date, language: Language) -> list[Day]:
    """The open deadlines, first the one that comes first."""
    found = sorted(state.deadlines.items(), key=lambda item: (item[1].due, item[0]))
    return [
        Day(
            language.say(vocabulary.deadline(key)),
            deadline.due,
            language.brief_day(deadline.due, today),
            deadline.passed,
        )
        for key, deadline in found
    ]
