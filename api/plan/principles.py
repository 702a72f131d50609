"""Measuring the plan's goals against the principles: comply or explain."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Act
from api.http.items import Items
from api.http.limits import LARGEST_NUMBER, Slug
from api.http.reading import reads
from api.plan.reading import must_exist
from api.plan.requests import NewPrincipleAnswer
from api.plan.views import GoalView, goal_view
from domain.plan.answer_principle import AnswerPrinciple
from domain.plan.principles import goals_of
from domain.register.answers import Answer
from domain.shared.texts import TextRef
from domain.sign_off.goals import goals_at
from service.commands import CommandRequest, Writing
from service.reading import Reading, Sight
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}/plan-versions/{number}", tags=["definition"])

ReadsVersion = Annotated[Reading, reads("plan", "unsubmitted_version")]

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
        entries = await register.read(sight.connection, slug)
        goals = goals_at((entry.event for entry in entries), number)
        reasons = [m.reason.id for goal in goals for m in goal.answers.values() if m.reason is not None]
        bodies = await sight.texts(*(goal.text.id for goal in goals), *reasons)
    return Items(items=[goal_view(nth, goal, bodies) for nth, goal in enumerate(goals, start=1)])


@router.post("/principle-answers", status_code=201, operation_id="answerPrinciple")
async def answer_principle(
    slug: Slug, number: VersionNumber, request: NewPrincipleAnswer, act: Act
) -> Answer:
    """Say whether a goal follows a principle, and if not why (kwartiermaker, or whom they allow to draft)."""

    def make(writing: Writing) -> AnswerPrinciple:
        return AnswerPrinciple(
            **writing.stamp,
            version=number,
            goal=request.goal,
            principle=request.principle,
            follows=request.answer == "follows",
            reason=writing.text(request.reason) if request.reason is not None else None,
        )

    return await act(slug, CommandRequest(AnswerPrinciple, make, request, about={"version": number}))


async def known_goals(sight: Sight) -> dict[str, TextRef]:
    """The goals of the newest version by their words."""
    goals = goals_of(sight.state.definition.draft)
    bodies = await sight.texts(*(goal.text.id for goal in goals))
    return {bodies[goal.text.id].strip(): goal.text for goal in goals}
