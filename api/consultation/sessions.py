"""Working sessions: planned, held or cancelled, and confirmed by who was there."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.consultation.requests import NewConfirmation
from api.consultation.views import ReceiptView, receipt_view
from api.http.acting import Doing, IdempotencyKey, does
from api.http.dependencies import Here, Who
from api.http.items import Items, View
from api.http.limits import Number, Slug
from api.http.reading import reads
from domain.consultation.sessions import NoSuchSession
from domain.register.answers import Answer
from service.asking.acts import OfProgramme
from service.asking.forms import Because
from service.consultation import acts
from service.consultation.acts import OfSession as AboutSession
from service.consultation.confirm_session import OfSession
from service.consultation.confirm_session import confirm_session as confirm
from service.consultation.forms import NewSession, NewSessionRecord
from service.reading import ReadContext, Reading
from store.consultation import sessions
from store.consultation.sessions import Status, WorkingSession
from words.sessions import headings

router = APIRouter(prefix="/programmes/{slug}/sessions", tags=["participation"])

ReadsSessions = Annotated[Reading, reads("sessions")]
ReadsOutcomes = Annotated[Reading, reads("sessions", also=("session_outcomes", "own_session_outcomes"))]
Plans = Annotated[Doing[OfProgramme, NewSession], does(acts.PlanASession)]
Records = Annotated[Doing[AboutSession, NewSessionRecord], does(acts.RecordASession)]
Cancels = Annotated[Doing[AboutSession, Because], does(acts.CancelASession)]


class SessionView(View):
    """A working session; organisations are named by their codes."""

    number: int = Field(examples=[1])
    day: date = Field(examples=["2027-03-11"])
    status: Status = Field(examples=["held"])
    title: str = Field(examples=["Funding after the first years"])
    invited: list[str] = Field(examples=[["GM0014", "GM0034"]])
    present: list[str] = Field(examples=[["GM0014"]])
    confirmed: list[str] = Field(
        description="Who made the outcome part of what they say", examples=[["GM0014"]]
    )


def session_view(session: WorkingSession, title: str) -> SessionView:
    return SessionView(
        number=session.number,
        day=session.day,
        status=session.status,
        title=title,
        invited=list(session.invited),
        present=list(session.present),
        confirmed=list(session.confirmed),
    )


class WholeSessionView(SessionView):
    """A working session with its outcome per section, or why it was cancelled."""

    outcome: dict[str, str] | None = Field(
        description="null when it is not yours to read",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )
    reason: str | None = Field(examples=["Too few could come."])


@router.get("", operation_id="listSessions")
async def list_sessions(slug: Slug, read: ReadsSessions) -> Items[SessionView]:
    """The working sessions, in the order they were planned."""
    async with read.open(slug) as sight:
        found = await sessions.all_of(sight.connection, slug)
        titles = await sight.texts(*(session.title.id for session in found))
    return Items(items=[session_view(session, titles[session.title.id]) for session in found])


@router.get("/{number}", operation_id="showSession")
async def show_session(slug: Slug, number: Number, read: ReadsOutcomes) -> WholeSessionView:
    """A working session.

    Its outcome is for the office, the principal, the kwartiermaker and who was invited only.
    """
    async with read.open(slug) as sight:
        session = await sessions.find(sight.connection, slug, number)
        if session is None:
            raise NoSuchSession(session=number)
        refs = [session.title, *session.outcome.values(), *([session.reason] if session.reason else [])]
        bodies = await sight.texts(*(ref.id for ref in refs))
    outcome = {section: bodies[ref.id] for section, ref in session.outcome.items()}
    return WholeSessionView(
        **session_view(session, bodies[session.title.id]).model_dump(),
        outcome=outcome if _may_read(sight, session) else None,
        reason=bodies[session.reason.id] if session.reason else None,
    )


def _may_read(sight: ReadContext, session: WorkingSession) -> bool:
    reader = sight.reader
    was_invited = reader.may("own_session_outcomes") and not reader.speaks_for.isdisjoint(session.invited)
    return reader.may("session_outcomes") or was_invited


@router.post("", status_code=201, operation_id="planSession")
async def plan_session(slug: Slug, request: NewSession, act: Plans) -> Answer:
    """Plan a working session and invite organisations to it (office, kwartiermaker)."""
    return await act(slug, OfProgramme(), request)


@router.post("/{number}/records", status_code=201, operation_id="recordSession")
async def record_session(slug: Slug, number: Number, request: NewSessionRecord, act: Records) -> Answer:
    """Record a session as held: who was there, and the outcome per section (office, kwartiermaker)."""
    return await act(slug, AboutSession(session=number), request)


@router.post("/{number}/cancellations", status_code=201, operation_id="cancelSession")
async def cancel_session(slug: Slug, number: Number, request: Because, act: Cancels) -> Answer:
    """Cancel a session that is to come (office, kwartiermaker)."""
    return await act(slug, AboutSession(session=number), request)


@router.post("/{number}/confirmations", status_code=201, operation_id="confirmSession")
async def confirm_session(
    slug: Slug,
    number: Number,
    request: NewConfirmation,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Make a session's outcome part of what your organisation says (representative of who was there).

    It becomes a new revision of your contribution in the open round, below your own text; the answer is its
    receipt. An outcome that nobody confirms never counts.
    """
    session = OfSession(slug, number, request.consultation)
    taken = await confirm(resources, caller, idempotency_key, session, request.as_statement, headings)
    return receipt_view(taken)
