"""What comes: meetings, rounds and deadlines of all programmes of whoever asks, by week and by day."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

from domain.shared.messages import N_
from service.asking.values import Key
from service.every_phase import agenda, exports
from service.every_phase.agenda import from_the
from service.every_phase.list_programmes import Selected
from service.reading import Reading
from store.every_phase import standings
from store.every_phase.agenda import Coming, Place
from store.every_phase.standings import Counts
from web.every_phase.exports import calendar
from web.http.page import Page, Shows
from web.http.refusals import NoSuchPage
from web.sign_in.session import reads
from words import turns
from words.days import what
from words.language import Language
from words.turns import Urgency

router = APIRouter()

ReadsStanding = Annotated[Reading, reads("standing")]

A_PAGE = 50
OPEN = Selected(situation="open")


class Asked(BaseModel):
    """What the address asks for: what is `mine` or everything, after which day of which programme."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mine: bool = False
    after: date | None = None
    programme: Key | None = None
    deadline: str = Field(default="", max_length=120, pattern=r"^[a-z0-9-]*$")

    def place(self, today: date) -> Place:
        if self.after is None:
            return from_the(today)
        return Place(self.after, self.programme or "", self.deadline)


@dataclass(frozen=True)
class Item:
    """One thing on a day: what, in which programme, and the page about it."""

    what: str
    title: str
    address: str


@dataclass(frozen=True)
class Day:
    """A day on which something is, and how far off it is."""

    on: date
    name: str
    distance: str
    urgency: Urgency
    items: Sequence[Item]


@dataclass(frozen=True)
class Week:
    """The days of a week on which something is."""

    title: str
    days: Sequence[Day]


@router.get("/agenda", operation_id="pageAgenda")
async def show(page: Shows, read: ReadsStanding) -> Response:
    """What comes, first what comes first."""
    asked, today = _asked(page), datetime.now(UTC).date()
    # At once: both look through everything.
    found, counts = await gather(_coming(read, asked, today), _counts(read, today))
    return page.show(
        "every_phase/agenda.html",
        today=page.language.full_day(today),
        weeks=_weeks(found, today, page.language),
        mine=asked.mine,
        begins=asked.after is None,
        more=_following(asked, found[-1].place) if len(found) == A_PAGE else None,
        file="/agenda.ics?mine=true" if asked.mine else "/agenda.ics",
        waiting=counts.mine,
    )


@router.get("/agenda.ics", operation_id="exportAgenda")
async def as_calendar(page: Shows, read: ReadsStanding) -> Response:
    """The same as a calendar to follow."""
    asked = _asked(page)
    days = await exports.days(read, OPEN, mine=asked.mine)
    return await calendar(page, read, N_("Agenda"), days, "agenda.ics")


async def _coming(read: Reading, asked: Asked, today: date) -> Sequence[Coming]:
    async with read.resources.listing() as connection:
        return await agenda.coming(connection, read, asked.place(today), A_PAGE, mine=asked.mine)


async def _counts(read: Reading, today: date) -> Counts:
    async with read.resources.listing() as connection:
        return await standings.counts(connection, read.lists, today)


def _asked(page: Page) -> Asked:
    """What the address asks for. Raises `NoSuchPage`."""
    try:
        return Asked.model_validate(dict(page.request.query_params))
    except ValidationError:
        raise NoSuchPage from None


def _following(asked: Asked, last: Place) -> str:
    mine = {"mine": "true"} if asked.mine else {}
    place = {"after": last.on.isoformat(), "programme": last.programme, "deadline": last.deadline}
    return f"/agenda?{urlencode({**mine, **place})}"


def _weeks(found: Sequence[Coming], today: date, language: Language) -> list[Week]:
    return [
        Week(_week(monday, today, language), _days(list(days), today, language))
        for monday, days in groupby(found, lambda coming: _monday(coming.day.on))
    ]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, today: date, language: Language) -> str:
    """What a week is called: this one and the next as people say it, others by their days."""
    weeks = (monday - _monday(today)).days // 7
    if weeks == 0:
        return language.say(N_("This week"))
    if weeks == 1:
        return language.say(N_("Next week"))
    return language.say(N_("Week of {day}"), day=monday)


def _days(found: Sequence[Coming], today: date, language: Language) -> list[Day]:
    return [
        Day(
            on=on,
            name=language.brief_day(on, today),
            distance=language.say(turns.distance(on, today)),
            urgency=turns.urgency(on, today),
            items=[_item(coming, language) for coming in those],
        )
        for on, those in groupby(found, lambda coming: coming.day.on)
    ]


def _item(coming: Coming, language: Language) -> Item:
    day, address = coming.day, f"/programmes/{coming.programme}"
    if day.kind == "round":
        address = f"{address}/consultations/{day.about}"
    return Item(language.say(what(day, coming.bodies)), coming.title, address)
