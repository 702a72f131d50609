"""What can happen in every phase: suspending, moving a deadline, another kwartiermaker, withdrawing."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.every_phase.requests import NewDueDate, Replacement
from api.every_phase.views import DeadlineView, deadline_views
from api.http.acting import Act
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from api.http.requests import Because
from domain.every_phase.move_deadline import MoveDeadline
from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
from domain.every_phase.resume import Resume
from domain.every_phase.suspend import Suspend
from domain.every_phase.withdraw import Withdraw
from domain.register.answers import Answer
from service.commands import CommandRequest, Writing
from service.reading import Reading

# The tag is a wire name: clients made from the OpenAPI document are called after it.
router = APIRouter(prefix="/programmes/{slug}", tags=["course"])

ReadsStanding = Annotated[Reading, reads("standing")]

DeadlineKey = Annotated[
    str,
    Path(max_length=120, pattern=r"^[a-z0-9-]+$", description="Of the deadline", examples=["consultation"]),
]


@router.get("/deadlines", operation_id="listDeadlines")
async def list_deadlines(slug: Slug, read: ReadsStanding) -> Items[DeadlineView]:
    """The open deadlines, first the one that comes first."""
    async with read.open(slug) as sight:
        return Items(items=deadline_views(sight.state))


@router.post("/deadlines/{key}/moves", status_code=201, operation_id="moveDeadline")
async def move_deadline(slug: Slug, key: DeadlineKey, request: NewDueDate, act: Act) -> Answer:
    """Move an open deadline (office, principal)."""

    def make(writing: Writing) -> MoveDeadline:
        return MoveDeadline(
            **writing.stamp, deadline=key, due=request.due, reason=writing.text(request.reason)
        )

    return await act(slug, CommandRequest(MoveDeadline, make, request, about={"deadline": key}))


@router.post("/suspensions", status_code=201, operation_id="suspend")
async def suspend(slug: Slug, request: Because, act: Act) -> Answer:
    """Suspend the programme (office, principal): until it is resumed, no deadline passes."""

    def make(writing: Writing) -> Suspend:
        return Suspend(**writing.stamp, reason=writing.text(request.reason))

    return await act(slug, CommandRequest(Suspend, make, request))


@router.post("/resumptions", status_code=201, operation_id="resume")
async def resume(slug: Slug, request: Because, act: Act) -> Answer:
    """Resume the programme (office, principal): open deadlines move by the working days that were lost."""

    def make(writing: Writing) -> Resume:
        return Resume(**writing.stamp, reason=writing.text(request.reason))

    return await act(slug, CommandRequest(Resume, make, request))


@router.post("/kwartiermaker-replacements", status_code=201, operation_id="replaceKwartiermaker")
async def replace_kwartiermaker(slug: Slug, request: Replacement, act: Act) -> Answer:
    """Charge somebody else with preparing the programme (principal)."""
    named = request.person.as_person

    def make(writing: Writing) -> ReplaceKwartiermaker:
        return ReplaceKwartiermaker(
            **writing.stamp, person=writing.person(named), reason=writing.text(request.reason)
        )

    return await act(slug, CommandRequest(ReplaceKwartiermaker, make, request, named=[named]))


@router.post("/withdrawals", status_code=201, operation_id="withdraw")
async def withdraw(slug: Slug, request: Because, act: Act) -> Answer:
    """Withdraw the programme (principal). It has ended then, for ever."""

    def make(writing: Writing) -> Withdraw:
        return Withdraw(**writing.stamp, reason=writing.text(request.reason))

    return await act(slug, CommandRequest(Withdraw, make, request))
