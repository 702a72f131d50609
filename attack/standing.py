"""What stands in PostgreSQL: whoever acted left a trace there, or nothing happened."""

from collections.abc import Mapping

import asyncpg

from tests.workflows.waiting import eventually

GOES_ON = frozenset(
    {
        "letters",  # made and marked by the postman, of what stands in the outbox
        "invitation_links",  # made when a letter is sent
        "alarms",  # what was tried may raise one
        "timestamps",  # an authority outside gives them later
        "organisation_additions",  # what is about to be asked, which goes once it is refused
        "people_waiting",  # the same, of people
    }
)
"""Tables that change by themselves, or with what is refused."""

WITHOUT: Mapping[str, tuple[str, ...]] = {"outbox": ("addressed_at", "sent_at")}
"""Columns that change by themselves in other tables."""

Standing = Mapping[str, str]
"""A fingerprint of each table."""


async def standing(pool: asyncpg.Pool) -> Standing:
    """What stands in every table now."""
    tables = await pool.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    counted = " UNION ALL ".join(_fingerprint(table) for (table,) in tables if table not in GOES_ON)
    return {row["name"]: row["said"] for row in await pool.fetch(counted)}


def _fingerprint(table: str) -> str:
    columns = "".join(f" - '{column}'" for column in WITHOUT.get(table, ()))
    row = f"md5((to_jsonb({table}.*){columns})::text)"
    return (
        f"SELECT '{table}' AS name, count(*) || ' ' ||"  # noqa: S608 - of the schema
        f" coalesce(md5(string_agg({row}, '' ORDER BY {row})), '') AS said FROM {table}"
    )


def changed(before: Standing, after: Standing) -> list[str]:
    """The tables in which something else stands now."""
    return sorted(table for table in after if after[table] != before.get(table))


async def settled(pool: asyncpg.Pool) -> Standing:
    """What stands there once nothing is on its way any more."""
    last: Standing = {}

    async def still() -> bool:
        nonlocal last
        before, last = last, await standing(pool)
        return before == last

    await eventually(still, bool, lambda _: "PostgreSQL does not come to rest")
    return last
