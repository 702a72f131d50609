"""Who the letters in the outbox go to: settled once, then there is a letter for each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from domain.every_phase.holders import holders
from mail.audience import Holders, Person
from mail.letter import Letter, letter_of
from mail.letters import Invitation, ResponsesSettled
from mail.stored import KINDS, ROLES, addressee, decode
from store.database import Connection
from store.every_phase import programmes

AT_ONCE = 200
"""How many rows are addressed in one transaction."""

ONE_AT_A_TIME = 5_298_174_060_332
"""Any number that nothing else locks."""

OF_ROUND = [kind for kind in KINDS if letter_of(kind).of_round]


@dataclass(frozen=True)
class Unaddressed:
    """A row of the outbox, for whoever has a role or for one person."""

    id: int
    programme: str
    letter: Letter


_TO_ORGANISATIONS = """
WITH unaddressed AS (
    SELECT o.*, c.number, c.status,
        o.kind = ANY($3) AS of_round,
        -- 0.1.0 wrote `consultation/1`.
        CASE WHEN o.kind = $4 THEN
            coalesce(o.fields ->> 'consultation', split_part(o.about, '/', 2))::integer
        END AS answered
    FROM outbox o LEFT JOIN LATERAL (
        SELECT number, status FROM consultations c WHERE c.programme = o.programme
        ORDER BY number DESC LIMIT 1
    ) c ON true
    WHERE o.addressed_at IS NULL AND o.role = 'representative' AND o.kind = ANY($2)
), due AS (
    -- An invitation may lie here before its round is open; what is about a round that is over is not sent.
    SELECT * FROM unaddressed WHERE NOT of_round OR status IN ('open', 'closed') ORDER BY id LIMIT $1
), written AS (
    INSERT INTO letters (outbox, person, representative, consultation)
    SELECT DISTINCT ON (d.kind, d.about, d.fields, r.id) d.id, r.person, r.id,
        CASE WHEN d.of_round THEN d.number ELSE d.answered END
    FROM due d
    JOIN organisations g ON g.programme = d.programme AND g.code = d.recipient AND g.active
    JOIN representatives r ON r.programme = g.programme AND r.organisation = g.code AND r.withdrawn_at IS NULL
    LEFT JOIN invitations i
        ON i.programme = d.programme AND i.consultation = d.number AND i.organisation = g.code
    WHERE NOT d.of_round OR (
        d.status = 'open' AND NOT i.withdrawn
        AND (d.kind = $5 OR NOT i.answered)
        AND (d.kind <> $5 OR NOT EXISTS (
            SELECT FROM letters l JOIN outbox b ON b.id = l.outbox AND b.kind = $5
            WHERE l.representative = r.id AND l.consultation = d.number
        ))
    )
    ORDER BY d.kind, d.about, d.fields, r.id, d.id
    RETURNING outbox
)
UPDATE outbox SET addressed_at = now(),
    sent_at = CASE WHEN id IN (SELECT outbox FROM written) THEN sent_at ELSE now() END
WHERE id IN (SELECT id FROM due)
"""


async def address_some(connection: Connection) -> bool:
    """Address what lies in the outbox, in a transaction; whether there may be more to address at once."""
    # Two that address at the same moment could write one invitation twice.
    if not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", ONE_AT_A_TIME):
        return False
    # These all in one statement: an invitation may be for thousands, and a round trip for each takes minutes.
    for_organisations = await _address_organisations(connection)
    rows = await _unaddressed(connection)
    for row in rows:
        await _address(connection, row.id, await _readers(connection, row))
    # After a batch that is not full, what is left waits for something else, such as an opening.
    return max(for_organisations, len(rows)) == AT_ONCE


async def unknown_kinds(connection: Connection) -> list[str]:
    """The kinds and roles of rows that this code leaves alone: a newer version wrote them."""
    rows = await connection.fetch(
        "SELECT DISTINCT kind, role FROM outbox"
        " WHERE addressed_at IS NULL AND (kind <> ALL($1) OR role <> ALL($2)) ORDER BY kind, role",
        KINDS,
        ROLES,
    )
    return [f"{row['kind']} for {row['role']}" for row in rows]


async def _address_organisations(connection: Connection) -> int:
    """Write a letter to each representative of the organisations that rows are for; how many rows."""
    done = await connection.execute(
        _TO_ORGANISATIONS, AT_ONCE, KINDS, OF_ROUND, ResponsesSettled.kind, Invitation.kind
    )
    return int(done.rpartition(" ")[2])


async def _unaddressed(connection: Connection) -> list[Unaddressed]:
    """Rows for people or their roles, oldest first."""
    rows = await connection.fetch(
        "SELECT id, programme, kind, role, recipient, fields, about FROM outbox"
        " WHERE addressed_at IS NULL AND role <> 'representative' AND kind = ANY($2) AND role = ANY($3)"
        " ORDER BY id LIMIT $1",
        AT_ONCE,
        KINDS,
        ROLES,
    )
    return [
        Unaddressed(
            row["id"],
            row["programme"],
            decode(row["kind"], addressee(row["role"], row["recipient"]), row["fields"], row["about"]),
        )
        for row in rows
    ]


async def _readers(connection: Connection, row: Unaddressed) -> tuple[str, ...]:
    """The ids of the people that a row is for."""
    match row.letter.to:
        case (Person(_, person),):
            return (person,)
        case (Holders(role),):
            state = await programmes.current_state(connection, row.programme)
            assert state is not None, "a letter is about a programme"
            return holders(state, role, row.letter.matter)
        case _:
            raise AssertionError("organisations are addressed all at once")


async def _address(connection: Connection, row: int, people: Iterable[str]) -> None:
    """Write a letter to each of `people`, by their ids."""
    # Each once: somebody who holds several seats gets one letter.
    them = [UUID(person) for person in dict.fromkeys(people)]
    await connection.execute("INSERT INTO letters (outbox, person) SELECT $1, unnest($2::uuid[])", row, them)
    await connection.execute(
        "UPDATE outbox SET addressed_at = now(), sent_at = CASE WHEN $2 THEN NULL ELSE now() END"
        " WHERE id = $1",
        row,
        bool(them),
    )
