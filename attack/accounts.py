"""The accounts of worker and API in PostgreSQL: each tries on every table what it may not."""

import re

import asyncpg

from attack.report import Attempt
from attack.stack import Ground
from store.accounts.grants import API, GRANTS, WORKER
from tests.store.accounts.refused import REFUSED
from tests.store.kept.tampering import Column, columns


async def attack(ground: Ground) -> list[Attempt]:
    """Try what is refused by name, and every statement on every table that no grant allows."""
    administrator = await asyncpg.connect(ground.postgres.dsn())
    there = await columns(administrator)
    await administrator.close()
    attempts: list[Attempt] = []
    for role in (WORKER, API):
        connection = await asyncpg.connect(ground.account(role), statement_cache_size=0)
        try:
            named = [statement for who, statement in REFUSED if who == role]
            for statement in [*named, *_not_granted(role, there)]:
                through = "" if await is_refused(connection, statement) else "it may"
                attempts.append(Attempt("tamperings", f"as {role}: {statement}", through))
        finally:
            await connection.close()
    return attempts


def _not_granted(role: str, there: list[Column]) -> list[str]:
    """Statements that change nothing, and take a right that the account was not given."""
    found: list[str] = []
    for table, grant in GRANTS.items():
        given = grant.by_role[role]
        of_table = [one.name for one in there if one.table == table]
        for column in of_table:
            if column not in _columns(given, "UPDATE", of_table):
                found.append(f'UPDATE {table} SET "{column}" = "{column}" WHERE false')  # noqa: S608 - of the schema
            if column not in _columns(given, "INSERT", of_table):
                found.append(f'INSERT INTO {table} ("{column}") SELECT "{column}" FROM {table} WHERE false')  # noqa: S608 - as above
        if "DELETE" not in given:
            found.append(f"DELETE FROM {table} WHERE false")  # noqa: S608 - as above
        found += [f"TRUNCATE {table} CASCADE", f"ALTER TABLE {table} DISABLE TRIGGER ALL"]
    return found


def _columns(given: tuple[str, ...], privilege: str, every: list[str]) -> set[str]:
    """The columns on which a privilege was given."""
    found: set[str] = set()
    for one in given:
        if one == privilege:
            found |= set(every)
        elif one.startswith(f"{privilege} ("):
            found |= set(re.findall(r"\w+", one.partition("(")[2]))
    return found


async def is_refused(connection: asyncpg.Connection, statement: str) -> bool:
    """Whether PostgreSQL refuses it for want of a right; what it lets happen is taken back."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError:
        return True
    except asyncpg.PostgresError:
        # Another fault means that no right stood in between.
        return False
    finally:
        await transaction.rollback()
    return False
