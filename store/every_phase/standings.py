"""Lists of programmes: found, sorted and counted by where they stand, for whoever asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple, get_args

from pydantic import TypeAdapter

from domain.every_phase.waits import Waits
from domain.reading.standings import Situation, Standing, Waited, standing
from domain.state.programme_state import Phase
from store.database import Connection, ForLists
from store.every_phase import programmes
from store.people import people
from store.people.callers import MINE, asked
from store.people.identities import Account
from store.register import entries
from store.register import standings as written

OPEN: tuple[Situation, ...] = ("running", "suspended")
Sort = Literal["slug", "due"]

names_of: TypeAdapter[dict[str, str]] = TypeAdapter(dict[str, str])


class Reader(NamedTuple):
    """Who asks: by which `account` they are found in each programme; with `everything` they read all."""

    account: Account | None
    everything: bool = False


@dataclass(frozen=True)
class Filter:
    """Which programmes: those that meet all of it. `role` is a role, or a body's key, whose turn it is.

    `search` is in the title or in the name of somebody with a part, every word of it. `mine` are those that
    wait for whoever asks.
    """

    situations: tuple[Situation, ...] = get_args(Situation)
    phase: Phase | None = None
    role: str | None = None
    late: bool | None = None
    due_by: date | None = None
    search: str = ""
    mine: bool = False


class Place(NamedTuple):
    """Where a page begins: after the programme that stands here, by `number` in lists sorted by day."""

    number: int
    slug: str


@dataclass(frozen=True)
class Listed:
    """One programme in a list, where it stands, and what its bodies and the people shown with it are called.

    `reader` is the id by which it knows whoever asks, `stale` whether something may have changed by the day
    alone, so that it must be folded to be sure.
    """

    slug: str
    title: str
    bodies: Mapping[str, str]
    blueprint_hash: str
    head_hash: str
    created_at: datetime
    standing: Standing
    names: Mapping[str, str]
    reader: str | None
    stale: bool
    number: int

    def today(self, now: datetime) -> date:
        """The day it is for the programme: in development its clock may be ahead of everybody else's."""
        return max(now, self.standing.at or now).date()

    def place(self, sort: Sort) -> Place:
        """Where it stands in the order `sort`."""
        return Place(self.number if sort == "due" else 0, self.slug)


@dataclass(frozen=True)
class Counts:
    """How many programmes there are of each kind that is asked for most, and `also` of others asked for."""

    open: int
    late: int
    soon: int
    office: int
    mine: int
    suspended: int
    finished: int
    also: tuple[int, ...] = ()


FIRST = Place(-1, "")

