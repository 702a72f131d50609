"""What changed between two versions of the plan, and why: the points that were taken over in each section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from documents.comparison import Paragraph
from service.plan.reading import TakenOver, taken_over, whole_of_each
from service.reading import ReadContext, Reading
from web.every_phase.programme import Slug
from web.http.forms import number_of
from web.http.page import Shows
from web.http.refusals import NoSuchPage
from web.plan.changes import difference
from web.plan.looked import READS_PLAN, Looked, Said, refs_of, said, title_of
from web.plan.versions import Number, ShownGoal, shown_goals

router = APIRouter(prefix="/programmes/{slug}/plan")

ReadsPlan = Annotated[Reading, READS_PLAN]


@dataclass(frozen=True)
class Why:
    """The first points that were taken over in a section, and how many there are."""

    points: Sequence[Said]
    of: int


@dataclass(frozen=True)
class Changed:
    """A section that reads otherwise, and why."""

    key: str
    title: str
    paragraphs: Sequence[Paragraph]
    why: Why | None


@dataclass(frozen=True)
class ChangedGoals:
    """Goals that came, went, or were measured otherwise."""

    added: Sequence[ShownGoal]
    removed: Sequence[ShownGoal]
    measured: Sequence[ShownGoal]


@router.get("/compare", operation_id="findComparison")
async def find(page: Shows, slug: Slug) -> Response:
    """From the form that asks from which version to which, to the page about them."""
    before, after = (number_of(page.request.query_params.get(name, "")) for name in ("before", "after"))
    if before is None or after is None:
        raise NoSuchPage
    return page.go(f"/programmes/{slug}/plan/{before}/compare/{after}")


@router.get("/{number}/compare/{other}", operation_id="pageComparison")
async def show(slug: Slug, number: Number, other: Number, page: Shows, read: ReadsPlan) -> Response:
    """What changed from one version to another, and why."""
    async with read.open(slug) as sight:
        looked = await Looked.at(sight, page.language)
        version = looked.must_read(other)
        earlier = looked.must_read(number)
        reasons = await taken_over(sight, range(min(number, other) + 1, max(number, other) + 1))
        shown = refs_of([point for one in reasons.values() for point in one.points])
        (before, old), (after, new) = await whole_of_each(sight, earlier, version, also=shown)
        why = await _why(looked, reasons)
    changed = await read.resources.workshop.do(changed_sections, looked.titles, (before, after))
    principles = {one.key: one.title for one in looked.blueprint.definition.principles}
    return page.show(
        "plan/comparison.html",
        programme=looked.programme,
        tab="plan",
        at=looked.at_plan,
        numbers=(number, other),
        about=looked.about(version),
        written_in=looked.written_in,
        changed=[
            Changed(key, looked.titles[key], paragraphs, why.get(key)) for key, paragraphs in changed.items()
        ],
        same=[(title, after.get(key, "")) for key, title in looked.titles.items() if key not in changed],
        of=len(looked.titles),
        goals=_goals(shown_goals(old, principles), shown_goals(new, principles)),
        versions=[(one.number, page.language.say(title_of(one))) for one in looked.readable],
    )


async def _why(looked: Looked, found: Mapping[str, TakenOver]) -> Mapping[str, Why]:
    sight = looked.sight
    texts = await sight.texts(*refs_of([point for one in found.values() for point in one.points]))
    return {section: _shown(sight, one, texts, looked) for section, one in found.items()}


def _shown(sight: ReadContext, one: TakenOver, texts: Mapping[str, str], looked: Looked) -> Why:
    return Why([said(point, texts, sight.slug, looked.language) for point in one.points], one.of)


def changed_sections(
    keys: Mapping[str, str], texts: tuple[Mapping[str, str], Mapping[str, str]]
) -> dict[str, list[Paragraph]]:
    """What differs, section by section: only where something does."""
    before, after = texts
    pairs = {key: (before.get(key, "").strip(), after.get(key, "").strip()) for key in keys}
    return {key: difference(old, new) for key, (old, new) in pairs.items() if old != new}


def _goals(before: Sequence[ShownGoal], after: Sequence[ShownGoal]) -> ChangedGoals | None:
    """What differs in the goals; None where nothing does."""
    if list(before) == list(after):
        return None
    old, new = {goal.text for goal in before}, {goal.text for goal in after}
    return ChangedGoals(
        added=[goal for goal in after if goal.text not in old],
        removed=[goal for goal in before if goal.text not in new],
        measured=[goal for goal in after if goal.text in old and goal not in before],
    )
