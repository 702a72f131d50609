"""People whom a command names: they wait until its entry is in the register, and go when it is refused.

The statement that appends the entry moves them to `people` (`store.register.entries`).
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from store.database import Connection
from store.people import people
from store.people.people import Person
from store.register.command_key import CommandKey

LONGEST = timedelta(days=1)
"""How long somebody waits: a command is answered in seconds, also when its API died."""


async def wait(connection: Connection, command: CommandKey, named: Iterable[Person]) -> dict[str, str]:
    """The ids of those whom `command` names, by their subject; who is new waits. In a transaction."""
    wanted = {person.subject: person for person in named}
    known = await people.ids(connection, command.programme, wanted)
    if len(known) == len(wanted):
        return known
    # Two commands that name the same new person must mean one id, whichever of them is accepted.
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", command.programme)
    # In one statement, so that nobody is missed who is moved at this moment.
    rows = await connection.fetch(
        "SELECT subject, id FROM people_waiting WHERE programme = $1 AND subject = ANY($2)"
        " UNION SELECT subject, id FROM people WHERE programme = $1 AND subject = ANY($2)",
        command.programme,
        list(wanted),
    )
    ids = {row["subject"]: str(row["id"]) for row in rows}
    ids |= {subject: str(uuid4()) for subject in wanted.keys() - ids.keys()}
    await connection.executemany(
        "INSERT INTO people_waiting"
        " (programme, actor, key, body, id, subject, name, email, by_address, issuer)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " ON CONFLICT (programme, actor, key, body, id) DO UPDATE SET created_at = now()",
        [
            (
                command.programme,
                command.actor,
                command.key,
                command.body,
                UUID(ids[subject]),
                subject,
                person.name,
                person.email,
                person.by_address,
                person.issuer,
            )
            for subject, person in wanted.items()
            if subject not in known
        ],
    )
    return ids


async def forget(connection: Connection, command: CommandKey) -> None:
    """Forget whom a command named: it was refused."""
    await connection.execute(
        "DELETE FROM people_waiting WHERE programme = $1 AND actor = $2 AND key = $3 AND body = $4",
        command.programme,
        command.actor,
        command.key,
        command.body,
    )


async def forget_old(connection: Connection) -> int:
    """Forget whom commands named that never took effect; how many people."""
    # Organisations that were to be added wait in the same way, with the names of who speaks for them.
    await connection.execute(
        "DELETE FROM organisation_additions WHERE created_at < now() - $1::interval", LONGEST
    )
    done = await connection.execute(
        "DELETE FROM people_waiting WHERE created_at < now() - $1::interval", LONGEST
    )
    return int(done.rpartition(" ")[2])
