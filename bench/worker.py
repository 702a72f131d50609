"""The worker process of the lifecycle benchmark: programmes and bare workflows side by side."""

import asyncio
import sys
from pathlib import Path

import uvloop
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

from bench.bare import Bare, do_nothing
from settings import Settings
from settings.logging import configure_logging
from store import database
from worker import keys, running
from worker.relay import Relay
from workflows.payloads import data_converter

BARE_QUEUE = "bench-bare"


async def main(ready: Path) -> None:
    """Run both until the process is told to stop."""
    settings = Settings()
    configure_logging(settings)
    client = await Client.connect(settings.temporal, data_converter=data_converter)
    plain = await Client.connect(settings.temporal, data_converter=pydantic_data_converter)
    async with database.connect(settings.database.get_secret_value(), largest=20) as pool:
        programmes = running.create(client, pool, settings.task_queue, trust=keys.trusted(settings))
        # As the SDK comes: what programmes gain by our sandbox and converter is theirs.
        bare = Worker(plain, task_queue=BARE_QUEUE, workflows=[Bare], activities=[do_nothing])
        async with asyncio.TaskGroup() as group:
            group.create_task(programmes.run())
            group.create_task(bare.run())
            group.create_task(Relay(client, pool).run())
            await asyncio.to_thread(ready.touch)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
