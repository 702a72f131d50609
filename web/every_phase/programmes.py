"""All programmes of whoever asks: what is late, what comes this week, and whose turn it is."""

from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from starlette.responses import Response

from domain.shared.messages import N_, Message
from domain.state.programme_state import Phase
from service.callers import Caller
from service.every_phase import selections
from service.every_phase.list_programmes import WantedProgrammes, written_place
from service.every_phase.selections import Saved
from service.following import position_of
from service.reading import Reading
from store.every_phase import standings
from store.every_phase.standings import OPEN, Counts, Listed
from web.every_phase.turns import ShownTurn, shown
from web.http.page import Page, Shows
from web.http.refusals import NoSuchPage
from web.sign_in.session import Who, reads
from words.language import Language
from words.turns import WHOSE
from words.vocabulary import ENDINGS, PHASES

router = APIRouter()

ReadsStanding = Annotated[Reading, reads("standing")]

WEEK = timedelta(days=7)
ASKED_FOR = (
    "office",
    "principal",
    "candidate",
    "representative",
    "kwartiermaker",
    "panel",
    "member",
    "judge",
)
"""The roles that somebody may want to see what waits for."""

FILES: Mapping[str, Message] = {
    "xlsx": N_("Excel (.xlsx)"),
    "csv": N_("CSV"),
    "ics": N_("calendar (.ics)"),
}
LESS: Mapping[str, Message] = {
    "search": N_("Without the words “{words}”"),
    "phase": N_("In whatever phase"),
    "role": N_("Waiting for whomever"),
    "late": N_("Late or not"),
    "due_by": N_("With whatever last day"),
    "mine": N_("Also those that do not wait for me"),
    "situation": N_("Those that go on"),
}
"""What to ask less of, by the field that asks it."""

GROUPS: Mapping[str, Message] = {
    "late": N_("Late"),
    "soon": N_("This week"),
    "later": N_("Later"),
    "ended": N_("Finished"),
}


@dataclass(frozen=True)
class View:
    """A selection that is asked for most: how it is called, what it asks, and how many are in it."""

    title: str
    address: str
    count: int
    current: bool


@dataclass(frozen=True)
class Row:
    """One programme in the list."""

    slug: str
    title: str
    phase: str
    situation: str
    ending: str
    turn: ShownTurn | None
    may_remind: bool


@dataclass(frozen=True)
class Group:
    """Programmes that are as pressing as each other."""

    title: str
    rows: Sequence[Row]


@router.get("/programmes", operation_id="pageProgrammes")
async def programmes(page: Shows, read: ReadsStanding, who: Who) -> Response:
    """The programmes that are asked for, first what must be done first."""
    now, wanted = datetime.now(UTC), _wanted(page.request.query_params)
    asked = _as_listed(wanted)
    # At once: each of them looks through everything.
    found, (counts, saved) = await gather(_found(read, asked), _counted(read, who, now.date()))
    looser = await _loosened(read, asked) if not found else None
    groups = _grouped(found, now, page.language)
    more = _following(wanted, found) if len(found) == wanted.limit else None
    return page.show(
        "every_phase/programmes.html",
        today=page.language.full_day(now.date()),
        position=position_of(now),
        groups=groups,
        views=[*_saved(saved, wanted), *_views(counts, wanted, now.date(), page.language)],
        saved=bool(saved),
        saving=_saving(saved, wanted),
        reminding=any(row.may_remind for group in groups for row in group.rows),
        wanted=wanted,
        phases=[(phase, page.language.say(PHASES[phase])) for phase in get_args(Phase)],
        roles=[(role, page.language.say(WHOSE[role])) for role in WHOSE if role in ASKED_FOR],
        more=more,
        filtered=wanted.model_dump(exclude_defaults=True) != {},
        looser=_looser(wanted, looser or {}, page.language),
        files=_files(wanted),
        starts=who.starts,
        waiting=counts.mine,
    )


async def _found(read: Reading, asked: WantedProgrammes) -> list[Listed]:
    async with read.resources.listing() as connection:
        return await read.listed(connection, asked.filter, "due", asked.place, asked.limit)


async def _counted(read: Reading, who: Caller, today: date) -> tuple[Counts, Sequence[Saved]]:
    async with read.resources.listing() as connection:
        return await selections.counted(connection, read.lists, who, today)


async def _loosened(read: Reading, asked: WantedProgrammes) -> Mapping[str, int]:
    async with read.resources.listing() as connection:
        return await standings.loosened(connection, read.lists, asked.filter)


def _wanted(query: QueryParams) -> WantedProgrammes:
    """What the address asks for. Raises `NoSuchPage`."""
    try:
        # A form sends what nobody chose as well, empty.
        return WantedProgrammes.model_validate({name: value for name, value in query.items() if value})
    except ValidationError:
        raise NoSuchPage from None


