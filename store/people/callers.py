"""Who calls the API: found by the subject of their token, and remembered once they act."""

from store.database import Connection
from store.people import people


async def find(connection: Connection, subject: str) -> str | None:
    """The id of somebody who acted or was named before; reading alone makes nobody known."""
    id_ = await connection.fetchval("SELECT id FROM people WHERE subject = $1", subject)
    return None if id_ is None else str(id_)


async def know(connection: Connection, person: people.Person) -> str:
    """The id of somebody who acts; somebody new gets one."""
    # Most who act are known: for them nothing is written, and no row is locked.
    known = await find(connection, person.subject)
    return known or (await people.know(connection, [person]))[person.subject]
