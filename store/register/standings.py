"""Writing where a programme stands, in the statement that appends the entries which led there."""

import json
from datetime import date

from pydantic import TypeAdapter

from domain.reading.days import Day
from domain.reading.standings import Standing, Waited
from store.database import Connection

_turns: TypeAdapter[tuple[Waited, ...]] = TypeAdapter(tuple[Waited, ...])
_days: TypeAdapter[tuple[Day, ...]] = TypeAdapter(tuple[Day, ...])

COLUMNS = (
    "seq",
    "at",
    "phase",
    "situation",
    "published",
    "version",
    "principal",
    "kwartiermaker",
    "office",
    "turns",
    "days",
    "roles",
    "waited_for",
    "due",
    "late",
    "people",
    "changes_on",
)
"""What a register comes down to; what things and people are called comes from other tables."""

# Of those named by this very command, too: their rows cannot be seen before the statement is over.
SEARCH = """lower({title} || coalesce((
    SELECT string_agg(' ' || name, '' ORDER BY name, id) FROM (
        SELECT id, name FROM people p WHERE p.programme = {programme} AND p.id::text = ANY({people})
            AND p.erased_at IS NULL
        {beside}
    ) AS them
), ''))"""
NAMED = "UNION SELECT id, name FROM named WHERE id::text = ANY({people})"
BODIES = """(
    SELECT coalesce(jsonb_object_agg(body ->> 'key', body ->> 'title'), '{{}}')
    FROM jsonb_array_elements({blueprint} #> '{{sign_off,bodies}}') body
)"""


def _search(title: str, programme: str, people: str, beside: str = "") -> str:
    more = beside.format(people=people)
    return SEARCH.format(title=title, programme=programme, people=people, beside=more)


def changing(row: str, *, source: str) -> str:
    """The statement that writes the standing in the JSON `row` where one is, of `source`, which has a slug.

    It is part of a statement in which `named` has the people whom a command names.
    """
    changed = ", ".join(f"{column} = r.{column}" for column in COLUMNS)
    search = _search("s.title", "s.programme", "r.people", NAMED)
    return (
        f"UPDATE standings s SET {changed}, search = {search}"  # noqa: S608 - constant
        f" FROM {source}, jsonb_populate_record(NULL::standings, {row}::jsonb) r"
        f" WHERE s.programme = {source}.slug AND {row}::jsonb IS NOT NULL"
    )


_ALL = ("programme", *COLUMNS, "title", "bodies", "search")
_ADD = (
    f"INSERT INTO standings ({', '.join(_ALL)})"  # noqa: S608 - constant
    f" SELECT g.slug, {', '.join(f'r.{column}' for column in COLUMNS)}, g.title,"
    f" {BODIES.format(blueprint='g.blueprint')}, {_search('g.title', 'g.slug', 'r.people')}"
    " FROM programmes g, jsonb_populate_record(NULL::standings, $2::jsonb) r WHERE g.slug = $1"
)
_WRITE = f"{_ADD} ON CONFLICT (programme) DO UPDATE SET " + ", ".join(
    f"{column} = excluded.{column}" for column in _ALL[1:]
)
_SEARCH_ANEW = (
    f"UPDATE standings s SET search = {_search('s.title', 's.programme', 's.people')}"  # noqa: S608 - constant
    " WHERE s.programme = $1"
)


def row_of(standing: Standing) -> str:
    """The columns of `standing` as JSON."""
    first = standing.first
    values: dict[str, object] = {
        "seq": standing.seq,
        "at": standing.at.isoformat() if standing.at is not None else None,
        "phase": standing.phase,
        "situation": standing.situation,
        "published": standing.published,
        "version": standing.version,
        "principal": standing.principal,
        "kwartiermaker": standing.kwartiermaker,
        "office": standing.office,
        "turns": _turns.dump_python(standing.turns, mode="json"),
        "days": _days.dump_python(standing.days, mode="json"),
        "roles": standing.roles,
        "waited_for": standing.waited_for,
        "due": _written(first.due if first is not None else None),
        "late": standing.late,
        "people": standing.people,
        "changes_on": _written(standing.changes_on),
    }
    return json.dumps(values)


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def turns_of(written: str) -> tuple[Waited, ...]:
    """The turns that a row holds."""
    return _turns.validate_json(written)


def days_of(written: str) -> tuple[Day, ...]:
    """The days that a row holds."""
    return _days.validate_json(written)


async def write(connection: Connection, programme: str, standing: Standing) -> None:
    """Write where a programme stands, whatever was written before. Its end is locked, or just begun."""
    await connection.execute(_WRITE, programme, row_of(standing))


async def begin(connection: Connection, programme: str, standing: Standing) -> None:
    """Write where a programme stands that has just been added."""
    # Without what to do if it is there already: that takes rights that whoever begins one need not have.
    await connection.execute(_ADD, programme, row_of(standing))


async def search_anew(connection: Connection, programme: str) -> None:
    """Let a programme be found by what its people are called from now on."""
    await connection.execute(_SEARCH_ANEW, programme)
