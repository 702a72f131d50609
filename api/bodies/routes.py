"""Bodies: when they meet, what they keep of it, and who votes there for whom."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.requests import Request

from api.bodies import calendars
from api.bodies.views import MandateView, MeetingView, mandate_view, meeting_view, standing_view
from api.http.acting import Doing, does
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.reading import reads
from documents.calendar import calendar_of
from domain.bodies.known_bodies import known_body
from domain.register.answers import Answer
from domain.sign_off.agenda import meetings
from service.asking.acts import OfProgramme
from service.asking.forms import Nothing
from service.asking.values import KEY_PATTERN
from service.bodies import acts
from service.bodies.acts import OfBody, OfMandate
from service.bodies.forms import CalendarFile, NewMandate, NewMeeting, NewReference, NewSeatHolder
from service.reading import Reading
from store.people import people
from store.register import entries as register
from words.languages import language_of

router = APIRouter(prefix="/programmes/{slug}", tags=["sign-off"])

ReadsMeetings = Annotated[Reading, reads("meetings")]
ReadsMandates = Annotated[Reading, reads("mandates")]
Plans = Annotated[Doing[OfProgramme, NewMeeting], does(acts.PlanAMeeting)]
TakesOver = Annotated[Doing[OfBody, CalendarFile], does(acts.TakeOverACalendar)]
Files = Annotated[Doing[OfBody, NewReference], does(acts.FileAReference)]
PassesOn = Annotated[Doing[OfProgramme, NewSeatHolder], does(acts.PassOnASeat)]
GivesMandates = Annotated[Doing[OfProgramme, NewMandate], does(acts.LetSomebodyVote)]
WithdrawsMandates = Annotated[Doing[OfMandate, Nothing], does(acts.WithdrawAMandate)]

BodyKey = Annotated[
    str, Path(description="The body's key", max_length=60, pattern=KEY_PATTERN, examples=["college"])
]


@router.get("/meetings", operation_id="listMeetings")
async def list_meetings(slug: Slug, read: ReadsMeetings) -> Items[MeetingView]:
    """The meetings of every body, past and to come, with their agenda, papers and references."""
    async with read.open(slug) as sight:
        entries = await register.read(sight.connection, slug)
        found = meetings(sight.state, entries)
        texts = await sight.texts(*(filed.reference.id for one in found for filed in one.references))
    return Items(items=[meeting_view(meeting, texts) for meeting in found])


@router.post("/meetings", status_code=201, operation_id="planMeeting")
async def plan_meeting(slug: Slug, request: NewMeeting, act: Plans) -> Answer:
    """Plan a meeting of a body besides those in the blueprint (office, principal).

    When it comes too soon for the submission that waits, `notice.missed` says so at once.
    """
    return await act(slug, OfProgramme(), request)


@router.post(
    "/bodies/{body}/calendar",
    status_code=201,
    operation_id="importMeetings",
    openapi_extra=calendars.REQUEST_BODY,
)
async def import_meetings(
    slug: Slug, body: BodyKey, request: Request, act: TakesOver, _sent: calendars.SentAsCalendar
) -> Answer:
    """Plan the meetings in a body's own calendar file (office, principal): those to come that are new.

    What was planned stays planned when another file leaves it out. A series without an end is followed for
    ten years; when anything in the file cannot be used nothing is planned, and each such event is named.
    """
    await act.must(slug)
    return await act(slug, OfBody(body=body), CalendarFile(calendar=await request.body()))


@router.post("/bodies/{body}/references", status_code=201, operation_id="fileReference")
async def file_reference(slug: Slug, body: BodyKey, request: NewReference, act: Files) -> Answer:
    """Say where the agenda, papers or minutes of a meeting are (office); the last time holds.

    Minutes are there from the day of the meeting on.
    """
    return await act(slug, OfBody(body=body), request)


# --- as calendar files ---


# For calendar programs, which go by the ending; the document describes one address for each thing.
@router.get("/meetings.ics", include_in_schema=False)
@router.get(
    "/meetings-export", operation_id="exportMeetings", response_class=Response, responses=calendars.ANSWER
)
async def export_meetings(slug: Slug, read: ReadsMeetings) -> Response:
    """The meetings of every body as a calendar file; also at `meetings.ics`."""
    return await _calendar(slug, read, None)


@router.get("/bodies/{body}/meetings.ics", include_in_schema=False)
@router.get(
    "/bodies/{body}/meetings-export",
    operation_id="exportMeetingsOfBody",
    response_class=Response,
    responses=calendars.ANSWER,
)
async def export_meetings_of_body(slug: Slug, body: BodyKey, read: ReadsMeetings) -> Response:
    """The meetings of one body as a calendar file; also at `meetings.ics`."""
    return await _calendar(slug, read, body)


async def _calendar(slug: str, read: ReadsMeetings, body: str | None) -> Response:
    async with read.open(slug) as sight:
        if body is not None:
            known_body(body, sight.state)
        entries = await register.read(sight.connection, slug)
        blueprint = await sight.blueprint()
    found = meetings(sight.state, entries, body) if entries else []
    content = calendar_of(language_of(blueprint), found, blueprint, entries[0].hash if entries else slug)
    name = f"{slug}-{body}-meetings.ics" if body else f"{slug}-meetings.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=calendars.MEDIA_TYPE, headers=headers)


# --- mandates ---


@router.get("/mandates", operation_id="listMandates")
async def list_mandates(slug: Slug, read: ReadsMandates) -> Items[MandateView]:
    """Who may vote for whom: the substitutes whom the blueprint names, and every mandate that was given.

    Mandates come oldest first, also those that have ended.
    """
    async with read.open(slug) as sight:
        mandates = sight.state.sign_off.mandates.values()
        bodies = sight.state.bodies
        seats = [(body.key, seat) for body in bodies for seat in body.seats if seat.substitute is not None]
        ids = [id_ for mandate in mandates for id_ in (mandate.holder, mandate.person)]
        ids += [id_ for _, seat in seats for id_ in (seat.person, seat.substitute or "")]
        names = await people.names(sight.connection, sight.slug, ids)
    given = [mandate_view(mandate, names) for mandate in mandates]
    return Items(items=[*(standing_view(body, seat, names) for body, seat in seats), *given])


@router.post("/seat-transfers", status_code=201, operation_id="passOnSeat")
async def pass_on_seat(slug: Slug, request: NewSeatHolder, act: PassesOn) -> Answer:
    """Let somebody else take a seat of a body or the panel, or the principal's place (office, principal).

    From that day on whoever held it has no rights by it, and mandates that they gave for it end. A vote in an
    open ballot stays with the seat, and its new holder can change it. Both get a letter.
    """
    return await act(slug, OfProgramme(), request)


@router.post("/mandates", status_code=201, operation_id="giveMandate")
async def give_mandate(slug: Slug, request: NewMandate, act: GivesMandates) -> Answer:
    """Let somebody vote on your seats for a while (who holds them; the office on their behalf).

    They vote as your substitute until the end of the last day, and cannot pass that on; your own vote always
    wins. Nobody who prepared the plan votes by a mandate, or has somebody vote by one.
    """
    return await act(slug, OfProgramme(), request)


@router.post("/mandates/{number}/withdrawals", status_code=201, operation_id="withdrawMandate")
async def withdraw_mandate(slug: Slug, number: Number, request: Nothing, act: WithdrawsMandates) -> Answer:
    """Withdraw a mandate before its last day (who gave it, or the office).

    A vote that was cast under it stays; who regrets it votes themselves.
    """
    return await act(slug, OfMandate(mandate=number), request)
