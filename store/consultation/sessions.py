"""Working sessions as people are shown them: they follow the register, one row each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter

from domain.consultation.cancel_session import SessionCancelled
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.plan.complete_definition import DefinitionCompleted
from domain.register.entries import Entry
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state.deadlines import SESSION
from store.database import Connection
from store.register.following import follows

Status = Literal["planned", "held", "cancelled", "lapsed"]

_sections: TypeAdapter[dict[str, TextRef]] = TypeAdapter(dict[str, TextRef])


@dataclass(frozen=True)
class WorkingSession:
    """One session. `outcome` is empty until it was held; the rest are codes of organisations."""

    number: int
    day: date
    status: Status
    title: TextRef
    outcome: Mapping[str, TextRef] = field(default_factory=dict[str, TextRef])
    reason: TextRef | None = None
    invited: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()


# --- following the register ---


@follows(SessionCancelled)
async def _cancel(connection: Connection, entry: Entry, event: SessionCancelled) -> None:
    await connection.execute(
        "UPDATE working_sessions SET status = 'cancelled', reason = $3 WHERE programme = $1 AND number = $2",
        entry.programme,
        event.session,
        event.reason.model_dump_json(),
    )


@follows(DeadlineMoved)
async def _move(connection: Connection, entry: Entry, event: DeadlineMoved) -> None:
    if not event.deadline.startswith(SESSION):
        return
    await connection.execute(
        "UPDATE working_sessions SET day = $3 WHERE programme = $1 AND number = $2",
        entry.programme,
        int(event.deadline.removeprefix(SESSION)),
        event.due,
    )


@follows(DefinitionCompleted, ProgrammeWithdrawn)
async def _lapse(connection: Connection, entry: Entry, _event: Event) -> None:
    # Either way nobody will hold what is still planned.
    await connection.execute(
        "UPDATE working_sessions SET status = 'lapsed' WHERE programme = $1 AND status = 'planned'",
        entry.programme,
    )


@follows(SessionPlanned)
async def _plan(connection: Connection, entry: Entry, event: SessionPlanned) -> None:
    await connection.execute(
        "INSERT INTO working_sessions (programme, number, day, title, status)"
        " VALUES ($1, $2, $3, $4, 'planned')",
        entry.programme,
        event.session,
        event.day,
        event.title.model_dump_json(),
    )
    await connection.execute(
        "INSERT INTO session_organisations (programme, session, organisation)"
        " SELECT $1, $2, unnest($3::text[])",
        entry.programme,
        event.session,
        list(event.organisations),
    )


@follows(SessionHeld)
async def _hold(connection: Connection, entry: Entry, event: SessionHeld) -> None:
    await connection.execute(
        "UPDATE working_sessions SET status = 'held', outcome = $3 WHERE programme = $1 AND number = $2",
        entry.programme,
        event.session,
        json.dumps({key: ref.model_dump() for key, ref in event.sections.items()}),
    )
    await connection.execute(
        "UPDATE session_organisations SET present = true"
        " WHERE programme = $1 AND session = $2 AND organisation = ANY($3)",
        entry.programme,
        event.session,
        list(event.present),
    )


# --- reading ---


async def all_of(connection: Connection, programme: str) -> list[WorkingSession]:
    """The sessions of a programme, in the order they were planned."""
    rows = await connection.fetch(f"{_SESSION} WHERE s.programme = $1 ORDER BY s.number", programme)
    return [_session(dict(row)) for row in rows]


async def find(connection: Connection, programme: str, number: int) -> WorkingSession | None:
    row = await connection.fetchrow(f"{_SESSION} WHERE s.programme = $1 AND s.number = $2", programme, number)
    return None if row is None else _session(dict(row))


_SESSION = """
SELECT s.number, s.day, s.status, s.title, s.outcome, s.reason,
    ARRAY(SELECT o.organisation FROM session_organisations o
        WHERE o.programme = s.programme AND o.session = s.number ORDER BY 1) AS invited,
    ARRAY(SELECT o.organisation FROM session_organisations o
        WHERE o.programme = s.programme AND o.session = s.number AND o.present ORDER BY 1) AS present,
    ARRAY(SELECT DISTINCT c.organisation FROM session_confirmations c
        WHERE c.programme = s.programme AND c.session = s.number ORDER BY 1) AS confirmed
FROM working_sessions s
"""


def _session(row: Mapping[str, Any]) -> WorkingSession:
    return WorkingSession(
        number=row["number"],
        day=row["day"],
        status=row["status"],
        title=TextRef.model_validate_json(row["title"]),
        outcome=_sections.validate_json(row["outcome"]),
        reason=TextRef.model_validate_json(row["reason"]) if row["reason"] else None,
        invited=tuple(row["invited"]),
        present=tuple(row["present"]),
        confirmed=tuple(row["confirmed"]),
    )
