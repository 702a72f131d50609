"""Measuring the plan's goals against the principles: comply or explain."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path

from api import roles
from api.acting import Act, Asked, Writing
from api.http.items import Items
from api.http.limits import LARGEST_NUMBER, Slug
from api.http.problems import Problem
from api.plan.principles_views import GoalView, goal_view
from api.plan.requests import NewPrincipleAnswer
from api.readers import Read, Sight
from domain.plan.principles import goals_at, goals_of
from domain.register.answers import Answer
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import AnswerPrinciple
from store.plan import plans
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}/plan-versions/{number}", tags=["definition"])

VersionNumber = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version", examples=[3])]


@router.get("/principle-answers", operation_id="listPrincipleAnswers")
async def list_principle_answers(slug: Slug, number: VersionNumber, read: Read) -> Items[GoalView]:
    """The goals of a version, and how each was measured against the principles.

    Of a version that was not submitted only for the office, the principal, the kwartiermaker and drafters.
    """
    async with read.of(slug) as sight:
        version = await plans.version(sight.connection, slug, number)
        if version is None:
            raise Problem("no_such_version", f"There is no plan version {number} here.")
        is_public = version.submitted_at is not None
        sight.reader.must(is_public or sight.reader.prepares, "unsubmitted_version")
        entries = await register.read(sight.connection, slug)
        goals = goals_at((entry.event for entry in entries), number)
        reasons = [m.reason.id for goal in goals for m in goal.answers.values() if m.reason is not None]
        bodies = await sight.texts(*(goal.text.id for goal in goals), *reasons)
    return Items(items=[goal_view(nth, goal, bodies) for nth, goal in enumerate(goals, start=1)])


@router.post("/principle-answers", status_code=201, operation_id="answerPrinciple")
async def answer_principle(slug: Slug, number: VersionNumber, body: NewPrincipleAnswer, act: Act) -> Answer:
    """Say whether a goal follows a principle, and if not why (kwartiermaker, or whom they allow to draft)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {
            "version": number,
            "goal": body.goal,
            "principle": body.principle,
            "follows": body.answer == "follows",
            "reason": writing.text(body.reason) if body.reason is not None else None,
        }

    def check(state: ProgrammeState) -> None:
        if number > state.version:
            raise Problem("no_such_version", f"There is no plan version {number} here.")

    about = {"version": number}
    return await act(slug, Asked(AnswerPrinciple, roles.drafter, fields, body, about=about, check=check))


async def known_goals(sight: Sight) -> dict[str, TextRef]:
    """The goals of the newest version by their words."""
    goals = goals_of(sight.state.definition.draft)
    bodies = await sight.texts(*(goal.text.id for goal in goals))
    return {bodies[goal.text.id].strip(): goal.text for goal in goals}
