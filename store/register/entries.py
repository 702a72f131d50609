"""Appending to the register, and reading it."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from pydantic import TypeAdapter

from domain.every_phase.waits import Waits
from domain.reading.standings import standing
from domain.register.entries import Entry, Head, seal
from domain.register.events import AnyEvent, Event
from domain.register.heads import PublicKey, SigningKey, signed_bytes
from domain.register.steps import Carried, Recorded, Step
from domain.shared.actors import OF_THE_PROGRAMME, Actor
from store.database import Connection
from store.register import standings

_event: TypeAdapter[Event] = TypeAdapter(AnyEvent)
_moment: TypeAdapter[datetime] = TypeAdapter(datetime)

COLUMNS = "programme, seq, at, actor_person, actor_role, key, body, event, prev, hash"

_OF_THE_PROGRAMME = "actor_role IN ('programme', 'operator')"
"""Whose keys people's never meet: `Actor.shares_keys_with`, for PostgreSQL."""

# No step is appended twice: a key that is known stops it, also where the register ends as expected.
_STANDING = standings.changing("$22", source="head")

APPEND = f"""
WITH head AS (
    UPDATE programmes SET head_seq = $3, head_hash = $4,
        sealed_seq = CASE WHEN $21::text IS NULL THEN sealed_seq ELSE $3 END, seal = coalesce($21, seal)
    WHERE slug = $1 AND head_seq = $2 AND head_hash = $15
        AND ($16::timestamptz IS NULL OR clock_timestamp() >= $16)
        AND ($17::timestamptz IS NULL OR clock_timestamp() <= $17)
        AND NOT EXISTS (
            SELECT FROM entries WHERE programme = $1 AND key = $8 AND ({_OF_THE_PROGRAMME}) = $14
        )
    RETURNING slug
), named AS (
    -- Whom the command names is known from here on: `store.people.named`.
    DELETE FROM people_waiting w USING head
    WHERE w.programme = $1 AND w.actor = $6 AND w.key = $8 AND w.body = $9 AND $3 > $2
    RETURNING w.*
), known AS (
    INSERT INTO people (programme, id, subject, name, email, by_address, issuer)
    SELECT programme, id, subject, name, email, by_address, issuer FROM named ON CONFLICT DO NOTHING
), command AS (
    INSERT INTO signed_commands (programme, seq, update, fields, key)
    SELECT slug, $2 + 1, $18, $19::jsonb, $20 FROM head WHERE $18::text IS NOT NULL
), standing AS (
    {_STANDING}
)
INSERT INTO entries (programme, seq, at, actor_person, actor_role, key, body, event, prev, hash)
SELECT head.slug, e.seq, $5, $6, $7, $8, $9, e.event::jsonb, e.prev, e.hash
FROM head, unnest($10::integer[], $11::text[], $12::text[], $13::text[]) AS e (seq, event, prev, hash)
"""  # noqa: S608 - constant


class RegisterTooShortError(Exception):
    """The register ends before what a workflow has seen: a backup was put back; a person must mend it."""


async def stand(connection: Connection, step: Step) -> Recorded | None:
    """Lock the end of a programme's register and look where it is.

    None when it ends where `step` says, so that the caller may append. Otherwise what came since, and
    whether `step` itself is among it; or, for a command of an earlier run, the entries it caused then.
    """
    # Locked: where the register ends must still be so when the caller appends.
    row = await connection.fetchrow(
        "SELECT head_seq FROM programmes WHERE slug = $1 FOR UPDATE", step.programme
    )
    assert row is not None, f"a workflow runs for {step.programme}, which has no row"
    if row["head_seq"] < step.head.seq:
        raise RegisterTooShortError(
            f"the register of {step.programme} ends at {row['head_seq']}, its workflow has seen "
            f"{step.head.seq}; compare with the backups, then run: kwartier doctor"
        )
    if row["head_seq"] > step.head.seq:
        since = await read(connection, step.programme, after=step.head.seq)
        return Recorded(entries=tuple(since), done=any(map(step.caused, since)))
    # A key of the programme's own names a place in the register, and that was just looked at.
    if step.actor.role not in OF_THE_PROGRAMME and (
        earlier := await caused_by(connection, step.programme, step.key)
    ):
        return Recorded(entries=tuple(earlier), done=True)
    return None


class Window(NamedTuple):
    """When something may be appended, by the database's clock."""

    not_before: datetime | None = None
    not_after: datetime | None = None


ANY_TIME = Window()


class SignedCommand(NamedTuple):
    """A command as it was signed, and the thumbprint of the key that signed it."""

    carried: Carried
    key: str


class Allowed(NamedTuple):
    """When something may be appended, and the signed command that is kept with it."""

    window: Window = ANY_TIME
    command: SignedCommand | None = None


NOTHING = Allowed()
"""What nobody signed, at any time."""


