"""Who calls the API: found in a programme by the subject of their token."""

from store.database import Connection
from store.people import people


async def find(connection: Connection, programme: str, subject: str) -> str | None:
    """The id of somebody who has a part in a programme, or had one."""
    return (await people.ids(connection, programme, [subject])).get(subject)
