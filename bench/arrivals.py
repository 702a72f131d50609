"""When an entry has its place in the register, as somebody hears it who listens to PostgreSQL."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from time import perf_counter

import asyncpg

TELL = """
CREATE FUNCTION tell_arrival() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('arrivals', NEW.key);
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_arrival AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION tell_arrival();
"""


class Arrivals:
    """When entries were committed, by the key of their command: PostgreSQL tells nobody any earlier."""

    def __init__(self) -> None:
        self._at: dict[str, asyncio.Future[float]] = {}

    def expect(self, key: str) -> asyncio.Future[float]:
        """The moment (`perf_counter`, in seconds) at which the entry of this command arrives."""
        return self._at.setdefault(key, asyncio.get_running_loop().create_future())

    def hear(self, *said: object) -> None:
        """Take in what PostgreSQL says; the last of it is a key."""
        arrival = self._at.pop(str(said[-1]), None)
        if arrival is not None and not arrival.done():
            arrival.set_result(perf_counter())


@asynccontextmanager
async def listening(dsn: str) -> AsyncGenerator[Arrivals]:
    """Hear of every entry, on a connection of its own; the database belongs to the benchmark."""
    connection = await asyncpg.connect(dsn)
    arrivals = Arrivals()
    try:
        await connection.execute(TELL)
        await connection.add_listener("arrivals", arrivals.hear)
        yield arrivals
    finally:
        await connection.close()
