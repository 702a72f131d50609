"""The answering of a closed consultation: the row that is its gate, which follows the register."""

from typing import Literal

from domain.consultation.close_consultation import ConsultationClosed
from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.every_phase.withdraw import ProgrammeWithdrawn
from domain.register.entries import Entry
from domain.responses.settle_responses import ResponsesSettled
from store.consultation import contributions
from store.database import Connection
from store.register.following import follows
from store.responses import points

Status = Literal["open", "suspended", "settled", "ended"]


@follows(ConsultationClosed)
async def _begin(connection: Connection, entry: Entry, event: ConsultationClosed) -> None:
    # At the closing, not with the first answer: from now on the coverage says how many there are.
    await open_(connection, entry.programme, event.consultation)


@follows(ResponsesSettled)
async def _end(connection: Connection, entry: Entry, event: ResponsesSettled) -> None:
    await _settle(connection, entry.programme, event.consultation)


@follows(ProgrammeSuspended)
async def _suspend(connection: Connection, entry: Entry, _event: ProgrammeSuspended) -> None:
    await _set_status(connection, entry.programme, "suspended", of="open")


@follows(ProgrammeResumed)
async def _resume(connection: Connection, entry: Entry, _event: ProgrammeResumed) -> None:
    await _set_status(connection, entry.programme, "open", of="suspended")


@follows(ProgrammeWithdrawn)
async def _withdraw(connection: Connection, entry: Entry, _event: ProgrammeWithdrawn) -> None:
    # Of these two only: how a consultation was closed before stays as it was.
    await _set_status(connection, entry.programme, "ended", of="open")
    await _set_status(connection, entry.programme, "ended", of="suspended")


async def open_(connection: Connection, programme: str, number: int) -> None:
    """Let the answering of a consultation begin: each contribution that counts falls into its points."""
    await connection.execute(
        "INSERT INTO answerings (programme, consultation, status) VALUES ($1, $2, 'open')", programme, number
    )
    # At the closing, not with the first answer: from now on the coverage says how many there are.
    await points.add(
        connection, (programme, number), await contributions.counted(connection, programme, number)
    )


async def consulted_on(connection: Connection, programme: str, number: int) -> int | None:
    """The plan version that a consultation is about, None when there is no such consultation."""
    return await connection.fetchval(
        "SELECT version FROM consultations WHERE programme = $1 AND number = $2", programme, number
    )


async def admit(connection: Connection, programme: str, number: int) -> Status | None:
    """The status, None when the consultation is not closed; it stays so until the transaction ends."""
    return await connection.fetchval(
        "SELECT status FROM answerings WHERE programme = $1 AND consultation = $2 FOR SHARE",
        programme,
        number,
    )


async def lock(connection: Connection, programme: str, number: int) -> Status | None:
    """As `admit`, but alone: what is under way is waited for, and what comes waits."""
    return await connection.fetchval(
        "SELECT status FROM answerings WHERE programme = $1 AND consultation = $2 FOR UPDATE",
        programme,
        number,
    )


async def status(connection: Connection, programme: str, number: int) -> Status | None:
    """The status as it is, without keeping it so."""
    return await connection.fetchval(
        "SELECT status FROM answerings WHERE programme = $1 AND consultation = $2", programme, number
    )


async def _settle(connection: Connection, programme: str, number: int) -> None:
    """Close the answering for good."""
    await connection.execute(
        "UPDATE answerings SET status = 'settled' WHERE programme = $1 AND consultation = $2",
        programme,
        number,
    )


async def _set_status(connection: Connection, programme: str, status: Status, *, of: Status) -> None:
    await connection.execute(
        "UPDATE answerings SET status = $2 WHERE programme = $1 AND status = $3", programme, status, of
    )
