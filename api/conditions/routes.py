"""The conditions that came with an approval: evidence, and whether it is enough."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from api.sign_off.views import ConditionView, condition_view
from domain.register.answers import Answer
from service.conditions import acts
from service.conditions.acts import OfCondition
from service.conditions.forms import NewEvidence, NewJudgement
from service.reading import Reading

router = APIRouter(prefix="/programmes/{slug}", tags=["conditions"])

ReadsConditions = Annotated[Reading, reads("conditions", also=("evidence",))]
Shows = Annotated[Doing[OfCondition, NewEvidence], does(acts.ShowThatItIsMet)]
Judges = Annotated[Doing[OfCondition, NewJudgement], does(acts.JudgeACondition)]

ConditionKey = Annotated[
    str,
    Path(max_length=100, pattern=r"^[a-z0-9-]+$", description="Of the condition", examples=["1-chair-1"]),
]


@router.get("/conditions", operation_id="listConditions")
async def list_conditions(slug: Slug, read: ReadsConditions) -> Items[ConditionView]:
    """The conditions that were set, and whether they are met.

    Evidence is for the office, the principal, the kwartiermaker, and who holds a seat.
    """
    async with read.open(slug) as sight:
        conditions = sight.state.conditions.values()
        texts = [condition.set.text for condition in conditions]
        shown = [condition.evidence for condition in conditions if condition.evidence]
        written = await sight.texts(*(ref.id for ref in (*texts, *shown)))
        may = sight.reader.may("evidence")
    return Items(
        items=[condition_view(condition, sight.state, written, evidence=may) for condition in conditions]
    )


@router.post("/conditions/{key}/evidence", status_code=201, operation_id="showEvidence")
async def show_evidence(slug: Slug, key: ConditionKey, request: NewEvidence, act: Shows) -> Answer:
    """Show that a condition is met (its owner)."""
    return await act(slug, OfCondition(condition=key), request)


@router.post("/conditions/{key}/judgements", status_code=201, operation_id="judgeCondition")
async def judge_condition(slug: Slug, key: ConditionKey, request: NewJudgement, act: Judges) -> Answer:
    """Say whether the evidence is enough (whom the body that set the condition lets judge it).

    That is the seat that asked for it, unless the blueprint says the chair, a person, or the whole body: then
    each of its seats says so, until it is certain what the majority finds.
    """
    return await act(slug, OfCondition(condition=key), request)
