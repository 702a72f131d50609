"""Letters: what the outbox says, to each person it goes to, until it was sent or cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from store.database import Connection

AT_ONCE = 200
"""How many messages are addressed in one transaction."""

LEASE = timedelta(minutes=15)
"""For how long whoever takes a letter to send it may be busy with it: after a crash it is sent again."""

ONE_AT_A_TIME = 5_298_174_060_332
"""Two processes that address at the same moment could write one invitation twice."""


@dataclass(frozen=True)
class Unaddressed:
    """A message for whoever has a role, or for the person with the id `recipient`."""

    id: int
    programme: str
    kind: str
    role: str
    recipient: str
    about: str


@dataclass(frozen=True)
class Letter:
    """One letter that is being sent: for the `attempts`th time.

    A `consultation` gives it a personal link to that round; `due` is the day until which something is asked.
    """

    id: int
    programme: str
    title: str
    kind: str
    role: str
    about: str
    name: str
    email: str | None
    language: str
    attempts: int
    representative: UUID | None
    organisation: str | None
    consultation: int | None
    due: date | None


@dataclass(frozen=True)
class Undelivered:
    """Work for the office: somebody whom no letter reaches.

    `why` is bounced (the server's answer tells), no_address, or no_representative. `at` is when it was found.
    """

    why: str
    kind: str
    role: str
    organisation: str | None
    person: str | None
    answer: str | None
    at: datetime | None


# --- addressing ---


async def may_address(connection: Connection) -> bool:
    """Whether this transaction may address messages: one at a time does."""
    return await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", ONE_AT_A_TIME)


_TO_ORGANISATIONS = """
WITH unaddressed AS (
    SELECT o.*, c.number, c.status,
        o.kind IN ('invitation', 'reminder', 'nudge') AND o.about = 'consultation' AS of_round,
        CASE WHEN o.kind = 'responses' THEN split_part(o.about, '/', 2)::integer END AS answered
    FROM outbox o LEFT JOIN LATERAL (
        SELECT number, status FROM consultations c WHERE c.programme = o.programme
        ORDER BY number DESC LIMIT 1
    ) c ON true
    WHERE o.addressed_at IS NULL AND o.role = 'representative'
), due AS (
    -- An invitation may lie here before its round is open; what is about a round that is over is not sent.
    SELECT * FROM unaddressed WHERE NOT of_round OR status IN ('open', 'closed') ORDER BY id LIMIT $1
), written AS (
    INSERT INTO letters (outbox, person, representative, consultation)
    SELECT DISTINCT ON (d.kind, d.about, r.id) d.id, r.person, r.id,
        CASE WHEN d.of_round THEN d.number ELSE d.answered END
    FROM due d
    JOIN organisations g ON g.programme = d.programme AND g.code = d.recipient AND g.active
    JOIN representatives r ON r.programme = g.programme AND r.organisation = g.code AND r.withdrawn_at IS NULL
    LEFT JOIN invitations i
        ON i.programme = d.programme AND i.consultation = d.number AND i.organisation = g.code
    WHERE NOT d.of_round OR (
        d.status = 'open' AND NOT i.withdrawn
        AND (d.kind = 'invitation' OR NOT i.answered)
        AND (d.kind <> 'invitation' OR NOT EXISTS (
            SELECT FROM letters l JOIN outbox b ON b.id = l.outbox AND b.kind = 'invitation'
            WHERE l.representative = r.id AND l.consultation = d.number
        ))
    )
    ORDER BY d.kind, d.about, r.id, d.id
    RETURNING outbox
)
UPDATE outbox SET addressed_at = now(),
    sent_at = CASE WHEN id IN (SELECT outbox FROM written) THEN sent_at ELSE now() END
WHERE id IN (SELECT id FROM due)
"""


async def address_organisations(connection: Connection) -> int:
    """Write a letter to each representative of the organisations that messages are for; how many messages."""
    done = await connection.execute(_TO_ORGANISATIONS, AT_ONCE)
    return int(done.rpartition(" ")[2])


async def unaddressed(connection: Connection) -> list[Unaddressed]:
    """Messages for people by their role, oldest first."""
    rows = await connection.fetch(
        "SELECT id, programme, kind, role, recipient, about FROM outbox"
        " WHERE addressed_at IS NULL AND role <> 'representative' ORDER BY id LIMIT $1",
        AT_ONCE,
    )
    return [Unaddressed(**dict(row)) for row in rows]


async def address(connection: Connection, message: int, people: Iterable[str]) -> None:
    """Write a letter about a message to each of `people`, by their ids."""
    them = [UUID(person) for person in dict.fromkeys(people)]
    await connection.execute(
        "INSERT INTO letters (outbox, person) SELECT $1, unnest($2::uuid[])", message, them
    )
    await connection.execute(
        "UPDATE outbox SET addressed_at = now(), sent_at = CASE WHEN $2 THEN NULL ELSE now() END"
        " WHERE id = $1",
        message,
        bool(them),
    )


# --- sending ---


_TAKE = """
WITH taken AS (
    UPDATE letters SET attempts = attempts + 1, next_try_at = now() + $2
    WHERE id IN (
        SELECT id FROM letters WHERE sent_at IS NULL AND bounced_at IS NULL AND next_try_at <= now()
        ORDER BY next_try_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING *
)
SELECT t.id, b.programme, g.title, b.kind, b.role, b.about, p.name, p.email,
    coalesce(r.language, (
        SELECT named.who ->> 'language' FROM jsonb_array_elements(g.blueprint -> 'people') named (who)
        WHERE named.who ->> 'subject' = p.subject
    ), g.blueprint ->> 'language', 'nl') AS language, t.attempts, t.representative, o.name AS organisation,
    t.consultation, CASE WHEN b.kind <> 'responses' THEN c.due END AS due
FROM taken t JOIN outbox b ON b.id = t.outbox JOIN programmes g ON g.slug = b.programme
JOIN people p ON p.id = t.person
LEFT JOIN representatives r ON r.id = t.representative
LEFT JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation
LEFT JOIN consultations c ON c.programme = b.programme AND c.number = t.consultation
ORDER BY t.id
"""


async def are_due(connection: Connection) -> bool:
    """Whether there is any letter to send now."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT FROM letters"
        " WHERE sent_at IS NULL AND bounced_at IS NULL AND next_try_at <= now())"
    )


async def take(connection: Connection, limit: int) -> list[Letter]:
    """Take letters that are due, so that nobody else sends them for as long as the lease lasts."""
    return [Letter(**dict(row)) for row in await connection.fetch(_TAKE, limit, LEASE)]


async def is_wanted(connection: Connection, letter: Letter) -> bool:
    """Whether a letter still makes sense: its reader speaks for somebody, and can still do what it asks.

    What was done with a contribution is read after its round is over.
    """
    return await connection.fetchval(
        "SELECT ($1::uuid IS NULL OR EXISTS ("
        "  SELECT FROM representatives r JOIN organisations o ON o.programme = r.programme"
        "  AND o.code = r.organisation AND o.active WHERE r.id = $1 AND r.withdrawn_at IS NULL))"
        " AND ($3::integer IS NULL OR $4 OR EXISTS ("
        "  SELECT FROM consultations WHERE programme = $2 AND number = $3 AND status <> 'closed'))",
        letter.representative,
        letter.programme,
        letter.consultation,
        letter.kind == "responses",
    )


async def sent(connection: Connection, letter: int) -> None:
    await connection.execute("UPDATE letters SET sent_at = now(), answer = NULL WHERE id = $1", letter)
    await _finish(connection, letter)


async def bounced(connection: Connection, letter: int, answer: str) -> None:
    """Note that a letter cannot be sent, with what the server answered; the office sees it."""
    await connection.execute(
        "UPDATE letters SET bounced_at = now(), answer = $2 WHERE id = $1", letter, answer
    )
    await _finish(connection, letter)


async def put_off(connection: Connection, letter: int, pause: timedelta, answer: str) -> None:
    """Try a letter again after `pause`."""
    await connection.execute(
        "UPDATE letters SET next_try_at = now() + $2, answer = $3 WHERE id = $1", letter, pause, answer
    )


async def drop(connection: Connection, letter: int) -> None:
    """Forget a letter that makes no sense any more."""
    await _finish(connection, letter, besides=letter)
    await connection.execute("DELETE FROM letters WHERE id = $1", letter)


async def _finish(connection: Connection, letter: int, *, besides: int = 0) -> None:
    """Note that a message is done with, when none of its letters waits any more."""
    await connection.execute(
        "UPDATE outbox o SET sent_at = now() WHERE id = (SELECT outbox FROM letters WHERE id = $1)"
        " AND NOT EXISTS (SELECT FROM letters l WHERE l.outbox = o.id AND l.id <> $2"
        "  AND l.sent_at IS NULL AND l.bounced_at IS NULL)",
        letter,
        besides,
    )


# --- what reaches nobody ---


_UNDELIVERED = """
SELECT CASE WHEN p.email IS NULL THEN 'no_address' ELSE 'bounced' END AS why, b.kind, b.role,
    r.organisation, l.person::text AS person, l.answer, l.bounced_at AS at
FROM letters l JOIN outbox b ON b.id = l.outbox JOIN people p ON p.id = l.person
LEFT JOIN representatives r ON r.id = l.representative
WHERE b.programme = $1 AND l.bounced_at IS NOT NULL AND r.withdrawn_at IS NULL
UNION ALL
SELECT 'no_representative', 'invitation', 'representative', i.organisation, NULL, NULL,
    (SELECT max(b.created_at) FROM outbox b
     WHERE b.programme = i.programme AND b.kind = 'invitation' AND b.recipient = i.organisation)
FROM invitations i JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation
WHERE i.programme = $1 AND c.status <> 'closed' AND NOT i.withdrawn AND NOT i.answered AND NOT EXISTS (
    SELECT FROM representatives r
    WHERE r.programme = i.programme AND r.organisation = i.organisation AND r.withdrawn_at IS NULL
)
ORDER BY 1, 4 NULLS FIRST, 7
"""


async def undelivered(connection: Connection, programme: str) -> Sequence[Undelivered]:
    """Letters that came back, and organisations in an open round for which nobody speaks."""
    return [Undelivered(**dict(row)) for row in await connection.fetch(_UNDELIVERED, programme)]
