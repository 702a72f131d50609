"""Letters on their way: each is taken, sent and marked, or turns out to reach nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from domain.blueprint.model import Blueprint
from domain.publication.classification import classification_of
from domain.shared.rules import Shown
from domain.state.programme_state import ProgrammeState
from mail.delivery import Delivery, Particulars
from mail.language import own_language
from mail.letters import IdentityBound, Invitation, YourTurn
from mail.stored import KINDS, addressee, decode
from store.database import Connection
from store.every_phase import programmes, standings
from words.languages import language_of

LEASE = timedelta(minutes=15)
"""For how long whoever takes a letter to send it may be busy with it: after a crash it is sent again."""


@dataclass(frozen=True)
class Undelivered:
    """Work for the office: somebody whom no letter reaches.

    `why` is bounced (see the server's answer), no_address, or no_representative. `at` is when it was found.
    """

    why: str
    kind: str
    role: str
    organisation: str | None
    person: str | None
    answer: str | None
    at: datetime | None


# --- sending ---


# SKIP LOCKED, so that several workers take different letters, rather than wait for each other.
_TAKE = """
WITH taken AS (
    UPDATE letters SET attempts = attempts + 1, next_try_at = now() + $2
    WHERE id IN (
        SELECT l.id FROM letters l JOIN outbox b ON b.id = l.outbox
        WHERE l.sent_at IS NULL AND l.bounced_at IS NULL AND l.next_try_at <= now() AND b.kind = ANY($3)
        ORDER BY l.next_try_at, l.id LIMIT $1 FOR UPDATE OF l SKIP LOCKED
    )
    RETURNING *
)
SELECT t.id, b.programme, g.title, b.kind, b.role, b.recipient, b.fields, b.about, p.name,
    -- Whoever signed in by a link may have another address by now: of that one they hear at the old one.
    CASE WHEN b.kind = $4 THEN coalesce(i.address, p.email) ELSE p.email END AS email,
    p.id AS person,
    -- Of before it was asked how somebody was named: by an address is then what looks so.
    (p.by_address OR (p.issuer IS NULL AND p.subject = p.email)) AND i.person IS NULL AS unbound,
    coalesce(r.language, (
        SELECT named.who ->> 'language' FROM jsonb_array_elements(g.blueprint -> 'people') named (who)
        WHERE named.who ->> 'subject' = p.subject
    )) AS language, t.attempts, t.representative, o.name AS organisation, t.consultation, c.due AS round_ends
FROM taken t JOIN outbox b ON b.id = t.outbox JOIN programmes g ON g.slug = b.programme
JOIN people p ON p.programme = b.programme AND p.id = t.person
LEFT JOIN identities i ON i.programme = p.programme AND i.person = p.id AND i.bound
LEFT JOIN representatives r ON r.id = t.representative
LEFT JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation
LEFT JOIN consultations c ON c.programme = b.programme AND c.number = t.consultation
ORDER BY t.id
"""


async def are_due(connection: Connection) -> bool:
    """Whether there is any letter to send now."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT FROM letters l JOIN outbox b ON b.id = l.outbox WHERE l.sent_at IS NULL"
        " AND l.bounced_at IS NULL AND l.next_try_at <= now() AND b.kind = ANY($1))",
        KINDS,
    )


async def take(connection: Connection, limit: int) -> list[Delivery]:
    """Take letters that are due, so that nobody else sends them for as long as the lease lasts."""
    rows = await connection.fetch(_TAKE, limit, LEASE, KINDS, IdentityBound.kind)
    return [_delivery(dict(row)) for row in rows]


def _delivery(row: dict[str, Any]) -> Delivery:
    to = addressee(row.pop("role"), row.pop("recipient"))
    letter = decode(row.pop("kind"), to, row.pop("fields"), row.pop("about"))
    return Delivery(letter=letter, **row)


async def particulars(connection: Connection, delivery: Delivery) -> Particulars:
    """What a letter says that depends on when it is sent, and the language it is written in.

    A consultation may write to thousands: what their letters do not need is not read.
    """
    return Particulars(
        language=own_language(delivery.language) or language_of(await _blueprint(connection, delivery)).code,
        due=await _due(connection, delivery),
        since=await _since(connection, delivery),
        quoted=await _quoted(connection, delivery),
        body=await _body(connection, delivery),
    )