async def append(
    connection: Connection,
    step: Step,
    events: Sequence[Event],
    allowed: Allowed = NOTHING,
    sign: SigningKey | None = None,
    waits: Waits | None = None,
) -> list[Entry] | None:
    """Append `events` after `step.head`, and keep the command behind them; with `sign` the end is sealed.

    With `waits`, which is so up to `step.head`, it is written where the programme stands then.
    None when the register does not end there or knows the key, and outside of the window. One statement, so
    that it needs no transaction of its own.
    """
    window, command = allowed
    entries: list[Entry] = []
    for event in events:
        entries.append(seal(entries[-1].head if entries else step.head, _unsealed(step, event)))
    head = entries[-1].head if entries else step.head
    done = await connection.execute(
        APPEND,
        step.programme,
        step.head.seq,
        head.seq,
        head.hash,
        step.at,
        step.actor.person,
        step.actor.role,
        step.key,
        step.body,
        [entry.seq for entry in entries],
        [entry.event.model_dump_json() for entry in entries],
        [entry.prev for entry in entries],
        [entry.hash for entry in entries],
        step.actor.role in OF_THE_PROGRAMME,
        step.head.hash,
        *window,
        command.carried.update if command else None,
        json.dumps(command.carried.fields, ensure_ascii=False) if command else None,
        command.key if command else None,
        sign.sign(step.programme, head).signature if sign else None,
        _standing(waits.after(entries), step) if waits is not None and entries else None,
    )
    return entries if done == f"INSERT 0 {len(entries)}" else None


async def read(
    connection: Connection, programme: str, *, after: int = 0, limit: int | None = None
) -> list[Entry]:
    """The entries after number `after`, in order, at most `limit` of them."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM entries WHERE programme = $1 AND seq > $2 ORDER BY seq LIMIT $3",  # noqa: S608 - constant
        programme,
        after,
        limit,
    )
    return [_entry(row) for row in rows]


async def of_kinds(
    connection: Connection,
    programme: str,
    kinds: Collection[str],
    *,
    up_to: int | None = None,
    and_after: int | None = None,
) -> list[Entry]:
    """The entries of some kinds, in order, as far as number `up_to`; and all that come after `and_after`."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM entries WHERE programme = $1"  # noqa: S608 - constant
        " AND (event ->> 'kind' = ANY($2) OR seq > $4) AND seq <= coalesce($3, seq) ORDER BY seq",
        programme,
        list(kinds),
        up_to,
        and_after,
    )
    return [_entry(row) for row in rows]


async def stored(
    connection: Connection, programme: str, *, after: int = 0, limit: int | None = None
) -> list[dict[str, object]]:
    """As `read`, but in the JSON form that was hashed, whatever newer fields today's events have."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM entries WHERE programme = $1 AND seq > $2 ORDER BY seq LIMIT $3",  # noqa: S608 - constant
        programme,
        after,
        limit,
    )
    return [
        {
            "programme": row["programme"],
            "seq": row["seq"],
            "at": _moment.dump_python(row["at"], mode="json"),
            "actor": {"person": row["actor_person"], "role": row["actor_role"]},
            "key": row["key"],
            "body": row["body"],
            "event": json.loads(row["event"]),
            "prev": row["prev"],
            "hash": row["hash"],
        }
        for row in rows
    ]


async def caused_by(connection: Connection, programme: str, key: str) -> list[Entry]:
    """The entries that the command of a person with this key caused; none when it never took effect."""
    rows = await connection.fetch(
        f"SELECT {COLUMNS} FROM entries WHERE programme = $1 AND key = $2"  # noqa: S608 - constant
        f" AND NOT {_OF_THE_PROGRAMME} ORDER BY seq",
        programme,
        key,
    )
    return [_entry(row) for row in rows]


def _standing(waits: Waits, step: Step) -> str:
    return standings.row_of(standing(waits, waits.state.rules.calendar.day_of(step.at)))


def _unsealed(step: Step, event: Event) -> Entry:
    return Entry(
        programme=step.programme,
        seq=0,
        at=step.at,
        actor=step.actor,
        key=step.key,
        body=step.body,
        event=event,
        prev="",
        hash="",
    )


def _entry(row: asyncpg.Record) -> Entry:
    return Entry(
        programme=row["programme"],
        seq=row["seq"],
        at=row["at"],
        actor=Actor(person=row["actor_person"], role=row["actor_role"]),
        key=row["key"],
        body=row["body"],
        event=_event.validate_json(row["event"]),
        prev=row["prev"],
        hash=row["hash"],
    )


async def sealed(connection: Connection, programme: str, keys: Iterable[PublicKey]) -> int:
    """The last entry up to which one of `keys` sealed a register, as it stands there; 0 when none did."""
    row = await connection.fetchrow(
        "SELECT p.sealed_seq, p.seal, e.hash FROM programmes p"
        " JOIN entries e ON e.programme = p.slug AND e.seq = p.sealed_seq"
        " WHERE p.slug = $1 AND p.seal IS NOT NULL",
        programme,
    )
    if row is None:
        return 0
    content = signed_bytes(programme, Head(seq=row["sealed_seq"], hash=row["hash"]))
    return row["sealed_seq"] if any(key.made(row["seal"], content) for key in keys) else 0


async def seal_end(connection: Connection, programme: str, head: Head, key: SigningKey) -> None:
    """Seal a register that ends at `head`."""
    await connection.execute(
        "UPDATE programmes SET sealed_seq = $2, seal = $3 WHERE slug = $1",
        programme,
        head.seq,
        key.sign(programme, head).signature,
    )


async def lock(connection: Connection, programme: str) -> None:
    """Let nobody else append while the caller's transaction lasts."""
    await connection.execute("SELECT FROM programmes WHERE slug = $1 FOR UPDATE", programme)


async def clock(connection: Connection) -> datetime:
    """The database's clock."""
    return await connection.fetchval("SELECT clock_timestamp()")


async def head_of(connection: Connection, programme: str) -> Head | None:
    """Where a programme's register ends; None when there is no such programme."""
    row = await connection.fetchrow("SELECT head_seq, head_hash FROM programmes WHERE slug = $1", programme)
    return None if row is None else Head(seq=row["head_seq"], hash=row["head_hash"])
