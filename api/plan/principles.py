"""Measuring the plan's goals against the principles: comply or explain."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from api.plan.views import GoalView, goal_view
from domain.register.answers import Answer
from service.asking.values import LARGEST_NUMBER
from service.plan import acts
from service.plan.acts import OfVersion
from service.plan.forms import NewPrincipleAnswer
from service.plan.reading import goals_of, must_exist
from service.reading import Reading

router = APIRouter(prefix="/programmes/{slug}/plan-versions/{number}", tags=["definition"])

ReadsVersion = Annotated[Reading, reads("plan", "unsubmitted_version")]
Answers = Annotated[Doing[OfVersion, NewPrincipleAnswer], does(acts.AnswerAPrinciple)]

VersionNumber = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version", examples=[3])]


@router.get("/principle-answers", operation_id="listPrincipleAnswers")
async def list_principle_answers(slug: Slug, number: VersionNumber, read: ReadsVersion) -> Items[GoalView]:
    """The goals of a version, and how each was measured against the principles.

    Of a version that was not submitted only for the office, the principal, the kwartiermaker and drafters.
    """
    async with read.open(slug) as sight:
        # Not as versions are read: the existing strategy names no goals, so that nobody is refused them.
        version = await must_exist(sight, number)
        is_public = version.submitted_at is not None
        sight.reader.must("plan" if is_public else "unsubmitted_version")
        [found] = await goals_of(sight, number)
    return Items(items=[goal_view(nth, goal, found.texts) for nth, goal in enumerate(found.goals, start=1)])


@router.post("/principle-answers", status_code=201, operation_id="answerPrinciple")
async def answer_principle(
    slug: Slug, number: VersionNumber, request: NewPrincipleAnswer, act: Answers
) -> Answer:
    """Say whether a goal follows a principle, and if not why (kwartiermaker, or whom they allow to draft)."""
    return await act(slug, OfVersion(version=number), request)
