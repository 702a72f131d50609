"""Moving a programme's clock, and reading what was mailed: in development only."""

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.requests import Request
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from api.development.kept_mail import MailView, WholeMailView, kept, one
from api.development.requests import DaysToPass
from api.http.acting import IdempotencyKey
from api.http.dependencies import Here, Who
from api.http.health import temporal_answers
from api.http.items import Items, View
from api.http.limits import Number, Slug
from domain.shared.messages import N_
from domain.shared.refusals import Missing
from domain.state.judge import ProgrammeEnded
from service.reading import looked_up
from service.resources import Resources
from service.sending import ProcessNotRunning
from service.waiting import TemporalUnavailable, take_time
from workflows import starting

router = APIRouter(prefix="/development", tags=["development"])

REMEMBERED = 1000


class NoSuchMail(Missing):
    title = N_("There is no such message")
    sentence = N_("There is no message {number} here.")
    advice = N_("List what was mailed.")
    number: int


class ClockDoesNotMove(TemporalUnavailable):
    sentence = N_("Temporal does not move this clock ({reason}); it must allow time skipping.")
    reason: str


class ClockView(View):
    """What time it is for a programme."""

    now: datetime = Field(description="By the programme's own clock, UTC", examples=["2027-03-11T08:00:00Z"])


async def _moved(request: Request) -> OrderedDict[tuple[str, str], datetime]:
    return request.app.state.moved_clocks


Moved = Annotated[OrderedDict[tuple[str, str], datetime], Depends(_moved)]
"""The moves of clocks by programme and key, and what time it was then."""


@router.post("/programmes/{slug}/clock", status_code=201, operation_id="moveClock")
async def move_clock(
    slug: Slug, body: DaysToPass, resources: Here, _caller: Who, moved: Moved, idempotency_key: IdempotencyKey
) -> ClockView:
    """Let days pass for one programme: its reminders and deadlines come as they would have.

    Nobody else's clock moves. Needs a Temporal server that allows time skipping, as `kwartier up` starts it.
    """
    async with looked_up(resources, slug) as sight:
        ending = sight.state.ending
    if ending is not None:
        raise ProgrammeEnded(ending=ending)
    asked = slug, idempotency_key
    # Once per key, as everything else: a request that is repeated does not let the days pass twice.
    if asked not in moved:
        await temporal_answers(resources)
        take_time()  # a clock waits for its workflow
        moved[asked] = await _forward(resources, slug, timedelta(days=body.days))
    while len(moved) > REMEMBERED:
        moved.popitem(last=False)
    return ClockView(now=moved[asked])


@router.get("/mail", operation_id="listMail")
async def list_mail(resources: Here, _caller: Who) -> Items[MailView]:
    """What was mailed here, the newest first: nothing leaves this machine."""
    return Items(items=await asyncio.to_thread(kept, resources.settings.mail_folder))


@router.get("/mail/{number}", operation_id="showMail")
async def show_mail(number: Number, resources: Here, _caller: Who) -> WholeMailView:
    """One message that was mailed here, with its text."""
    found = await asyncio.to_thread(one, resources.settings.mail_folder, number)
    if found is None:
        raise NoSuchMail(number=number)
    return found


async def _forward(resources: Resources, slug: str, time: timedelta) -> datetime:
    skipper = TimeSkipper(resources.temporal, config=TimeSkippingConfig(enabled=False))
    handle = resources.temporal.get_workflow_handle(starting.workflow_id(slug))
    try:
        await skipper.fast_forward(handle, time)
        return (await skipper.get_current_time(handle)).astimezone(UTC)
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise ProcessNotRunning from error
        raise ClockDoesNotMove(reason=error.message) from error
