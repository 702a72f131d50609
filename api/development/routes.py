"""Moving a programme's clock, and reading what was mailed: in development only."""

import asyncio
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter
from pydantic import Field
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from api.acting import IdempotencyKey
from api.development.kept_mail import MailView, WholeMailView, kept, one
from api.development.requests import DaysToPass
from api.http import timeout
from api.http.dependencies import Here, Resources, Who
from api.http.health import temporal_answers
from api.http.items import Items, View
from api.http.limits import Number, Slug
from api.http.problems import Problem
from api.readers import Read
from workflows import starting

router = APIRouter(prefix="/development", tags=["development"])

REMEMBERED = 1000


class ClockView(View):
    """What time it is for a programme."""

    now: datetime = Field(description="By the programme's own clock, UTC", examples=["2027-03-11T08:00:00Z"])


@router.post("/programmes/{slug}/clock", status_code=201, operation_id="moveClock")
async def move_clock(slug: Slug, body: DaysToPass, read: Read, idempotency_key: IdempotencyKey) -> ClockView:
    """Let days pass for one programme: its reminders and deadlines come as they would have.

    Nobody else's clock moves. Needs a Temporal server that allows time skipping, as `kwartier up` starts it.
    """
    async with read.of(slug) as sight:
        ending = sight.state.ending
    if ending is not None:
        raise Problem("programme_ended", f"The programme has ended: {ending}.", details={"ending": ending})
    moved, asked = read.resources.moved_clocks, (slug, idempotency_key)
    if asked not in moved:
        await temporal_answers(read.resources)
        timeout.take_time()  # a clock waits for its workflow
        moved[asked] = await _forward(read.resources, slug, timedelta(days=body.days))
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
        raise Problem("no_such_mail", f"There is no message {number} here.")
    return found


async def _forward(resources: Resources, slug: str, time: timedelta) -> datetime:
    skipper = TimeSkipper(resources.temporal, config=TimeSkippingConfig(enabled=False))
    handle = resources.temporal.get_workflow_handle(starting.workflow_id(slug))
    try:
        await skipper.fast_forward(handle, time)
        return (await skipper.get_current_time(handle)).astimezone(UTC)
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:
            raise Problem("process_not_running", "Nothing runs for this programme now.") from error
        raise Problem(
            "temporal_unavailable",
            f"Temporal does not move this clock ({error.message}); it must allow time skipping.",
        ) from error
