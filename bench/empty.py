"""An empty workflow that takes bare updates, and the process of its worker: what an answer costs at least."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import uvloop
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

from worker.sandbox import sandbox

QUEUE = "bench-empty"
A_MINUTE = timedelta(minutes=1)


@activity.defn
async def do_nothing(number: int) -> int:
    """Answer what was asked."""
    return number


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

    @workflow.update
    async def act_locally(self, number: int) -> int:
        """Do nothing in a local activity, as a command writes into the register in one."""
        return await workflow.execute_local_activity(do_nothing, number, start_to_close_timeout=A_MINUTE)


async def main(temporal: str, ready: Path) -> None:
    """Run a worker for empty workflows until the process is told to stop."""
    client = await Client.connect(temporal, data_converter=pydantic_data_converter)
    async with Worker(
        client, task_queue=QUEUE, workflows=[Empty], activities=[do_nothing], workflow_runner=sandbox()
    ):
        await asyncio.to_thread(ready.touch)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], Path(sys.argv[2])))