# The programmes that whoever asks has a part in, as `found`.
# Who has a part is read from the row; of a programme in which that changes by the day alone, whoever it knows
# is let through here, and asked about once more when it is folded.
FOUND = f"""
WITH mine AS ({MINE}),
found AS (
    SELECT s.*, mine.id AS reader, coalesce(s.changes_on <= $5, false) AS stale,
        s.situation NOT IN ('running', 'suspended') AS closed
    FROM standings s LEFT JOIN mine ON mine.programme = s.programme
    WHERE $6 OR mine.id = ANY(s.people) OR (mine.id IS NOT NULL AND (s.changes_on <= $5 OR EXISTS (
            SELECT FROM representatives r
            JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation AND o.active
            WHERE r.programme = s.programme AND r.person::text = mine.id AND r.withdrawn_at IS NULL
        )))
)
"""  # noqa: S608 - constant
CONDITIONS: Mapping[str, str] = {
    "situation": "situation = ANY($7)",
    "phase": "($8::text IS NULL OR phase = $8)",
    "role": "($9::text IS NULL OR $9 = ANY(roles))",
    "late": "($10::boolean IS NULL OR late = $10)",
    "due_by": "($11::date IS NULL OR due <= $11)",
    "search": "search LIKE ALL($12::text[])",
    "mine": "(NOT $13 OR reader = ANY(waited_for))",
}
"""What a filter asks, by the names of its fields."""
MATCHING = " AND ".join(CONDITIONS.values())
_ORDER: Mapping[Sort, str] = {"slug": "programme", "due": "place, programme"}
_AFTER: Mapping[Sort, str] = {
    "slug": "$14::integer IS NOT NULL AND programme > $15",
    "due": "(place, programme) > ($14, $15)",
}
_COUNTED = """
SELECT ARRAY[count(*) FILTER (WHERE i.answered), count(*)] FROM invitations i
JOIN consultations c ON c.programme = i.programme AND c.number = i.consultation AND c.status = 'open'
WHERE i.programme = {programme} AND NOT i.withdrawn
"""
_ANSWERED = _COUNTED.format(programme="$1")
_SHOWN = f"""
SELECT s.*, page.reader, page.stale, g.blueprint_hash, g.head_hash, g.created_at, (
    SELECT jsonb_object_agg(p.id, {people.NAME})
    FROM people p
    WHERE p.programme = page.programme AND p.id::text IN (s.principal, s.kwartiermaker)
) AS names, CASE WHEN 'representative' = ANY(s.roles) THEN (
    {_COUNTED.format(programme="page.programme")}
) END AS answered
FROM page, LATERAL (SELECT * FROM standings WHERE programme = page.programme OFFSET 0) s,
    LATERAL (SELECT * FROM programmes WHERE slug = page.programme OFFSET 0) g
"""  # noqa: S608 - constant
_PAGE: Mapping[Sort, str] = {
    sort: f"""{FOUND}, page AS (
    SELECT programme, reader, stale, place FROM found
    WHERE {MATCHING} AND {_AFTER[sort]} ORDER BY {order} LIMIT $16
) {_SHOWN} ORDER BY {order.replace("p", "page.p")}"""  # noqa: S608 - constant
    for sort, order in _ORDER.items()
}
_ONE = f"""
WITH page AS (
    SELECT programme, NULL::text AS reader, coalesce(s.changes_on <= $2, false) AS stale
    FROM standings s WHERE programme = $1
) {_SHOWN}
"""  # noqa: S608 - constant
_BODIES = f"SELECT {written.BODIES.format(blueprint='blueprint')} FROM programmes WHERE slug = $1"  # noqa: S608 - constant
_SILENT = f"""
WITH mine AS ({MINE}), page AS (
    SELECT mine.programme, mine.id AS reader, false AS stale, o.name AS organisation
    FROM mine JOIN representatives r ON r.programme = mine.programme AND r.person::text = mine.id
        AND r.withdrawn_at IS NULL
    JOIN organisations o ON o.programme = r.programme AND o.code = r.organisation AND o.active
    JOIN consultations c ON c.programme = r.programme AND c.status = 'open'
    JOIN invitations i ON i.programme = c.programme AND i.consultation = c.number
        AND i.organisation = r.organisation AND NOT i.answered AND NOT i.withdrawn
    ORDER BY c.due, mine.programme, o.name LIMIT $5
) {_SHOWN.replace("SELECT s.*,", "SELECT s.*, page.organisation,")}
"""  # noqa: S608 - constant
_COUNTS = f"""{FOUND}
SELECT count(*) FILTER (WHERE NOT closed) AS open,
    count(*) FILTER (WHERE late) AS late,
    count(*) FILTER (WHERE due <= $7) AS soon,
    count(*) FILTER (WHERE 'office' = ANY(roles)) AS office,
    count(*) FILTER (WHERE reader = ANY(waited_for)) AS mine,
    count(*) FILTER (WHERE situation = 'suspended') AS suspended,
    count(*) FILTER (WHERE closed) AS finished{{more}}
FROM found
"""  # noqa: S608 - constant


_WITHOUT = ", ".join(
    f"count(*) FILTER (WHERE {' AND '.join(one for key, one in CONDITIONS.items() if key != name)}) AS {name}"
    for name in CONDITIONS
)
_LOOSENED = f"{FOUND} SELECT {_WITHOUT} FROM found"  # noqa: S608 - constant


async def page(
    connection: ForLists,
    reader: Reader,
    which: Filter,
    sort: Sort = "slug",
    after: Place = FIRST,
    limit: int = 50,
) -> list[Listed]:
    """The programmes that `reader` has a part in and that are so, in the order `sort`, from `after` on."""
    rows = await connection.fetch(_PAGE[sort], *selecting(reader, which), *after, limit)
    return [_listed(dict(row)) for row in rows]


