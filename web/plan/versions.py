"""The plan in full: the newest version that one may read, or another; with its goals and who saved what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path
from starlette.responses import Response

from domain.shared.messages import N_
from domain.state.plan_versions import NoSuchVersion
from service.asking.values import LARGEST_NUMBER
from service.plan.acts import AnswerAPrinciple, SaveAVersion, SubmitAVersion
from service.plan.reading import Goals, whole_of_each
from service.reading import ReadContext, Reading
from store.plan.plans import PlanVersion
from web.every_phase.programme import Slug
from web.http.page import Page, Shows
from web.plan.looked import READS_PLAN, Looked, title_of

router = APIRouter(prefix="/programmes/{slug}/plan")

ReadsPlan = Annotated[Reading, READS_PLAN]
Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]


class Section(NamedTuple):
    """A section as it reads; `address` is where the reader may write on it."""

    key: str
    title: str
    text: str
    address: str


@dataclass(frozen=True)
class ShownGoal:
    """A goal: how many principles it follows, and from which it deviates, each with the reason."""

    text: str
    follows: Sequence[str]
    deviates: Sequence[tuple[str, str]]


@router.get("", operation_id="pagePlan")
async def newest(slug: Slug, page: Shows, read: ReadsPlan) -> Response:
    """The newest version that the reader may see."""
    async with read.open(slug) as sight:
        looked = await Looked.at(sight, page.language)
        if not looked.readable:
            raise NoSuchVersion(version=0)
        return await _page(page, sight, looked, looked.readable[-1])


@router.get("/{number}", operation_id="pagePlanVersion")
async def one(slug: Slug, number: Number, page: Shows, read: ReadsPlan) -> Response:
    """A version in full."""
    async with read.open(slug) as sight:
        looked = await Looked.at(sight, page.language)
        return await _page(page, sight, looked, looked.must_read(number))


async def _page(page: Page, sight: ReadContext, looked: Looked, version: PlanVersion) -> Response:
    [(texts, goals)] = await whole_of_each(sight, version)
    is_newest = version == looked.versions[-1]
    writes = is_newest and await looked.may(SaveAVersion())
    before = [one.number for one in looked.readable if one.number < version.number]
    return page.show(
        "plan/version.html",
        programme=looked.programme,
        tab="plan",
        at=looked.at_plan,
        version=version.number,
        heading=page.language.say(title_of(version)),
        about=looked.about(version),
        written_in=looked.written_in,
        sections=[
            Section(key, title, texts.get(key, ""), f"{looked.at_plan}/sections/{key}" if writes else "")
            for key, title in looked.titles.items()
        ],
        goals=shown_goals(goals, {one.key: one.title for one in looked.blueprint.definition.principles}),
        versions=looked.listed(),
        before=before[-1] if before else None,
        doable=await _doable(looked, version.number) if is_newest else [],
        in_word=f"{looked.at_plan}/docx" if is_newest else f"{looked.at_plan}/{version.number}/docx",
    )


def shown_goals(goals: Goals, principles: Mapping[str, str]) -> list[ShownGoal]:
    """The goals of a version, with how they were measured."""
    return [
        ShownGoal(
            goals.texts[goal.text.id],
            [title for key, title in principles.items() if key in goal.answers and goal.answers[key].follows],
            [
                (principles.get(key, key), goals.texts[one.reason.id] if one.reason is not None else "")
                for key, one in goal.answers.items()
                if not one.follows
            ],
        )
        for goal in goals.goals
    ]


async def _doable(looked: Looked, number: int) -> list[tuple[str, str]]:
    """What the reader may do with the newest version besides writing on a section."""
    found: list[tuple[str, str]] = []
    if await looked.may(AnswerAPrinciple()):
        measure = N_("Measure the goals against the principles")
        found.append((looked.language.say(measure), f"{looked.at_plan}/principles"))
    if await looked.may(SubmitAVersion()):
        at = f"/programmes/{looked.sight.slug}/do/{SubmitAVersion().name}?version={number}"
        found.append((looked.language.say(SubmitAVersion.title), at))
    return found
