"""Who calls the API: found in a programme by the subject of their token."""

from store.database import Connection


async def find(
    connection: Connection, programme: str, subject: str, address: str | None = None
) -> str | None:
    """The id of somebody who has a part in a programme, or had one.

    Where they sign in with another `address` than is known, they are mailed there from now on.
    """
    row = await connection.fetchrow(
        "SELECT id, email FROM people WHERE programme = $1 AND subject = $2", programme, subject
    )
    if row is None:
        return None
    if address is not None and address != row["email"]:
        # Of this programme only: what is known of them in another one is of no concern here.
        await connection.execute(
            "UPDATE people SET email = $3 WHERE programme = $1 AND id = $2", programme, row["id"], address
        )
    return str(row["id"])