async def one(connection: Connection, slug: str) -> Listed:
    """The programme `slug`, which exists, as a list would show it today."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    row = await connection.fetchrow(_ONE, slug, tomorrow)
    if row is None or row["stale"]:
        return await as_of_today(connection, slug)
    return _listed(dict(row))


async def as_of_today(connection: Connection, slug: str) -> Listed:
    """The programme `slug`, which exists, with where it stands folded from its register."""
    row, now = await programmes.find(connection, slug), await of_register(connection, slug)
    assert row is not None, "whoever asks has read it"
    assert now is not None, "it has a row"
    counted = await connection.fetchval(_ANSWERED, slug)
    shown = [id_ for id_ in (now.principal, now.kwartiermaker) if id_ is not None]
    return Listed(
        slug=slug,
        title=row.title,
        bodies=names_of.validate_json(await connection.fetchval(_BODIES, slug)),
        blueprint_hash=row.blueprint_hash,
        head_hash=row.head.hash,
        created_at=row.created_at,
        standing=replace(now, turns=answered(now.turns, counted)),
        names=await people.names(connection, slug, shown),
        reader=None,
        stale=False,
        number=0,
    )


async def loosened(connection: ForLists, reader: Reader, which: Filter) -> Mapping[str, int]:
    """How many programmes there are when one thing less is asked, by the name of the field of the filter."""
    row = await connection.fetchrow(_LOOSENED, *selecting(reader, which))
    assert row is not None, "an aggregate has a row"
    return dict(row)


async def counts(connection: ForLists, reader: Reader, today: date, also: Sequence[Filter] = ()) -> Counts:
    """How many programmes of each kind `reader` has a part in; soon is within a week of `today`.

    In the same look `also` those of other kinds.
    """
    more = "".join(f", count(*) FILTER (WHERE {_renumbered(nth)}) AS also_{nth}" for nth in range(len(also)))
    wanted = [value for one in also for value in _wanted(one)]
    row = await connection.fetchrow(
        _COUNTS.format(more=more), *_asked(reader), today + timedelta(days=7), *wanted
    )
    assert row is not None, "an aggregate has a row"
    found = dict(row)
    others = tuple(found.pop(f"also_{nth}") for nth in range(len(also)))
    return Counts(**found, also=others)


def _renumbered(nth: int) -> str:
    """`MATCHING` with the values of the filter that stands at this place, after those of `_COUNTS`."""
    return re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + 1 + nth * len(CONDITIONS)}", MATCHING)


def selecting(reader: Reader, which: Filter) -> tuple[object, ...]:
    """What `FOUND` and `MATCHING` are told of who asks for what: the first thirteen values of a statement."""
    return *_asked(reader), *_wanted(which)


def _asked(reader: Reader) -> tuple[object, ...]:
    # Whoever has no account is found nowhere.
    account = reader.account or Account("", "")
    # One day more than it is here: somewhere it may be tomorrow already.
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return *asked(account), tomorrow, reader.everything


def _wanted(which: Filter) -> tuple[object, ...]:
    words = [f"%{_escaped(word)}%" for word in which.search.lower().split()]
    return (
        list(which.situations),
        which.phase,
        which.role,
        which.late,
        which.due_by,
        words,
        which.mine,
    )


def _escaped(word: str) -> str:
    """What somebody typed, as a pattern that matches just that."""
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _listed(row: Mapping[str, Any]) -> Listed:
    standing = Standing(
        seq=row["seq"],
        at=row["at"],
        phase=row["phase"],
        situation=row["situation"],
        published=row["published"],
        version=row["version"],
        principal=row["principal"],
        kwartiermaker=row["kwartiermaker"],
        office=tuple(row["office"]),
        turns=answered(written.turns_of(row["turns"]), row["answered"]),
        days=written.days_of(row["days"]),
        people=tuple(row["people"]),
        changes_on=row["changes_on"],
    )
    return Listed(
        slug=row["programme"],
        title=row["title"],
        bodies=names_of.validate_json(row["bodies"]),
        blueprint_hash=row["blueprint_hash"],
        head_hash=row["head_hash"],
        created_at=row["created_at"],
        standing=standing,
        names=names_of.validate_json(row["names"] or "{}"),
        reader=row["reader"],
        stale=row["stale"],
        number=row["place"],
    )


async def silent_organisations(
    connection: ForLists, account: Account, limit: int
) -> list[tuple[Listed, str]]:
    """The names of organisations that are silent and for which somebody speaks, each with its programme."""
    rows = await connection.fetch(_SILENT, *asked(account), limit)
    return [(_listed(dict(row)), row["organisation"]) for row in rows]


def answered(turns: Iterable[Waited], counted: Sequence[int] | None) -> tuple[Waited, ...]:
    """The turns with how many organisations have answered, of how many, which no register entry counts."""
    if counted is None:
        return tuple(turns)
    done, of = counted
    return tuple(
        replace(turn, numbers={"done": done, "of": of}) if turn.code == "contribute" else turn
        for turn in turns
    )


# --- keeping them so ---


async def of_register(connection: Connection, slug: str) -> Standing | None:
    """Where a programme stands today, folded from its register; None when there is no such programme."""
    beginning = await programmes.beginning(connection, slug)
    if beginning is None:
        return None
    waits = Waits(beginning).after(await entries.read(connection, slug))
    return standing(waits, beginning.rules.calendar.day_of(datetime.now(UTC)))


async def fold_anew(connection: Connection, slug: str) -> bool:
    """Write where a programme stands by its register, and answer whether anything was otherwise before."""
    async with connection.transaction():
        # Locked: what is folded must still be all there is when it is written.
        await entries.lock(connection, slug)
        before = await connection.fetchval(_ROW, slug)
        new = await of_register(connection, slug)
        assert new is not None, "it was found a moment ago"
        await written.write(connection, slug, new)
        return await connection.fetchval(_ROW, slug) != before


_ROW = "SELECT to_jsonb(s)::text FROM standings s WHERE programme = $1"


async def fallen_behind(connection: Connection) -> list[str]:
    """The programmes of which it is not written where they stand now.

    Something changes by the day alone, or a worker of an earlier version appended.
    """
    rows = await connection.fetch(
        "SELECT g.slug FROM programmes g LEFT JOIN standings s ON s.programme = g.slug"
        " WHERE s.programme IS NULL OR s.seq <> g.head_seq OR s.changes_on <= $1 ORDER BY g.slug",
        datetime.now(UTC).date(),
    )
    return [row["slug"] for row in rows]
