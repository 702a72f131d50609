"""What somebody asks for again and again, by names of their own; kept by their account."""

from typing import NamedTuple
from uuid import UUID, uuid4

from store.database import Connection
from store.people.identities import Account


class Selection(NamedTuple):
    """A question to the list of programmes, as its address has it, and what its owner calls it."""

    id: UUID
    name: str
    asked: str


async def of(connection: Connection, account: Account) -> list[Selection]:
    """Somebody's selections, in the order in which they were saved."""
    rows = await connection.fetch(
        "SELECT id, name, asked FROM selections WHERE issuer = $1 AND subject = $2 ORDER BY created_at, id",
        account.issuer,
        account.subject,
    )
    return [Selection(row["id"], row["name"], row["asked"]) for row in rows]


async def save(connection: Connection, account: Account, name: str, asked: str, most: int) -> bool:
    """Keep a selection; one of that name asks this from now on. False where there are `most` already."""
    async with connection.transaction():
        # One at a time for each account: two at once would each find room for the last one.
        await connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"{account.issuer} {account.subject}"
        )
        await connection.execute(
            "DELETE FROM selections WHERE issuer = $1 AND subject = $2 AND lower(name) = lower($3)",
            account.issuer,
            account.subject,
            name,
        )
        done = await connection.execute(
            "INSERT INTO selections (id, issuer, subject, name, asked) SELECT $1, $2, $3, $4, $5"
            " WHERE (SELECT count(*) FROM selections WHERE issuer = $2 AND subject = $3) < $6",
            uuid4(),
            account.issuer,
            account.subject,
            name,
            asked,
            most,
        )
    return done == "INSERT 0 1"


async def rename(connection: Connection, account: Account, id_: UUID, name: str) -> bool:
    """Call a selection otherwise; False where another one is called so."""
    async with connection.transaction():
        if await _is_called_so(connection, account, name, besides=id_):
            return False
        await connection.execute(
            "UPDATE selections SET name = $4 WHERE id = $3 AND issuer = $1 AND subject = $2",
            account.issuer,
            account.subject,
            id_,
            name,
        )
    return True


async def delete(connection: Connection, account: Account, id_: UUID) -> None:
    """Forget a selection of somebody's own."""
    await connection.execute(
        "DELETE FROM selections WHERE id = $3 AND issuer = $1 AND subject = $2",
        account.issuer,
        account.subject,
        id_,
    )


async def _is_called_so(
    connection: Connection, account: Account, name: str, besides: UUID | None = None
) -> bool:
    """Whether another selection of theirs is called so, whatever its capitals."""
    return await connection.fetchval(
        "SELECT EXISTS (SELECT FROM selections WHERE issuer = $1 AND subject = $2 AND lower(name) = lower($3)"
        " AND ($4::uuid IS NULL OR id <> $4))",
        account.issuer,
        account.subject,
        name,
        besides,
    )
