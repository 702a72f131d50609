"""What can happen in every phase: suspending, moving a deadline, another kwartiermaker, withdrawing."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path

from api import roles
from api.acting import Act, Asked, Fields, Writing
from api.every_phase.requests import NewDueDate, Replacement
from api.every_phase.views import DeadlineView, deadline_views
from api.http.items import Items
from api.http.limits import Slug
from api.http.requests import Because
from api.readers import Read
from domain.every_phase.move_deadline import MoveDeadline
from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
from domain.every_phase.resume import Resume
from domain.every_phase.suspend import Suspend
from domain.every_phase.withdraw import Withdraw
from domain.register.answers import Answer

router = APIRouter(prefix="/programmes/{slug}", tags=["course"])

DeadlineKey = Annotated[
    str,
    Path(max_length=120, pattern=r"^[a-z0-9-]+$", description="Of the deadline", examples=["consultation"]),
]


def _because(body: Because) -> Fields:
    return lambda writing: {"reason": writing.text(body.reason)}


@router.get("/deadlines", operation_id="listDeadlines")
async def list_deadlines(slug: Slug, read: Read) -> Items[DeadlineView]:
    """The open deadlines, first the one that comes first."""
    async with read.of(slug) as sight:
        return Items(items=deadline_views(sight.state))


@router.post("/deadlines/{key}/moves", status_code=201, operation_id="moveDeadline")
async def move_deadline(slug: Slug, key: DeadlineKey, body: NewDueDate, act: Act) -> Answer:
    """Move an open deadline (office, principal)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"deadline": key, "due": body.due, "reason": writing.text(body.reason)}

    asked = Asked(MoveDeadline, roles.office_or_principal, fields, body, about={"deadline": key})
    return await act(slug, asked)


@router.post("/suspensions", status_code=201, operation_id="suspend")
async def suspend(slug: Slug, body: Because, act: Act) -> Answer:
    """Suspend the programme (office, principal): until it is resumed, no deadline passes."""
    return await act(slug, Asked(Suspend, roles.office_or_principal, _because(body), body))


@router.post("/resumptions", status_code=201, operation_id="resume")
async def resume(slug: Slug, body: Because, act: Act) -> Answer:
    """Resume the programme (office, principal): open deadlines move by the working days that were lost."""
    return await act(slug, Asked(Resume, roles.office_or_principal, _because(body), body))


@router.post("/kwartiermaker-replacements", status_code=201, operation_id="replaceKwartiermaker")
async def replace_kwartiermaker(slug: Slug, body: Replacement, act: Act) -> Answer:
    """Charge somebody else with preparing the programme (principal)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"person": writing.person(body.person.as_person), "reason": writing.text(body.reason)}

    named = [body.person.as_person]
    return await act(slug, Asked(ReplaceKwartiermaker, roles.principal, fields, body, named=named))


@router.post("/withdrawals", status_code=201, operation_id="withdraw")
async def withdraw(slug: Slug, body: Because, act: Act) -> Answer:
    """Withdraw the programme (principal). It has ended then, for ever."""
    return await act(slug, Asked(Withdraw, roles.principal, _because(body), body))
