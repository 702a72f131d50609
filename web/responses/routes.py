"""The workbench: what does the plan do with what was said? One point at a time, or several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Self
from uuid import uuid4

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from domain.reading.documents import OF_DOCUMENTS
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from service.asking.values import LARGEST_NUMBER, MANY
from service.reading import Reading
from service.responses.respond import respond_to_several
from service.waiting import Unavailable
from store.responses import points as stored
from store.responses.points import Point
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Mistake, key_of, number_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.plan.looked import by_whom
from web.responses.answer import FilledAnswer
from web.responses.bench import BESIDE, LISTED, Bench, Wanted, common, standing
from web.sign_in.session import Who, reads
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/consultations/{number}/points")

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
PointNumber = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
ReadsPoints = Annotated[Reading, reads("responses", also=("plan", "unsubmitted_version", *OF_DOCUMENTS))]

NONE_TICKED = N_("Tick at least one point.")
TOO_MANY_TICKED = N_("Tick at most {most} points at a time.")


@dataclass(frozen=True)
class Sought:
    """The points of which round somebody reads."""

    slug: str
    number: int
    read: Reading

    @property
    def of(self) -> tuple[str, int]:
        return self.slug, self.number

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/consultations/{self.number}/points"


async def _sought(slug: Slug, number: Number, read: ReadsPoints) -> Sought:
    return Sought(slug, number, read)


Seeks = Annotated[Sought, Depends(_sought)]


@dataclass(frozen=True)
class Begun:
    """An answer that was sent and not taken: shown again, so that nothing that was typed is lost.

    `points` are those that it was meant for; `refusals` say what of them was refused.
    """

    filled: FilledAnswer
    key: str
    points: Sequence[int] = ()
    mistakes: Sequence[Mistake] = ()
    refusals: Mapping[int, Refusal] | None = None

    @classmethod
    def again(cls, filled: FilledAnswer, key: str, refused: Mapping[int, Refusal]) -> Self:
        """What was refused, with the key for the next time."""
        # What was away cannot take the same answer twice; what was refused is another one next time.
        away = any(isinstance(refusal, Unavailable) for refusal in refused.values())
        return cls(filled, key if away else str(uuid4()), [*refused], refusals=refused)

    @property
    def status(self) -> int:
        if self.mistakes:
            return 400
        return next(iter(self.refusals.values())).status if self.refusals else 200


@router.get("", operation_id="pagePoints")
async def list_(sought: Seeks, page: Shows) -> Response:
    """How many are answered, and which there are, by section, group, and what was said."""
    return await show_list(page, sought, Wanted.of(page.request.query_params))


@router.get("/next", operation_id="findNextPoint")
async def next_(sought: Seeks, page: Shows) -> Response:
    """To the next open point; to the list where there is none."""
    wanted, after = Wanted.of(page.request.query_params), page.request.query_params.get("after", "0")
    if (begins := number_of(after)) is None:
        raise UnreadableForm
    async with sought.read.open(sought.slug) as sight:
        found = await stored.next_open(sight.connection, sought.of, wanted.like, begins)
    return page.go(f"{sought.at}{wanted.query}" if found is None else f"{sought.at}/{found}{wanted.query}")


@router.post("/together", operation_id="answerPoints")
async def answer_several(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Give the ticked points one answer."""
    filled, wanted, key = FilledAnswer.of(form), Wanted.of_form(form), key_of(form)
    ticked = numbers(form.every("point"))
    mistakes = filled.mistakes()
    if not ticked:
        mistakes = [Mistake("points", NONE_TICKED), *mistakes]
    elif len(ticked) > MANY:
        mistakes = [Mistake("points", TOO_MANY_TICKED.having(most=MANY)), *mistakes]
    if mistakes:
        return await show_list(page, sought, wanted, Begun(filled, key, ticked, mistakes))
    new = filled.response.as_response
    refused = await respond_to_several(resources, who, key, sought.of, [(one, new) for one in ticked])
    if refused:
        return await show_list(page, sought, wanted, Begun.again(filled, key, refused))
    return page.go(f"{sought.at}{wanted.query}")


@router.get("/{point}", operation_id="pagePoint")
async def one(sought: Seeks, point: PointNumber, page: Shows) -> Response:
    """A point and its answer, between the open points of its section and the section as it is."""
    return await _one(page, sought, point, Wanted.of(page.request.query_params))


