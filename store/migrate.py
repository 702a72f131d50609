"""Brings a database's schema to the one this code was written for."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from domain.shared.messages import N_, SaidError
from store.accounts import grants

MIGRATIONS = Path(__file__).parent / "migrations"
FILE_NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
# Any number will do, as long as every version of Kwartier takes the same.
LOCK = 5_298_174_060_331

TABLE = """
CREATE TABLE IF NOT EXISTS schema_migration (
    name text PRIMARY KEY,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


class MigrationError(SaidError):
    """The files and what was applied earlier do not fit together; nothing was changed."""


@dataclass(frozen=True)
class Migration:
    """One file: its name, its text and the text's hash."""

    name: str
    sql: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Read a folder's migrations in order. Raises `MigrationError` about a name that gives no clear order."""
    files = sorted(folder.glob("*.sql"))
    numbers: dict[str, str] = {}
    for file in files:
        if not FILE_NAME.fullmatch(file.name):
            name_it = N_("{file}: name it like 0001_what_it_does.sql (lower case)")
            raise MigrationError(name_it.having(file=str(file)))
        earlier = numbers.setdefault(file.name[:4], file.name)
        if earlier != file.name:
            same = N_("{file} and {earlier} have the same number: give the newer one the next")
            raise MigrationError(same.having(file=file.name, earlier=earlier))
    return [Migration(file.name, file.read_text(encoding="utf-8")) for file in files]


async def migrate(dsn: str, folder: Path = MIGRATIONS) -> list[str]:
    """Apply what is missing, all or nothing, and return the names that were applied.

    Gives worker and API their rights on what there is then. Safe to run from several processes at once: one
    works, the others wait and then find nothing to do. Raises `MigrationError` when an applied file has
    changed or is missing, and when this account may not do it.
    """
    migrations = read_migrations(folder)
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            # In the very transaction that applies: whoever waited for it finds nothing left to do.
            await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            await connection.execute(TABLE)
            missing = _missing(migrations, await _applied(connection))
            for migration in missing:
                await _apply(connection, migration)
            if folder == MIGRATIONS:
                await grants.give(connection)
    except asyncpg.InsufficientPrivilegeError as error:
        owner = N_(
            "This account may not change the schema ({error}). Set KWARTIER_MIGRATIONS_DATABASE to that of"
            " the tables' owner (docs/operations.md, Accounts in PostgreSQL)."
        )
        raise MigrationError(owner.having(error=str(error))) from error
    finally:
        await connection.close()
    return [migration.name for migration in missing]


async def pending(dsn: str, folder: Path = MIGRATIONS) -> list[str]:
    """Return the names that `migrate` would apply, changing nothing; raises what it would raise."""
    migrations = read_migrations(folder)
    connection = await asyncpg.connect(dsn)
    try:
        # Not by creating the table: looking changes nothing.
        known = await connection.fetchval("SELECT to_regclass('schema_migration') IS NOT NULL")
        applied = await _applied(connection) if known else {}
    finally:
        await connection.close()
    return [migration.name for migration in _missing(migrations, applied)]


async def _applied(connection: asyncpg.Connection) -> dict[str, str]:
    """Return the hash of each applied migration by its name."""
    rows = await connection.fetch("SELECT name, sha256 FROM schema_migration")
    return {row["name"]: row["sha256"] for row in rows}


def _missing(migrations: list[Migration], applied: dict[str, str]) -> list[Migration]:
    unknown = sorted(applied.keys() - {migration.name for migration in migrations})
    if unknown:
        newer = N_(
            "The database knows {files}, this version of Kwartier does not: it is older than the database."
            " Run the newer version."
        )
        raise MigrationError(newer.having(files=", ".join(unknown)))
    for migration in migrations:
        if applied.get(migration.name, migration.sha256) != migration.sha256:
            changed = N_(
                "{file} was changed after it was applied. Put it back as it was,"
                " and write the change as a new migration."
            )
            raise MigrationError(changed.having(file=migration.name))
    missing = [migration for migration in migrations if migration.name not in applied]
    # Applied late, it would find another schema here than it found where it came in order.
    if missing and applied and missing[0].name < max(applied):
        late = N_(
            "{file} is new but comes before {last}, which is applied already."
            " Give it a number after that one."
        )
        raise MigrationError(late.having(file=missing[0].name, last=max(applied)))
    return missing


async def _apply(connection: asyncpg.Connection, migration: Migration) -> None:
    try:
        await connection.execute(migration.sql)
    except asyncpg.PostgresError as error:
        failed = N_("{file} failed, nothing was changed: {error}")
        raise MigrationError(failed.having(file=migration.name, error=str(error))) from error
    await connection.execute(
        "INSERT INTO schema_migration (name, sha256) VALUES ($1, $2)", migration.name, migration.sha256
    )