async def _due(connection: Connection, delivery: Delivery) -> date | None:
    """The last day of what a letter asks, while it is to come."""
    if (key := delivery.letter.until) is None:
        return None
    # From the row that came along: folding the register for each of thousands of invitations would take too
    # long.
    if delivery.consultation is not None:
        return delivery.round_ends
    deadline = (await _state(connection, delivery)).deadlines.get(key)
    return None if deadline is None or deadline.passed else deadline.due


async def _since(connection: Connection, delivery: Delivery) -> date | None:
    """Since when that is waited for of which a letter reminds; no day where it has been done meanwhile."""
    if not isinstance(delivery.letter, YourTurn):
        return None
    asked = {turn.key for turn in delivery.letter.turns}
    standing = (await standings.one(connection, delivery.programme)).standing
    return min((turn.since for turn in standing.turns if turn.key in asked and turn.since), default=None)


async def _quoted(connection: Connection, delivery: Delivery) -> Shown | None:
    """Who will read what an invitation asks for."""
    if delivery.consultation is None or not isinstance(delivery.letter, Invitation):
        return None
    memo = f"response-memo-{delivery.consultation}"
    return classification_of(memo, await _state(connection, delivery))


async def _body(connection: Connection, delivery: Delivery) -> str:
    """The title of the body that a letter names."""
    if (key := delivery.letter.names_body) is None:
        return ""
    blueprint = await _blueprint(connection, delivery)
    return next((body.title for body in blueprint.sign_off.bodies if body.key == key), key)


async def _blueprint(connection: Connection, delivery: Delivery) -> Blueprint:
    return await programmes.blueprint(connection, delivery.programme)


async def _state(connection: Connection, delivery: Delivery) -> ProgrammeState:
    state = await programmes.current_state(connection, delivery.programme)
    assert state is not None, "a letter is about a programme"
    return state


async def is_wanted(connection: Connection, delivery: Delivery) -> bool:
    """Whether a letter still makes sense: its reader speaks for somebody, and can still do what it asks.

    What was done with a contribution is read after its consultation is over.
    """
    return await connection.fetchval(
        "SELECT ($1::uuid IS NULL OR EXISTS ("
        "  SELECT FROM representatives r JOIN organisations o ON o.programme = r.programme"
        "  AND o.code = r.organisation AND o.active WHERE r.id = $1 AND r.withdrawn_at IS NULL))"
        " AND ($3::integer IS NULL OR NOT $4 OR EXISTS ("
        "  SELECT FROM consultations WHERE programme = $2 AND number = $3 AND status <> 'closed'))",
        delivery.representative,
        delivery.programme,
        delivery.consultation,
        delivery.letter.of_round,
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
    # Before it is deleted: the message is found through the letter.
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
FROM letters l JOIN outbox b ON b.id = l.outbox
JOIN people p ON p.programme = b.programme AND p.id = l.person
LEFT JOIN representatives r ON r.id = l.representative
WHERE b.programme = $1 AND l.bounced_at IS NOT NULL AND r.withdrawn_at IS NULL
UNION ALL
SELECT 'no_representative', $2, 'representative', i.organisation, NULL, NULL,
    (SELECT max(b.created_at) FROM outbox b
     WHERE b.programme = i.programme AND b.kind = $2 AND b.recipient = i.organisation)
FROM invitations i JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation
WHERE i.programme = $1 AND c.status <> 'closed' AND NOT i.withdrawn AND NOT i.answered AND NOT EXISTS (
    SELECT FROM representatives r
    WHERE r.programme = i.programme AND r.organisation = i.organisation AND r.withdrawn_at IS NULL
)
ORDER BY 1, 4 NULLS FIRST, 7
"""


async def undelivered(connection: Connection, programme: str) -> Sequence[Undelivered]:
    """Letters that came back, and organisations in an open consultation for which nobody speaks."""
    return [
        Undelivered(**dict(row)) for row in await connection.fetch(_UNDELIVERED, programme, Invitation.kind)
    ]
