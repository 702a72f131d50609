"""Somebody who reaches Temporal, with a worker and workflows of their own."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.worker import Worker

from domain.register.steps import RECORD, Recorded, RecordStep, Step
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.state.own_step import header
from tests.workflows.driving import Programme
from tests.workflows.running import World


@workflow.defn(sandboxed=False)
class Intruder:
    """Somebody's own workflow: it asks an activity of Kwartier's for a step, once."""

    @workflow.run
    async def run(self, queue: str, activity: str, step: RecordStep) -> Recorded:
        return await workflow.execute_activity(
            activity,
            step,
            result_type=Recorded,
            task_queue=queue,
            start_to_close_timeout=timedelta(seconds=20),
            retry_policy=RetryPolicy(maximum_attempts=1),
        )


@asynccontextmanager
async def intruders(world: World) -> AsyncGenerator[str]:
    """The task queue of somebody who reaches Temporal, and runs a worker of their own."""
    queue = f"intruder-{secrets.token_hex(4)}"
    async with Worker(world.client, task_queue=queue, workflows=[Intruder]):
        yield queue


async def asked_for(programme: Programme, step: Step, activity: str = RECORD) -> Recorded:
    """What an intruder hears who asks for a step."""
    async with intruders(programme.world) as queue:
        return await heard(programme.world, queue, step, activity)


async def heard(world: World, queue: str, step: Step, activity: str = RECORD) -> Recorded:
    """What an intruder hears whose worker takes from `queue`."""
    return await world.client.execute_workflow(
        Intruder.run,
        args=[world.queue, activity, step],
        id=f"intruder-{secrets.token_hex(4)}",
        task_queue=queue,
    )


async def approval(programme: Programme) -> RecordStep:
    state = await programme.state()
    return RecordStep(**header(state, programme.now), events=(ProgrammeApproved(version=2, hash="any"),))
