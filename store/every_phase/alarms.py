"""Alarms: what an operator must look into, once for each step however often it comes again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from store.database import Connection

What = Literal["does_not_follow", "not_signed", "does_not_hold", "keeps_failing", "cancelled"]
"""`does_not_follow` is a step that was refused because the register does not lead to it.

`not_signed` is a command that came without the signature of a service, `does_not_hold` a step that rests on
what is not what was said, `keeps_failing` a step that is tried again and again, `cancelled` a run that was
cancelled in Temporal where that withdraws no programme.
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


async def settle(
    connection: Connection, programme: str, what: What | None = None, activity: str | None = None
) -> int:
    """Take alarms of a programme back, all or those of a kind; how many there were."""
    done = await connection.execute(
        "DELETE FROM alarms WHERE programme = $1 AND what = coalesce($2, what)"
        " AND activity = coalesce($3, activity)",
        programme,
        what,
        activity,
    )
    return int(done.rpartition(" ")[2])


_FOUND = "SELECT programme, what, activity, times, first_at, last_at FROM alarms"


async def read(connection: Connection) -> Sequence[Alarm]:
    """Every alarm, the oldest first."""
    rows = await connection.fetch(f"{_FOUND} ORDER BY first_at, programme, what, activity")
    return [Alarm(**dict(row)) for row in rows]


async def untold(connection: Connection) -> Sequence[Alarm]:
    """Alarms of which no operator was told, and which nobody else tells of meanwhile."""
    rows = await connection.fetch(
        f"{_FOUND} WHERE told_at IS NULL ORDER BY first_at, programme, what, activity FOR UPDATE SKIP LOCKED"
    )
    return [Alarm(**dict(row)) for row in rows]


async def told(connection: Connection, alarm: Alarm) -> None:
    await connection.execute(
        "UPDATE alarms SET told_at = now() WHERE programme = $1 AND what = $2 AND activity = $3",
        alarm.programme,
        alarm.what,
        alarm.activity,
    )
