"""Runs both services, makes a table in the database, says so, and waits to be ended."""

import asyncio
import sys
from pathlib import Path

import asyncpg

from cli.embedded.services import ANY_PORTS, services
from settings import Settings


async def main(data: Path) -> None:
    async with services(data, Settings(), ports=ANY_PORTS) as running:
        connection = await asyncpg.connect(running.addresses.database.owner)
        await connection.execute("CREATE TABLE kept (id int)")
        await connection.close()
        print("running", flush=True)
        await running.processes.watch()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
