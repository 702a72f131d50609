"""Alarms: what an operator must look into, once for each step however often it comes again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from store.database import Connection

What = Literal["does_not_follow", "not_signed", "does_not_hold"]
"""`does_not_follow` is a step that was refused because the register does not lead to it.

`not_signed` is a command that came without the signature of a service,
`does_not_hold` a step that rests on what is not what was said.
"""


class Alarm(NamedTuple):
    """What is wrong with an activity of a programme, how often it was so, and since when."""

    programme: str
    what: What
    activity: str
    times: int
    first_at: datetime
    last_at: datetime


async def raise_for(connection: Connection, programme: str, what: What, activity: str) -> None:
    """Raise an alarm, or note that it came again; nothing for a programme that there is not."""
    await connection.execute(
        "INSERT INTO alarms (programme, what, activity) SELECT slug, $2, $3 FROM programmes WHERE slug = $1"
        " ON CONFLICT (programme, what, activity) DO UPDATE"
        " SET times = alarms.times + 1, last_at = now()",
        programme,
        what,
        activity,
    )


async def settle(connection: Connection, programme: str, what: What | None = None) -> int:
    """Take alarms of a programme back; how many there were."""
    done = await connection.execute(
        "DELETE FROM alarms WHERE programme = $1 AND what = coalesce($2, what)", programme, what
    )
    return int(done.rpartition(" ")[2])


async def read(connection: Connection) -> Sequence[Alarm]:
    """Every alarm, the oldest first."""
    rows = await connection.fetch(
        "SELECT programme, what, activity, times, first_at, last_at FROM alarms"
        " ORDER BY first_at, programme, what, activity"
    )
    return [Alarm(**dict(row)) for row in rows]
