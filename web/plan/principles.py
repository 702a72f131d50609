"""Goals and principles as one form: comply or explain, for every goal and principle at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, cast
from uuid import uuid4

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import Response

from domain.plan.principles import goals_of
from domain.shared.messages import N_, Message
from domain.shared.refusals import Missing, Refusal
from service.asking.acts import Asked
from service.asking.doing import do
from service.asking.mistakes import said
from service.asking.possible import clock, must_be_possible
from service.asking.values import LARGEST_NUMBER
from service.callers import Caller
from service.plan.acts import AnswerAPrinciple, OfVersion
from service.plan.forms import NewPrincipleAnswer
from service.reading import ReadContext, Reading
from service.resources import Resources
from service.waiting import Unavailable
from web.every_phase.programme import Slug
from web.http.forms import Filled as Sent
from web.http.forms import Form, Mistake, key_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.plan.looked import READS_WRITING, Looked
from web.sign_in.session import Who
from words.refusals import said as in_words

router = APIRouter(prefix="/programmes/{slug}/plan/principles")

ReadsPrinciples = Annotated[Reading, READS_WRITING]
Place = tuple[int, str]
"""A goal, by its number from 1, and the key of a principle."""


@dataclass(frozen=True)
class Measured:
    """Whether a goal follows a principle, and why not or how; nothing is looked at yet."""

    answer: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """A principle below a goal, with what is filled in."""

    name: str
    title: str
    measured: Measured


@dataclass(frozen=True)
class Begun:
    """What was sent and not taken, place by place, so that nothing that was typed is lost."""

    filled: Mapping[Place, Measured]
    mistakes: Sequence[Mistake]
    key: str
    status: int = 400


@router.get("", operation_id="pagePrinciples")
async def show(slug: Slug, page: Shows, read: ReadsPrinciples) -> Response:
    """Every goal of the newest version, with every principle below it."""
    return await _page(page, slug, read)


@router.post("", operation_id="answerPrinciples")
async def answer(
    slug: Slug, page: Shows, read: ReadsPrinciples, resources: Here, who: Who, form: Sent
) -> Response:
    """Send what is answered otherwise than before, each once; what is refused comes back at its row."""
    version, filled, key = form.get("version"), _filled(form), key_of(form)
    if not version.isdecimal() or int(version) > LARGEST_NUMBER:
        raise UnreadableForm
    async with read.open(slug) as sight:
        before = await _before(sight)
    changed = {place: one for place, one in filled.items() if one != before.get(place, Measured())}
    answers, mistakes = _answers(changed)
    if mistakes:
        return await _page(page, slug, read, Begun(filled, mistakes, key))
    refused = await _send(resources, who, key, (slug, int(version)), answers)
    if refused:
        away = any(isinstance(refusal, Unavailable) for refusal in refused.values())
        rows = [Mistake(f"{name_of(place)}.answer", in_words(one)) for place, one in refused.items()]
        status = next(iter(refused.values())).status
        return await _page(page, slug, read, Begun(filled, rows, key if away else str(uuid4()), status))
    return page.go(f"/programmes/{slug}/plan#goals-measured")


async def _send(
    resources: Resources,
    who: Caller,
    key: str,
    of: tuple[str, int],
    answers: Mapping[Place, NewPrincipleAnswer],
) -> Mapping[Place, Refusal]:
    slug, version = of
    refused: dict[Place, Refusal] = {}
    for (goal, principle), new in answers.items():
        asked = Asked(OfVersion(version=version), new)
        try:
            await do(resources, who, f"{key}/{goal}/{principle}", slug, AnswerAPrinciple(), asked)
        except Missing:
            raise
        except Refusal as refusal:
            refused[goal, principle] = refusal
    return refused


def name_of(place: Place) -> str:
    """How the fields of a place are sent."""
    return f"measured.{place[0]}.{place[1]}"


def _filled(form: Form) -> dict[Place, Measured]:
    """What was filled in. Raises `UnreadableForm` for what no page of ours holds."""
    fields = form.below("measured")
    found: dict[Place, Measured] = {}
    for name in fields:
        number, _, rest = name.partition(".")
        principle = rest.rpartition(".")[0]
        if not (number.isdecimal() and principle and int(number) <= LARGEST_NUMBER):
            raise UnreadableForm
        begin = f"{number}.{principle}"
        answer, reason = fields.get(f"{begin}.answer", ""), fields.get(f"{begin}.reason", "")
        found[int(number), principle] = Measured(answer, reason)
    return found


def _answers(
    changed: Mapping[Place, Measured],
) -> tuple[dict[Place, NewPrincipleAnswer], list[Mistake]]:
    """What is sent, or what is wrong with it at its row."""
    answers: dict[Place, NewPrincipleAnswer] = {}
    mistakes: list[Mistake] = []
    for place, one in changed.items():
        (goal, principle), name = place, name_of(place)
        if one.answer not in {"follows", "deviates"}:
            mistakes.append(Mistake(f"{name}.answer", CHOOSE))
            continue
        kind = cast("Literal['follows', 'deviates']", one.answer)
        try:
            reason = one.reason if one.reason.strip() else None
            answers[place] = NewPrincipleAnswer(goal=goal, principle=principle, answer=kind, reason=reason)
        except ValidationError as error:
            mistakes += [Mistake(f"{name}.reason", said(item)) for item in error.errors()]
    return answers, mistakes


CHOOSE: Message = N_("Choose whether the goal follows the principle, or deviates from it.")


async def _before(sight: ReadContext) -> dict[Place, Measured]:
    """What is answered already."""
    goals = goals_of(sight.state.definition.draft)
    reasons = [one.reason.id for goal in goals for one in goal.answers.values() if one.reason is not None]
    texts = await sight.texts(*reasons)
    return {
        (number, principle): Measured(
            "follows" if one.follows else "deviates", texts[one.reason.id] if one.reason is not None else ""
        )
        for number, goal in enumerate(goals, start=1)
        for principle, one in goal.answers.items()
    }


async def _page(page: Page, slug: str, read: Reading, begun: Begun | None = None) -> Response:
    async with read.open(slug) as sight:
        looked = await Looked.at(sight, page.language)
        if begun is None and not await looked.may(AnswerAPrinciple()):
            today = sight.state.rules.calendar.day_of(clock(sight.state))
            must_be_possible(AnswerAPrinciple(), sight.state, looked.asker, today)
        goals = goals_of(sight.state.definition.draft)
        texts = await sight.texts(*(goal.text.id for goal in goals))
        filled = {**await _before(sight), **(begun.filled if begun is not None else {})}
    return page.show(
        "plan/principles.html",
        status=begun.status if begun is not None else 200,
        programme=looked.programme,
        tab="plan",
        at=f"{looked.at_plan}/principles",
        at_plan=looked.at_plan,
        version=looked.versions[-1].number,
        goals=[
            (texts[goal.text.id], _rows(looked, number, filled)) for number, goal in enumerate(goals, start=1)
        ],
        unanswered=sum(len(looked.blueprint.definition.principles) - len(goal.answers) for goal in goals),
        key=begun.key if begun is not None else str(uuid4()),
        mistakes=begun.mistakes if begun is not None else (),
        written_in=looked.written_in,
    )


def _rows(looked: Looked, number: int, filled: Mapping[Place, Measured]) -> list[Row]:
    return [
        Row(name_of((number, one.key)), one.title, filled.get((number, one.key), Measured()))
        for one in looked.blueprint.definition.principles
    ]
