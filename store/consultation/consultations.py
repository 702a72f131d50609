"""Consultations: the row that is the gate of each, and the invitations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.open_consultation import ConsultationOpened
from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.register.entries import Entry
from store.database import Connection
from store.every_phase import programmes
from store.register.following import follows

Status = Literal["open", "suspended", "closed"]


@dataclass(frozen=True)
class Consultation:
    """One consultation about plan version `version`, until the end of `due`."""

    number: int
    version: int
    status: Status
    due: date
    invited: int
    answered: int


async def to_invite(connection: Connection, programme: str) -> dict[str, int]:
    """How many organisations per group take part now."""
    rows = await connection.fetch(
        'SELECT "group", count(*) AS n FROM organisations WHERE programme = $1 AND active'
        " GROUP BY 1 ORDER BY 1",
        programme,
    )
    return {row["group"]: row["n"] for row in rows}


async def open_round(connection: Connection, programme: str, number: int, version: int, due: date) -> None:
    """Open a consultation to every organisation that takes part now."""
    await connection.execute(
        "INSERT INTO consultations (programme, number, version, status, due) VALUES ($1, $2, $3, 'open', $4)",
        programme,
        number,
        version,
        due,
    )
    await connection.execute(
        "INSERT INTO invitations (programme, consultation, organisation)"
        " SELECT programme, $2, code FROM organisations WHERE programme = $1 AND active",
        programme,
        number,
    )


async def silent_now(connection: Connection, programme: str) -> int:
    """How many have not answered the open consultation."""
    return await connection.fetchval(
        "SELECT count(*) FROM invitations i"
        " JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation"
        " WHERE i.programme = $1 AND c.status = 'open' AND NOT i.answered AND NOT i.withdrawn",
        programme,
    )


async def lock(connection: Connection, programme: str, number: int) -> None:
    """Wait for contributions under way, and keep new ones waiting, until this transaction ends."""
    # Contributions take the row FOR SHARE: they do not wait for each other, only for whoever closes.
    await connection.fetchval(
        "SELECT 1 FROM consultations WHERE programme = $1 AND number = $2 FOR UPDATE", programme, number
    )


async def silent(connection: Connection, programme: str, number: int) -> int:
    """How many have not answered."""
    return await connection.fetchval(
        "SELECT count(*) FROM invitations"
        " WHERE programme = $1 AND consultation = $2 AND NOT answered AND NOT withdrawn",
        programme,
        number,
    )


async def invited(connection: Connection, programme: str, number: int) -> dict[str, int]:
    """How many organisations per group were invited to the consultation."""
    rows = await connection.fetch(
        'SELECT o."group", count(*) AS n FROM invitations i JOIN organisations o'
        " ON o.programme = i.programme AND o.code = i.organisation"
        " WHERE i.programme = $1 AND i.consultation = $2 AND NOT i.withdrawn GROUP BY 1 ORDER BY 1",
        programme,
        number,
    )
    return {row["group"]: row["n"] for row in rows}


async def set_status(connection: Connection, programme: str, status: Status, *, of: Status) -> None:
    """Let the consultations of a programme that are `of` one status have another."""
    # Only from the given status: what is closed must not open again when a programme is resumed.
    await connection.execute(
        "UPDATE consultations SET status = $2 WHERE programme = $1 AND status = $3", programme, status, of
    )


async def move(connection: Connection, programme: str, due: date) -> None:
    """Give the consultation that is not closed another last day."""
    await connection.execute(
        "UPDATE consultations SET due = $2 WHERE programme = $1 AND status <> 'closed'", programme, due
    )


async def all_of(connection: Connection, programme: str) -> list[Consultation]:
    """All rounds of a programme, oldest first."""
    rows = await connection.fetch(
        "SELECT c.number, c.version, c.status, c.due, count(i.*) AS invited,"
        " count(i.*) FILTER (WHERE i.answered) AS answered"
        " FROM consultations c LEFT JOIN invitations i"
        " ON i.programme = c.programme AND i.consultation = c.number AND NOT i.withdrawn"
        " WHERE c.programme = $1 GROUP BY c.programme, c.number ORDER BY c.number",
        programme,
    )
    return [Consultation(**dict(row)) for row in rows]


async def one(
    connection: Connection, programme: str, number: int
) -> tuple[Consultation, Mapping[str, tuple[int, int]]] | None:
    """The round `number`, and how many organisations of each group have answered, of how many."""
    rows = await connection.fetch(
        'SELECT c.number, c.version, c.status, c.due, o."group", count(o.*) AS invited,'
        " count(o.*) FILTER (WHERE i.answered) AS answered"
        " FROM consultations c LEFT JOIN invitations i"
        " ON i.programme = c.programme AND i.consultation = c.number AND NOT i.withdrawn"
        " LEFT JOIN organisations o ON o.programme = i.programme AND o.code = i.organisation"
        ' WHERE c.programme = $1 AND c.number = $2 GROUP BY c.programme, c.number, o."group" ORDER BY 5',
        programme,
        number,
    )
    if not rows:
        return None
    found = [dict(row) for row in rows]
    counts = {row.pop("group"): (row.pop("answered"), row.pop("invited")) for row in found}
    answered, invited = (sum(each) for each in zip(*counts.values(), strict=True))
    # Of a round to which nobody was invited.
    counts.pop(None, None)
    return Consultation(**found[0], invited=invited, answered=answered), counts


async def answered_by_all(connection: Connection) -> list[str]:
    """The programmes with an open consultation in which nobody is silent any more."""
    # NOT EXISTS stops at the first who is silent: the relay asks this twice a second.
    rows = await connection.fetch(
        "SELECT c.programme FROM consultations c WHERE c.status = 'open' AND NOT EXISTS"
        " (SELECT FROM invitations i WHERE i.programme = c.programme AND i.consultation = c.number"
        " AND NOT i.answered AND NOT i.withdrawn)"
    )
    return [row["programme"] for row in rows]


# --- following the register ---


@follows(ConsultationOpened)
async def _open(connection: Connection, entry: Entry, event: ConsultationOpened) -> None:
    await open_round(connection, entry.programme, event.consultation, event.version, event.due)


@follows(ConsultationClosed)
async def _close(connection: Connection, entry: Entry, _event: ConsultationClosed) -> None:
    await set_status(connection, entry.programme, "closed", of="open")


@follows(DeadlineMoved)
async def _follow_deadline(connection: Connection, entry: Entry, event: DeadlineMoved) -> None:
    if event.deadline == "consultation":
        await move(connection, entry.programme, event.due)


@follows(ProgrammeSuspended)
async def _suspend(connection: Connection, entry: Entry, _event: ProgrammeSuspended) -> None:
    await set_status(connection, entry.programme, "suspended", of="open")


@follows(ProgrammeResumed)
async def _resume(connection: Connection, entry: Entry, _event: ProgrammeResumed) -> None:
    await set_status(connection, entry.programme, "open", of="suspended")
    # How far a resumption moves a deadline, only the rules can say; the entry is in the register by now.
    state = await programmes.current_state(connection, entry.programme)
    assert state is not None
    if (deadline := state.deadlines.get("consultation")) is not None:
        await move(connection, entry.programme, deadline.due)


@follows(ProgrammeWithdrawn)
async def _withdraw(connection: Connection, entry: Entry, _event: ProgrammeWithdrawn) -> None:
    await set_status(connection, entry.programme, "closed", of="open")
    await set_status(connection, entry.programme, "closed", of="suspended")
