"""The review: can municipalities make this change, and will they? For who holds a seat of the panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple
from uuid import uuid4

from fastapi import APIRouter, Depends, Path
from pydantic import ValidationError
from starlette.responses import Response

from domain.plan.versions import BASELINE
from domain.shared.refusals import Missing, Refusal
from domain.shared.support import Support
from service.asking.acts import Asked
from service.asking.doing import do
from service.asking.listing import NamedPossible, listed
from service.asking.mistakes import said
from service.asking.values import LARGEST_NUMBER
from service.plan.acts import OfVersion, ReviewAVersion
from service.plan.forms import NewReview
from service.plan.reading import must_read_version, texts_of
from service.reading import ReadContext, Reading
from service.waiting import Unavailable
from store.plan.plans import PlanVersion
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake, key_of
from web.http.page import Here, Page, Shows
from web.plan.comparison import changed_sections
from web.plan.looked import READS_REVIEW, Looked
from web.sign_in.session import Who
from words.refusals import said as in_words
from words.vocabulary import ANSWERS

router = APIRouter(prefix="/programmes/{slug}/review/{number}")

Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
ReadsReview = Annotated[Reading, READS_REVIEW]


class Given(NamedTuple):
    """What a seat of the panel said."""

    seat: str
    answer: Support
    reason: str


@dataclass(frozen=True)
class Filled:
    """A review as it is filled in; nothing is looked at yet."""

    seat: str = ""
    can: str = ""
    will: str = ""
    reason: str = ""

    @classmethod
    def of(cls, form: Form) -> "Filled":
        return cls(*(form.get(name) for name in ("seat", "can", "will", "reason")))


@dataclass(frozen=True)
class Begun:
    """What was sent and not taken, so that nothing that was typed is lost."""

    filled: Filled
    key: str
    mistakes: Sequence[Mistake] = ()
    refusal: Refusal | None = None

    @property
    def status(self) -> int:
        return self.refusal.status if self.refusal is not None else 400


@dataclass(frozen=True)
class Sought:
    """Which version's review somebody looks at."""

    slug: str
    number: int
    read: Reading

    @property
    def at(self) -> str:
        return f"/programmes/{self.slug}/review/{self.number}"


async def _sought(slug: Slug, number: Number, read: ReadsReview) -> Sought:
    return Sought(slug, number, read)


Seeks = Annotated[Sought, Depends(_sought)]


@router.get("", operation_id="pageReview")
async def show(sought: Seeks, page: Shows) -> Response:
    """The version, what changed since the panel saw one, and its answer."""
    return await _page(page, sought)


@router.post("", operation_id="sendReview")
async def review(sought: Seeks, page: Shows, resources: Here, who: Who, form: Sent) -> Response:
    """Give it: once, however often the button is pressed."""
    filled, key = Filled.of(form), key_of(form)
    given = {"can": filled.can, "will": filled.will, "reason": filled.reason, "seat": filled.seat or None}
    try:
        new = NewReview.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        mistakes = [Mistake(str(item["loc"][0]), said(item)) for item in error.errors()]
        return await _page(page, sought, Begun(filled, key, mistakes))
    asked = Asked(OfVersion(version=sought.number), new)
    try:
        await do(resources, who, key, sought.slug, ReviewAVersion(), asked)
    except Missing:
        raise
    except Refusal as refusal:
        again = key if isinstance(refusal, Unavailable) else str(uuid4())
        return await _page(page, sought, Begun(filled, again, refusal=refusal))
    return page.go(f"{sought.at}#review")


async def _page(page: Page, sought: Sought, begun: Begun | None = None) -> Response:
    number = sought.number
    async with sought.read.open(sought.slug) as sight:
        version = await must_read_version(sight, number)
        looked = await Looked.at(sight, page.language)
        texts = await texts_of(sight, version)
        earlier = _earlier(looked, version)
        before: Mapping[str, str] = await texts_of(sight, earlier) if earlier is not None else {}
        mine = await _mine(looked, number)
        given = await _given(looked, number)
    changed = await sought.read.resources.workshop.do(changed_sections, looked.titles, (before, texts))
    held = sight.state.definition.review
    filled = begun.filled if begun is not None else _begin(mine, given)
    refusal = begun.refusal if begun is not None else None
    return page.show(
        "plan/review.html",
        status=begun.status if begun is not None else 200,
        programme=looked.programme,
        tab="plan",
        at=sought.at,
        at_plan=looked.at_plan,
        version=number,
        about=looked.about(version),
        written_in=looked.written_in,
        sections=[(title, texts.get(key, "")) for key, title in looked.titles.items()],
        earlier=earlier.number if earlier is not None else None,
        changed=[(looked.titles[key], paragraphs) for key, paragraphs in changed.items()],
        seats=[(str(one.value), page.language.say(one.name)) for one in mine.choices["seat"]] if mine else [],
        given=given,
        of=len(sight.state.panel),
        open=held is not None and held.version == number and held.passed is None,
        passed=held.passed if held is not None and held.version == number else None,
        filled=filled,
        answers={key: page.language.say(answer) for key, answer in ANSWERS.items()},
        key=begun.key if begun is not None else str(uuid4()),
        mistakes=begun.mistakes if begun is not None else (),
        refused="" if refusal is None else page.language.say(in_words(refusal)),
        advice="" if refusal is None else page.language.say(refusal.advice),
    )


def _earlier(looked: Looked, version: PlanVersion) -> PlanVersion | None:
    """The version that the panel saw before; the existing strategy where this is the first one."""
    before = [
        one
        for one in looked.versions
        if one.number < version.number and (one.submitted_at is not None or one.number == BASELINE)
    ]
    return before[-1] if before else None


async def _mine(looked: Looked, number: int) -> NamedPossible | None:
    """The review as the reader may give it now."""
    found = await listed(looked.sight, looked.asker, (ReviewAVersion(),))
    about = OfVersion(version=number)
    return next((each for one in found for each in one.possible if each.about == about), None)


async def _given(looked: Looked, number: int) -> Mapping[str, Given]:
    """What the seats said so far, by their keys: it is in the register, for who may read that."""
    sight: ReadContext = looked.sight
    review = sight.state.definition.review
    if review is None or review.version != number or not sight.reader.may("register"):
        return {}
    texts = await sight.texts(*(ref.id for ref in review.reasons.values()))
    titles = {seat.key: seat.title or seat.key for seat in looked.blueprint.definition.panel}
    return {
        seat: Given(titles.get(seat, seat), answer, texts[review.reasons[seat].id])
        for seat, answer in review.answers.items()
    }


def _begin(mine: NamedPossible | None, given: Mapping[str, Given]) -> Filled:
    """What the form begins with: the only seat that one has, with what it said before."""
    seats = [str(one.value) for one in mine.choices["seat"]] if mine is not None else []
    if len(seats) != 1:
        return Filled()
    before = given.get(seats[0])
    if before is None:
        return Filled(seats[0])
    return Filled(seats[0], before.answer.can, before.answer.will, before.reason)
