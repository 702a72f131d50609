"""Tables that follow the register, held against what it gives: it is played once more, beside them."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from domain.organisations.add_organisations import OrganisationsAdded
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.versions import BASELINE
from domain.register.entries import Entry
from domain.shared.messages import N_
from store.consultation import contributions
from store.database import Connection
from store.every_phase import programmes
from store.kept.difference import MISSING, SURPRISES, TOO_MUCH, Found, key_of, other
from store.kept.shadows import BEGUN, FOLLOWING, instead, schema_of
from store.plan import plans
from store.register import following

CANNOT_BE_PLAYED = N_("what follows from it cannot be played")


async def compare(connection: Connection, found: Found, entries: Sequence[Entry]) -> None:
    """Play `entries`, whose chain holds, on the shadows of `connection`, and compare row by row."""
    schema = await schema_of(connection)
    async with instead(connection, schema):
        try:
            await _begin(connection, found.programme, schema)
        except ValidationError:
            found.add("programmes", found.programme, other("blueprint"))
            return
        for entry in entries:
            if not following.is_followed(entry.event):
                continue
            try:
                # What cannot be played must not take the comparison down with it.
                async with connection.transaction():
                    await _play(connection, entry, schema)
            except SURPRISES:
                found.add("entries", key_of((found.programme, entry.seq)), CANNOT_BE_PLAYED)
        await _count_answers(connection, found.programme, schema)
    for table in (*FOLLOWING, *BEGUN):
        await _compare(connection, found, table, schema)


async def _begin(connection: Connection, programme: str, schema: str) -> None:
    """Write what was there before the first entry; `store.kept.beginning` checks what it rests on."""
    blueprint = await programmes.blueprint(connection, programme)
    await programmes.add_organisations(connection, programme, blueprint)
    await connection.execute(
        f"INSERT INTO plan_versions SELECT * FROM {schema}.plan_versions"  # noqa: S608 - PostgreSQL's own name
        " WHERE programme = $1 AND number = $2",
        programme,
        BASELINE,
    )


async def _play(connection: Connection, entry: Entry, schema: str) -> None:
    # Where a programme stood at that moment is folded from what stands there.
    await connection.execute(
        f"INSERT INTO entries SELECT * FROM {schema}.entries WHERE programme = $1 AND seq <= $2"  # noqa: S608 - PostgreSQL's own name
        " AND seq > (SELECT coalesce(max(seq), 0) FROM entries WHERE programme = $1)",
        entry.programme,
        entry.seq,
    )
    if isinstance(entry.event, OrganisationsAdded):
        await _name(connection, entry, entry.event, schema)
    await following.follow(connection, entry)
    if isinstance(entry.event, DraftAssembled):
        await _origins(connection, entry, entry.event)


async def _name(connection: Connection, entry: Entry, event: OrganisationsAdded, schema: str) -> None:
    """Let added organisations be called what they are: the register has no names, but a hash of each."""
    await connection.execute(
        'INSERT INTO organisation_additions (programme, key, body, place, code, "group", name, weight)'  # noqa: S608 - PostgreSQL's own name
        ' SELECT programme, $2, $3, row_number() OVER (), code, "group", name, weight'
        f" FROM {schema}.organisations WHERE programme = $1 AND code = ANY($4)",
        entry.programme,
        entry.key,
        entry.body,
        list(event.codes),
    )


async def _origins(connection: Connection, entry: Entry, event: DraftAssembled) -> None:
    said = await contributions.counted(connection, entry.programme, event.consultation)
    origins = [plans.Origin(key, one.organisation, one.receipt) for one in said for key in one.sections]
    await plans.add_origins(connection, entry.programme, event.version, origins)


async def _count_answers(connection: Connection, programme: str, schema: str) -> None:
    """Count what was said on each invitation: that does not go through the register."""
    await connection.execute(
        "UPDATE invitations i SET revisions = c.revisions, answered = c.answered FROM ("  # noqa: S608 - PostgreSQL's own name
        " SELECT consultation, organisation, count(*) AS revisions, bool_or(NOT late) AS answered"
        f" FROM {schema}.contributions WHERE programme = $1 GROUP BY 1, 2) c"
        " WHERE i.programme = $1 AND i.consultation = c.consultation AND i.organisation = c.organisation",
        programme,
    )


# As JSON, so that whatever column a table is given is compared as well.
_DIFFERENT = """
WITH kept AS (
    SELECT jsonb_build_array({key}) AS key, to_jsonb(t) - $2::text[] AS value
    FROM {schema}.{table} t WHERE programme = $1 {begun}
), said AS (
    SELECT jsonb_build_array({key}) AS key, to_jsonb(t) - $2::text[] AS value
    FROM pg_temp.{table} t WHERE programme = $1
)
SELECT coalesce(kept.key, said.key) AS key, kept.value IS NULL AS missing, said.value IS NULL AS too_much,
    ARRAY(SELECT k FROM jsonb_object_keys(kept.value) k WHERE kept.value -> k IS DISTINCT FROM said.value -> k
        ORDER BY k) AS columns
FROM kept FULL JOIN said ON said.key = kept.key
WHERE kept.value IS DISTINCT FROM said.value ORDER BY 1
"""
_BEGUN = (
    "AND {number} <= coalesce((SELECT max(p.number) FROM pg_temp.points p"
    " WHERE p.programme = $1 AND p.consultation = t.consultation), 0)"
)
_KEY = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY array_position(conkey, attnum)) FROM pg_constraint
JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)
WHERE contype = 'p' AND conrelid = ($1 || '.' || $2)::regclass
"""
_ANSWERED = ["status", "became"]
"""What becomes of a point does not go through the register: `store.kept.responses` looks at it."""


async def _compare(connection: Connection, found: Found, table: str, schema: str) -> None:
    begun = _BEGUN.format(number=BEGUN[table]) if table in BEGUN else ""
    key = await connection.fetchval(_KEY, schema, table)
    query = _DIFFERENT.format(key=key, schema=schema, table=table, begun=begun)
    ignored = _ANSWERED if table == "points" else []
    for row in await connection.fetch(query, found.programme, ignored):
        why = MISSING if row["missing"] else TOO_MUCH if row["too_much"] else other(*row["columns"])
        found.add(table, key_of(json.loads(row["key"])), why)
