"""What waits for whoever is signed in: the page on which they begin."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.responses import Response

from service.every_phase import my_work as work
from service.every_phase.my_work import Work
from service.following import position_of
from web.every_phase.turns import ShownTurn, shown
from web.http.page import Here, Shows
from web.sign_in.session import Who
from words.language import Language

router = APIRouter()


@dataclass(frozen=True)
class Item:
    """One thing to do; `programme` is its title, `organisation` for whom they do it, if for one."""

    programme: str
    organisation: str | None
    suspended: bool
    turn: ShownTurn


@router.get("/my-work", operation_id="pageMyWork")
async def my_work(page: Shows, resources: Here, who: Who) -> Response:
    """Everything that waits for them, first what must be done first."""
    now = datetime.now(UTC)
    found = await work.of(resources, who)
    return page.show(
        "every_phase/my_work.html",
        today=page.language.full_day(now.date()),
        position=position_of(now),
        items=[_item(one, now, page.language) for one in found[: work.MOST]],
        has_more=len(found) > work.MOST,
        waiting=min(len(found), work.MOST),
    )


def _item(one: Work, now: datetime, language: Language) -> Item:
    listed = one.programme
    return Item(
        listed.title,
        one.organisation,
        listed.standing.situation == "suspended",
        shown(one.turn, listed, listed.today(now), language),
    )
