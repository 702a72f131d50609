"""The days on which bodies meet: planned, imported, read, and with references to what the bodies keep."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.requests import Request

from api import roles
from api.acting import Act, Asked, Writing
from api.bodies import calendars
from api.bodies.requests import NewMeeting, NewReference
from api.bodies.views import MeetingView, meeting_view
from api.http.items import Items
from api.http.limits import KEY_PATTERN, Slug
from api.http.problems import Problem
from api.readers import Read
from domain.register.answers import Answer
from domain.sign_off.agenda import meetings
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import FileReference, PlanMeeting, PlanMeetings
from store.every_phase import programmes
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])

BodyKey = Annotated[
    str, Path(description="The body's key", max_length=60, pattern=KEY_PATTERN, examples=["college"])
]


@router.get("/meetings", operation_id="listMeetings")
async def list_meetings(slug: Slug, read: Read) -> Items[MeetingView]:
    """The meetings of every body, past and to come, with their agenda, papers and references."""
    async with read.of(slug) as sight:
        entries = await register.read(sight.connection, slug)
        found = meetings(sight.state, entries)
        bodies = await sight.texts(*(filed.reference.id for one in found for filed in one.references))
    return Items(items=[meeting_view(meeting, bodies) for meeting in found])


@router.post("/meetings", status_code=201, operation_id="planMeeting")
async def plan_meeting(slug: Slug, body: NewMeeting, act: Act) -> Answer:
    """Plan a meeting of a body besides those in the blueprint (office, principal).

    When it comes too soon for the submission that waits, `notice.missed` says so at once.
    """
    asked = Asked(
        PlanMeeting,
        roles.office_or_principal,
        lambda _: {"body_key": body.body, "day": body.day, "tells": True},
        body,
    )
    return await act(slug, asked)


@router.post(
    "/bodies/{body}/calendar",
    status_code=201,
    operation_id="importMeetings",
    openapi_extra=calendars.REQUEST_BODY,
)
async def import_meetings(
    slug: Slug, body: BodyKey, request: Request, read: Read, act: Act, _sent: calendars.SentAsCalendar
) -> Answer:
    """Plan the meetings in a body's own calendar file (office, principal): those to come that are new.

    What was planned stays planned when another file leaves it out. A series without an end is followed for
    ten years; when anything in the file cannot be used nothing is planned, and each such event is named.
    """
    async with read.of(slug) as sight:
        timezone = sight.state.rules.calendar.timezone
    content = await request.body()
    days = await calendars.days_of(content, timezone)
    asked = Asked(
        PlanMeetings,
        roles.office_or_principal,
        lambda _: {"body_key": body, "days": days},
        calendars.SentCalendar.of(content),
        about={"body": body},
        check=there_is(body),
    )
    return await act(slug, asked)


@router.post("/bodies/{body}/references", status_code=201, operation_id="fileReference")
async def file_reference(slug: Slug, body: BodyKey, sent: NewReference, act: Act) -> Answer:
    """Say where the agenda, papers or minutes of a meeting are (office); the last time holds.

    Minutes are there from the day of the meeting on.
    """

    def fields(writing: Writing) -> Mapping[str, object]:
        return {
            "body_key": body,
            "day": sent.day,
            "of": sent.kind,
            "reference": writing.text(sent.reference),
            "file_hash": sent.file_hash,
        }

    about = {"body": body}
    return await act(
        slug, Asked(FileReference, roles.office, fields, sent, about=about, check=there_is(body))
    )


def there_is(body: str) -> roles.Check:
    """A check that the blueprint names the body."""

    def check(state: ProgrammeState) -> None:
        if body not in {known.key for known in state.rules.sign_off.bodies}:
            raise Problem("unknown_body", f"The blueprint names no body {body}.")

    return check


# --- as calendar files ---


@router.get("/meetings.ics", include_in_schema=False)
@router.get(
    "/meetings-export", operation_id="exportMeetings", response_class=Response, responses=calendars.ANSWER
)
async def export_meetings(slug: Slug, read: Read) -> Response:
    """The meetings of every body as a calendar file; also at `meetings.ics`."""
    return await _calendar(slug, read, None)


@router.get("/bodies/{body}/meetings.ics", include_in_schema=False)
@router.get(
    "/bodies/{body}/meetings-export",
    operation_id="exportMeetingsOfBody",
    response_class=Response,
    responses=calendars.ANSWER,
)
async def export_meetings_of_body(slug: Slug, body: BodyKey, read: Read) -> Response:
    """The meetings of one body as a calendar file; also at `meetings.ics`."""
    return await _calendar(slug, read, body)


async def _calendar(slug: str, read: Read, body: str | None) -> Response:
    async with read.of(slug) as sight:
        if body is not None:
            there_is(body)(sight.state)
        entries = await register.read(sight.connection, slug)
        blueprint = await programmes.blueprint(sight.connection, slug)
    found = meetings(sight.state, entries, body) if entries else []
    content = calendars.calendar_of(found, blueprint, entries[0].hash if entries else slug)
    name = f"{slug}-{body}-meetings.ics" if body else f"{slug}-meetings.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=calendars.MEDIA_TYPE, headers=headers)
