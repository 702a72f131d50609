"""Merging points on pages: ticked in the list, looked at side by side, and then one point."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from fastapi import APIRouter
from starlette.responses import Response

from domain.responses.points import NoSuchPoint, must_differ_about_one_section
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Missing, Refusal
from service.asking.forms import plain
from service.asking.values import MANY
from service.responses.forms import NewMerge
from service.responses.respond import Responding, must_stand
from service.waiting import Unavailable
from store.responses import points as stored
from store.responses.points import Point
from web.http.forms import Filled as Sent
from web.http.forms import Mistake, key_of
from web.http.page import Here, Page, Shows
from web.plan.looked import by_whom
from web.responses.answer import FilledAnswer
from web.responses.bench import Bench, Wanted, common
from web.responses.routes import Begun, Seeks, Sought, numbers, show_list
from web.sign_in.session import Who
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}/points")

TOO_FEW = N_("Tick at least two points to merge them.")
TOO_MANY = N_("Tick at most {most} points to merge them.")


@dataclass(frozen=True)
class Ticked:
    """The points that would become one, the key under which they do so once, and what was refused."""

    points: Sequence[int]
    key: str
    wanted: Wanted
    refusal: Refusal | None = None

    @property
    def query(self) -> str:
        """How an address names them, with the list that they were ticked in."""
        ticked = "&".join(f"point={number}" for number in self.points)
        return f"{self.wanted.query}&{ticked}" if self.wanted.query else f"?{ticked}"


@router.post("/merging", operation_id="tickPoints")
async def tick(sought: Seeks, page: Shows, form: Sent) -> Response:
    """Lead to the ticked points side by side; nothing is merged by this."""
    # From the page of a point come also those that say the same.
    ticked = numbers([*form.every("point"), *form.every("also")])
    filled, wanted, key = FilledAnswer.of(form), Wanted.of_form(form), key_of(form)
    if not 1 < len(ticked) <= MANY:
        says = TOO_FEW if len(ticked) <= 1 else TOO_MANY.having(most=MANY)
        return await show_list(page, sought, wanted, Begun(filled, key, ticked, [Mistake("points", says)]))
    return page.go(f"{sought.at}/merging{Ticked(ticked, key, wanted).query}")


@router.get("/merging", operation_id="pageMergePoints")
async def look(sought: Seeks, page: Shows) -> Response:
    """The points side by side, and what merging them causes."""
    query = page.request.query_params
    ticked = numbers(query.getlist("point"))[:MANY]
    return await _page(page, sought, Ticked(ticked, str(uuid4()), Wanted.of(query)))


@router.post("/merges", operation_id="mergePoints")
async def merge(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Let them become one, once, however often the button is pressed; then that one."""
    ticked = Ticked(numbers(form.every("point")), key_of(form), Wanted.of_form(form))
    if not 1 < len(ticked.points) <= MANY:
        return page.go(f"{sought.at}{ticked.wanted.query}")
    new = NewMerge(points=tuple(ticked.points))
    try:
        made = await Responding(resources, who, ticked.key, sought.of).merge(new.points, plain(new))
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        # What was away cannot merge them twice; what was refused is another request next time.
        key = ticked.key if isinstance(refusal, Unavailable) else str(uuid4())
        return await _page(page, sought, Ticked(ticked.points, key, ticked.wanted, refusal))
    return page.go(f"{sought.at}/{made.points[0]}{ticked.wanted.query}")


async def _page(page: Page, sought: Sought, ticked: Ticked) -> Response:
    """The points side by side. Raises `Refusal` for whoever may not merge any."""
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
        bench.must_respond()
        found = await stored.read(sight.connection, sought.of, numbers=ticked.points)
        if missing := sorted(set(ticked.points) - {point.number for point in found}):
            raise NoSuchPoint(point=missing[0])
        texts = await sight.texts(*(origin.said.id for point in found for origin in point.origins))
    refusal = ticked.refusal or _refusal(found)
    return page.show(
        "responses/merge.html",
        common(bench, ticked.wanted),
        status=200 if refusal is None else refusal.status,
        found=[
            (
                point,
                page.language.say(by_whom(point.origins)),
                [(texts[origin.said.id], origin) for origin in point.origins],
            )
            for point in found
        ],
        may_merge=_refusal(found) is None,
        answered=sum(point.response is not None for point in found),
        key=ticked.key,
        refused="" if refusal is None else page.language.say(in_words(refusal)),
    )


def _refusal(found: Sequence[Point]) -> Refusal | None:
    """Why these cannot be merged, as far as they stand now."""
    try:
        for point in found:
            must_stand(point)
        must_differ_about_one_section([(point.number, point.section) for point in found])
    except Refusal as refusal:
        return refusal
    return None
