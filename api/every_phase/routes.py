"""What can happen in every phase: suspending, moving a deadline, another kwartiermaker, withdrawing."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.every_phase.views import DeadlineView, deadline_views
from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Slug
from api.http.reading import reads
from domain.register.answers import Answer
from service.asking.acts import OfProgramme
from service.asking.forms import Because, Nothing
from service.every_phase import acts
from service.every_phase.acts import OfDeadline
from service.every_phase.forms import NewDueDate, Replacement
from service.reading import Reading

# The tag is a wire name: clients made from the OpenAPI document are called after it.
router = APIRouter(prefix="/programmes/{slug}", tags=["course"])

ReadsStanding = Annotated[Reading, reads("standing")]
Moves = Annotated[Doing[OfDeadline, NewDueDate], does(acts.MoveADeadline)]
Suspends = Annotated[Doing[OfProgramme, Because], does(acts.SuspendTheProgramme)]
Reminds = Annotated[Doing[OfProgramme, Nothing], does(acts.RemindWhoseTurnItIs)]
Resumes = Annotated[Doing[OfProgramme, Because], does(acts.ResumeTheProgramme)]
Replaces = Annotated[Doing[OfProgramme, Replacement], does(acts.ReplaceTheKwartiermaker)]
Withdraws = Annotated[Doing[OfProgramme, Because], does(acts.WithdrawTheProgramme)]

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
async def move_deadline(slug: Slug, key: DeadlineKey, request: NewDueDate, act: Moves) -> Answer:
    """Move an open deadline (office, principal)."""
    return await act(slug, OfDeadline(deadline=key), request)


@router.post("/suspensions", status_code=201, operation_id="suspend")
async def suspend(slug: Slug, request: Because, act: Suspends) -> Answer:
    """Suspend the programme (office, principal): until it is resumed, no deadline passes."""
    return await act(slug, OfProgramme(), request)


@router.post("/turn-reminders", status_code=201, operation_id="remindWhoseTurn")
async def remind_whose_turn(slug: Slug, request: Nothing, act: Reminds) -> Answer:
    """Remind everybody whose turn it is, by a letter (office, principal): at most once a day."""
    return await act(slug, OfProgramme(), request)


@router.post("/resumptions", status_code=201, operation_id="resume")
async def resume(slug: Slug, request: Because, act: Resumes) -> Answer:
    """Resume the programme (office, principal): open deadlines move by the working days that were lost."""
    return await act(slug, OfProgramme(), request)


@router.post("/kwartiermaker-replacements", status_code=201, operation_id="replaceKwartiermaker")
async def replace_kwartiermaker(slug: Slug, request: Replacement, act: Replaces) -> Answer:
    """Charge somebody else with preparing the programme (principal)."""
    return await act(slug, OfProgramme(), request)


@router.post("/withdrawals", status_code=201, operation_id="withdraw")
async def withdraw(slug: Slug, request: Because, act: Withdraws) -> Answer:
    """Withdraw the programme (principal). It has ended then, for ever."""
    return await act(slug, OfProgramme(), request)
