"""The accounts themselves: made by an administrator, and looked at by whoever asks if they may too much."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from store.database import Connection

ROLES = Path(__file__).with_name("roles.sql")

WORKER, API = "kwartier worker", "kwartier api"
"""What a process calls itself when it connects (`application_name`)."""


async def prepare(connection: Connection, passwords: Mapping[str, str]) -> None:
    """Make the accounts and hand the tables of this database over to the owner, as its administrator.

    Those in `passwords` may sign in with them.
    """
    await connection.execute(ROLES.read_text(encoding="utf-8"))
    for role, password in passwords.items():
        # No parameter can stand there: PostgreSQL itself quotes them.
        change = await connection.fetchval(
            "SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)", role, password
        )
        await connection.execute(change)


class Account(NamedTuple):
    """An account that somebody uses on this database, and whether it may do anything with its tables."""

    used_by: str
    name: str
    superuser: bool
    owner: bool


_ACCOUNTS = """
SELECT DISTINCT used.used_by, r.rolname AS name, r.rolsuper AS superuser, EXISTS (
    SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND pg_has_role(r.oid, relowner, 'MEMBER')
) AS owner
FROM (
    SELECT 'kwartier doctor' AS used_by, current_user AS name
    UNION ALL
    SELECT application_name, usename FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ANY($1)
) AS used JOIN pg_roles r ON r.rolname = used.name
ORDER BY 1, 2
"""


async def in_use(connection: Connection) -> list[Account]:
    """The accounts of whoever asks, and of workers and APIs that are connected now."""
    return [Account(**dict(row)) for row in await connection.fetch(_ACCOUNTS, [WORKER, API])]