def _as_listed(wanted: WantedProgrammes) -> WantedProgrammes:
    """The same as the list shows it: without being asked, what has ended is not what somebody comes for."""
    return wanted.model_copy(update={"sort": "due", "situation": wanted.situation or "open"})


def wanted_as_listed(page: Page) -> WantedProgrammes:
    """What the address asks for, as the list shows it. Raises `NoSuchPage`."""
    return _as_listed(_wanted(page.request.query_params))


def _files(wanted: WantedProgrammes) -> list[tuple[str, Message]]:
    """The whole selection as files, whichever page of it is shown."""
    query = _address(wanted.model_copy(update={"after": "", "limit": 50}), "").removesuffix("?")
    return [(f"/programmes.{ending}{query}", name) for ending, name in FILES.items()]


def _looser(
    wanted: WantedProgrammes, counts: Mapping[str, int], language: Language
) -> list[tuple[str, str, int]]:
    """What to ask less of, where nothing is like what was asked: with how many programmes there are then."""
    given = wanted.model_dump(exclude_defaults=True)
    begun = wanted.model_copy(update={"after": ""})
    found: list[tuple[str, str, int]] = []
    for field, less in LESS.items():
        if field in given and counts.get(field):
            without = begun.model_copy(update={field: WantedProgrammes.model_fields[field].default})
            words = language.say(less, words=wanted.search)
            found.append((_address(without).removesuffix("?"), words, counts[field]))
    return found


def _following(wanted: WantedProgrammes, found: Sequence[Listed]) -> str:
    """The address of the next page."""
    return _address(wanted, after=written_place(found[-1].place("due"), "due"))


def _address(wanted: WantedProgrammes, begin: str = "/programmes", **changes: str) -> str:
    given = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True) | changes
    return f"{begin}?" + urlencode({name: str(value).lower() for name, value in given.items()})


def _grouped(found: Iterable[Listed], now: datetime, language: Language) -> list[Group]:
    rows: dict[str, list[Row]] = {key: [] for key in GROUPS}
    for listed in found:
        row = _row(listed, listed.today(now), language)
        rows[_urgency(listed, row)].append(row)
    return [Group(language.say(title), rows[key]) for key, title in GROUPS.items() if rows[key]]


def _urgency(listed: Listed, row: Row) -> str:
    if listed.standing.situation not in OPEN:
        return "ended"
    if listed.standing.late:
        return "late"
    return row.turn.urgency if row.turn is not None else "later"


def _row(listed: Listed, today: date, language: Language) -> Row:
    standing = listed.standing
    first = standing.first
    return Row(
        slug=listed.slug,
        title=listed.title,
        phase=language.say(PHASES[standing.phase]),
        situation=standing.situation,
        ending="" if standing.ending is None else language.say(ENDINGS[standing.ending]),
        turn=None if first is None else shown(first, listed, today, language),
        may_remind=_may_remind(listed),
    )


def _may_remind(listed: Listed) -> bool:
    """Whether whoever asks can have those reminded whose turn it is, as far as the row tells."""
    standing = listed.standing
    return (
        standing.situation == "running"
        and any(turn.people or turn.role == "representative" for turn in standing.turns)
        and listed.reader in {standing.principal, *standing.office}
    )


def _saved(saved: Sequence[Saved], wanted: WantedProgrammes) -> list[View]:
    """What whoever asks has saved; it stands before what everybody has."""
    current, found = selections.address(wanted), list[View]()
    for one in saved:
        asked = selections.address(one.wanted)
        found.append(View(one.selection.name, f"/programmes?{asked}", one.count, asked == current))
    return found


def _saving(saved: Sequence[Saved], wanted: WantedProgrammes) -> str | None:
    """What would be saved; None where nothing is chosen, or this is saved already."""
    asked = selections.address(wanted)
    known = {selections.address(one.wanted) for one in saved}
    return asked if asked and asked not in known else None


def _views(counts: Counts, wanted: WantedProgrammes, today: date, language: Language) -> list[View]:
    """The selections, each with how many are in it; those without any stay away, but for the first."""
    soon = (today + WEEK).isoformat()
    asked: Sequence[tuple[Message, Mapping[str, str], int]] = (
        (N_("All that go on"), {}, counts.open),
        (N_("Late"), {"late": "true"}, counts.late),
        (N_("This week"), {"dueBy": soon}, counts.soon),
        (N_("Waiting for me"), {"mine": "true"}, counts.mine),
        (N_("Waiting for the office"), {"role": "office"}, counts.office),
        (N_("Suspended"), {"situation": "suspended"}, counts.suspended),
        (N_("Finished"), {"situation": "ended"}, counts.finished),
    )
    given = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    current = {name: str(value).lower() for name, value in given.items()}
    return [
        View(
            language.say(title),
            f"/programmes?{urlencode(query)}" if query else "/programmes",
            count,
            current == query,
        )
        for nth, (title, query, count) in enumerate(asked)
        if count or nth == 0
    ]
