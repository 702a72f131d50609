"""What the bodies decided, and the chair who establishes it."""

from collections.abc import Mapping

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked, Writing
from api.bodies_of_sign_off import NewOutcome
from api.limits import Number, Slug
from api.readers import Read
from api.routes.sign_off import there_is
from api.views.common import Items
from api.views.sign_off import DecisionView
from domain.answers import Answer
from domain.commands import EstablishOutcome

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])


@router.post("/submissions/{number}/outcomes", status_code=201, operation_id="establishOutcome")
async def establish_outcome(slug: Slug, number: Number, body: NewOutcome, act: Act) -> Answer:
    """Establish what came of the ballot, as chair of the body, where the blueprint wants a chair to.

    The outcome is that of the body's rule: another one is refused, and the refusal says what the rule says.
    """

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"submission": number, "seat": writing.part.seat, "outcome": body.outcome}

    by, about = roles.member(body.seat), {"submission": number}
    return await act(slug, Asked(EstablishOutcome, by, fields, body, about=about, check=there_is(number)))


@router.get("/decisions", operation_id="listDecisions")
async def list_decisions(slug: Slug, read: Read) -> Items[DecisionView]:
    """What the bodies decided, oldest first, with the reasons against or for sending back."""
    async with read.of(slug) as sight:
        decisions = sight.state.sign_off.decisions
        bodies = await sight.texts(*(reason.id for decision in decisions for reason in decision.reasons))
    return Items(
        items=[
            DecisionView(
                **decision.model_dump(exclude={"reasons"}),
                reasons=[bodies[reason.id] for reason in decision.reasons],
            )
            for decision in decisions
        ]
    )
