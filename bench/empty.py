"""An empty workflow that takes bare updates, and the process of its worker: the least an answer can cost."""

import asyncio
import sys
from pathlib import Path

import uvloop
from temporalio import workflow
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

QUEUE = "bench-empty"


@workflow.defn
class Empty:
    """Waits for ever, and answers each update with what it was given."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def act(self, number: int) -> int:
        """Do nothing."""
        return number


async def main(temporal: str, ready: Path) -> None:
    """Run a worker for empty workflows until the process is told to stop."""
    client = await Client.connect(temporal, data_converter=pydantic_data_converter)
    async with Worker(client, task_queue=QUEUE, workflows=[Empty]):
        await asyncio.to_thread(ready.touch)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], Path(sys.argv[2])))
