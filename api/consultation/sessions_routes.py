"""Working sessions: planned, held or cancelled, and confirmed by who was there."""

from collections.abc import Mapping

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked, IdempotencyKey, Look, Writing
from api.consultation.requests import NewConfirmation, NewSession, NewSessionRecord
from api.consultation.sessions_views import SessionView, WholeSessionView, session_view
from api.consultation.views import ReceiptView, receipt_view
from api.http.dependencies import Here, Who
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.problems import Problem
from api.http.requests import Because
from api.readers import Read, Sight
from domain.register.answers import Answer
from domain.shared.errors import Refusal
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import CancelSession, PlanSession, RecordSession
from service.consultation.confirm_session import confirm_session as confirm
from store.consultation import sessions
from store.consultation.sessions import WorkingSession
from store.database import Connection
from store.organisations import organisations

router = APIRouter(prefix="/programmes/{slug}/sessions", tags=["participation"])


@router.get("", operation_id="listSessions")
async def list_sessions(slug: Slug, read: Read) -> Items[SessionView]:
    """The working sessions, in the order they were planned."""
    async with read.of(slug) as sight:
        found = await sessions.all_of(sight.connection, slug)
        titles = await sight.texts(*(session.title.id for session in found))
    return Items(items=[session_view(session, titles[session.title.id]) for session in found])


@router.get("/{number}", operation_id="showSession")
async def show_session(slug: Slug, number: Number, read: Read) -> WholeSessionView:
    """A working session.

    Its outcome is for the office, the principal, the kwartiermaker and who was invited only.
    """
    async with read.of(slug) as sight:
        session = await sessions.find(sight.connection, slug, number)
        if session is None:
            raise Problem("no_such_session", f"There is no working session {number} here.")
        refs = [session.title, *session.outcome.values(), *([session.reason] if session.reason else [])]
        bodies = await sight.texts(*(ref.id for ref in refs))
    outcome = {section: bodies[ref.id] for section, ref in session.outcome.items()}
    return WholeSessionView(
        **session_view(session, bodies[session.title.id]).model_dump(),
        outcome=outcome if _may_read(sight, session) else None,
        reason=bodies[session.reason.id] if session.reason else None,
    )


def _may_read(sight: Sight, session: WorkingSession) -> bool:
    caller = sight.reader.caller
    speaks_for = caller.organisation if "representative" in caller.roles else None
    return sight.reader.prepares or speaks_for in session.invited


@router.post("", status_code=201, operation_id="planSession")
async def plan_session(slug: Slug, body: NewSession, act: Act) -> Answer:
    """Plan a working session and invite organisations to it (office, kwartiermaker)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        title = writing.text(body.title)
        return {"day": body.day, "title": title, "organisations": body.organisations}

    look = known_organisations(slug, body.organisations)
    return await act(slug, Asked(PlanSession, roles.office_or_kwartiermaker, fields, body, look=look))


@router.post("/{number}/records", status_code=201, operation_id="recordSession")
async def record_session(slug: Slug, number: Number, body: NewSessionRecord, act: Act) -> Answer:
    """Record a session as held: who was there, and the outcome per section (office, kwartiermaker)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        sections = {key: writing.text(text) for key, text in body.sections.items()}
        return {"session": number, "present": body.present, "sections": sections}

    by, about = roles.office_or_kwartiermaker, {"session": number}
    return await act(slug, Asked(RecordSession, by, fields, body, about=about, check=_exists(number)))


@router.post("/{number}/cancellations", status_code=201, operation_id="cancelSession")
async def cancel_session(slug: Slug, number: Number, body: Because, act: Act) -> Answer:
    """Cancel a session that is to come (office, kwartiermaker)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"session": number, "reason": writing.text(body.reason)}

    by, about = roles.office_or_kwartiermaker, {"session": number}
    return await act(slug, Asked(CancelSession, by, fields, body, about=about, check=_exists(number)))


@router.post("/{number}/confirmations", status_code=201, operation_id="confirmSession")
async def confirm_session(
    slug: Slug,
    number: Number,
    body: NewConfirmation,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Make a session's outcome part of what your organisation says (representative of who was there).

    It becomes a new revision of your contribution in the open round, below your own text; the answer is its
    receipt. An outcome that nobody confirms never counts.
    """
    session, statement = (slug, number), body.as_statement
    taken = await confirm(
        resources, caller, idempotency_key, session, statement, consultation=body.consultation
    )
    return receipt_view(taken)


def known_organisations(slug: str, codes: tuple[str, ...]) -> Look:
    """Refuse codes that are no organisation of the programme."""

    async def look(connection: Connection) -> None:
        if unknown := await organisations.unknown(connection, slug, codes):
            raise Refusal(
                "unknown_organisation",
                "The programme knows no organisations with these codes.",
                {"unknown": unknown},
            )

    return look


def _exists(number: int) -> roles.Check:
    def check(state: ProgrammeState) -> None:
        if number not in state.definition.sessions:
            raise Problem("no_such_session", f"There is no working session {number} here.")

    return check