@router.post("/{point}", operation_id="answerPoint")
async def answer(
    sought: Seeks, point: PointNumber, page: Shows, resources: Here, who: Who, form: Sent
) -> Response:
    """Save the answer, also for others that say the same where that was ticked; then the next open point."""
    filled, wanted, key = FilledAnswer.of(form), Wanted.of_form(form), key_of(form)
    also = [one for one in numbers(form.every("also")) if one != point][:MANY]
    if mistakes := filled.mistakes():
        return await _one(page, sought, point, wanted, Begun(filled, key, also, mistakes))
    new = filled.response.as_response
    refused = await respond_to_several(resources, who, key, sought.of, [(one, new) for one in (point, *also)])
    if point in refused:
        begun = Begun.again(filled, key, refused)
        return await _one(page, sought, point, wanted, begun)
    if refused:
        return await show_list(page, sought, wanted, Begun.again(filled, key, refused))
    return page.go(f"{sought.at}/next{_after(wanted.query, point)}")


def _after(query: str, point: int) -> str:
    return f"{query}&after={point}" if query else f"?after={point}"


def numbers(given: Sequence[str]) -> list[int]:
    """The points that were ticked. Raises `UnreadableForm` for what no page of ours holds."""
    found = [number for one in dict.fromkeys(given) if (number := number_of(one))]
    if len(found) < len(set(given)):
        raise UnreadableForm
    return found


async def show_list(page: Page, sought: Sought, wanted: Wanted, begun: Begun | None = None) -> Response:
    """The list, with what was begun there and not taken."""
    async with sought.read.open(sought.slug) as sight:
        after = number_of(page.request.query_params.get("after", "0"))
        if after is None:
            raise UnreadableForm
        listed = await standing(sight, sought.number, wanted.like, LISTED, after)
        bench = await Bench.at(sight, page.language, sought.number, listed)
        found = await bench.said(listed)
    more = found[-1].number if len(found) == LISTED else None
    return page.show(
        "responses/points.html",
        {**common(bench, wanted), **_begun(page, begun)},
        status=begun.status if begun is not None else 200,
        points=found,
        more=None if more is None else f"{sought.at}{_after(wanted.query, more)}",
        filled=begun.filled if begun is not None else FilledAnswer(),
        ticked=set(begun.points if begun is not None else ()),
    )


async def _one(
    page: Page, sought: Sought, number: int, wanted: Wanted, begun: Begun | None = None
) -> Response:
    async with sought.read.open(sought.slug) as sight:
        bench = await Bench.at(sight, page.language, sought.number)
        point = await bench.point(number)
        texts = await sight.texts(
            *(origin.said.id for origin in point.origins), *(one.reason.id for one in point.responses)
        )
        same = await stored.same_words(sight.connection, sought.of, number)
        same_points = await stored.read(sight.connection, sought.of, numbers=same) if same else []
        beside = await bench.points(
            Wanted(section=point.section, group=wanted.group, text=wanted.text).like, BESIDE
        )
    reason = texts[point.response.reason.id] if point.response is not None else ""
    filled = begun.filled if begun is not None else FilledAnswer.begun(point, reason)
    return page.show(
        "responses/point.html",
        {**common(bench, wanted), **_begun(page, begun)},
        status=begun.status if begun is not None else 200,
        point=point,
        heading=page.language.say(by_whom(point.origins)),
        origins=[(texts[origin.said.id], origin) for origin in point.origins],
        filled=filled,
        places=_places(bench, point, filled),
        beside=beside,
        same=[(one.number, page.language.say(by_whom(one.origins))) for one in same_points],
        also=set(begun.points if begun is not None else ()),
        skip=f"{sought.at}/next{_after(wanted.query, number)}",
        # What was merged from several stays together.
        split=f"{sought.at}/{number}/split{wanted.query}" if len(point.origins) == 1 else "",
    )


def _places(bench: Bench, point: Point, filled: FilledAnswer) -> list[tuple[str, str]]:
    """Where it can be taken over, first its own section; where it was before stays among them."""
    first = sorted(bench.places, key=lambda place: not place[0].startswith(f"{point.section}/"))
    known = {value for value, _ in first}
    response = point.response
    if filled.place in known or response is None or response.section is None:
        return first
    in_version = N_("{section}, version {version}")
    title = bench.looked.titles.get(response.section, response.section)
    said = bench.looked.language.say(in_version, section=title, version=str(response.version))
    return [*first, (filled.place, said)]


def _begun(page: Page, begun: Begun | None) -> dict[str, object]:
    refusals = (begun.refusals if begun is not None else None) or {}
    return {
        "key": begun.key if begun is not None else str(uuid4()),
        "mistakes": begun.mistakes if begun is not None else (),
        "refusals": [
            (number, page.language.say(in_words(refusal)), page.language.say(refusal.advice))
            for number, refusal in refusals.items()
        ],
    }
