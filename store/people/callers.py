"""Who calls the API: found in a programme by the subject of their token."""

from domain.shared.addresses import UnusableAddressError, normal
from store.database import Connection


async def find(
    connection: Connection, programme: str, subject: str, address: str | None = None
) -> str | None:
    """The id of somebody who has a part in a programme, or had one.

    Where they sign in with another `address` than is known, they are mailed there from now on.
    """
    row = await connection.fetchrow(
        # As it is signed, and where it is an address also as mail compares it: so the office named them.
        "SELECT id, email FROM people WHERE programme = $1 AND subject = ANY($2)"
        " ORDER BY subject = $3 DESC LIMIT 1",
        programme,
        [subject, _compared(subject)],
        subject,
    )
    if row is None:
        return None
    if address is not None and address != row["email"]:
        # Of this programme only: what is known of them in another one is of no concern here.
        await connection.execute(
            "UPDATE people SET email = $3 WHERE programme = $1 AND id = $2", programme, row["id"], address
        )
    return str(row["id"])


def _compared(subject: str) -> str:
    try:
        return normal(subject)
    except UnusableAddressError:  # most are no address at all
        return subject
