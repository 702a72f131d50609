"""What the bodies decided, and the chair who establishes it."""

from collections.abc import Mapping

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked, Writing
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.problems import Problem
from api.readers import Read
from api.sign_off.requests import NewCorrection, NewOutcome
from api.sign_off.routes import there_is
from api.sign_off.views import DecisionView, decision_view
from domain.register.answers import Answer
from domain.sign_off.corrections import decision_at
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import CorrectDecision, EstablishOutcome

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
    """What the bodies decided, oldest first, with reasons against or for sending back, and corrections."""
    async with read.of(slug) as sight:
        decisions = sight.state.sign_off.decisions
        reasons = [reason for decision in decisions for reason in decision.reasons]
        corrections = [correction.text for decision in decisions for correction in decision.corrections]
        bodies = await sight.texts(*(ref.id for ref in (*reasons, *corrections)))
    return Items(
        items=[decision_view(nth, decision, bodies) for nth, decision in enumerate(decisions, start=1)]
    )


@router.post("/decisions/{number}/corrections", status_code=201, operation_id="correctDecision")
async def correct_decision(slug: Slug, number: Number, body: NewCorrection, act: Act) -> Answer:
    """Put right what was written about a decision (the chair of the body; the office where it has none).

    It is a new entry: nothing is overwritten, and the outcome and the votes stay as they were established.
    """

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"decision": number, "correction": writing.text(body.correction)}

    def check(state: ProgrammeState) -> None:
        if decision_at(state, number) is None:
            raise Problem("no_such_decision", f"There is no decision {number} here.")

    by, about = roles.corrector_of(number), {"decision": number}
    return await act(slug, Asked(CorrectDecision, by, fields, body, about=about, check=check))
