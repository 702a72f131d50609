"""The points with which a body sent the plan back, and what the next version does with each."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from api.plan.views import SentBackPointView, sent_back_point_view
from domain.plan.sent_back_points import may_be_answered
from domain.register.answers import Answer
from service.plan import acts
from service.plan.acts import OfPoint
from service.plan.forms import NewPointAnswer
from service.reading import Reading

router = APIRouter(prefix="/programmes/{slug}/sent-back-points", tags=["definition"])

ReadsPoints = Annotated[Reading, reads("plan", also=("unsubmitted_version",))]
Answers = Annotated[Doing[OfPoint, NewPointAnswer], does(acts.AnswerAPoint)]

PointKey = Annotated[
    str, Path(max_length=40, pattern=r"^[0-9]+-[0-9]+$", description="Of the point", examples=["1-2"])
]


@router.get("", operation_id="listSentBackPoints")
async def list_sent_back_points(slug: Slug, read: ReadsPoints) -> Items[SentBackPointView]:
    """What bodies missed in the plan when they sent it back, and what the next version does with it.

    As long as that version is not submitted, its answers are for the office, the principal, the kwartiermaker
    and drafters.
    """
    async with read.open(slug) as sight:
        points, prepares = sight.state.definition.points, sight.reader.may("unsubmitted_version")
        refs = [ref for point in points.values() for ref in (point.text, point.answer) if ref is not None]
        bodies = await sight.texts(*(ref.id for ref in refs))
        open_ = {key for key in points if may_be_answered(sight.state, key)}
    return Items(
        items=[
            sent_back_point_view(
                key, point, bodies, is_open=key in open_, answer=prepares or key not in open_
            )
            for key, point in points.items()
        ]
    )


@router.post("/{key}/answers", status_code=201, operation_id="answerSentBackPoint")
async def answer_sent_back_point(slug: Slug, key: PointKey, request: NewPointAnswer, act: Answers) -> Answer:
    """Say what the next version does with a point (kwartiermaker, or whom they allow to draft).

    Answering again replaces the answer, until the version is submitted. Without an answer to each point no
    version can be.
    """
    return await act(slug, OfPoint(point=key), request)
