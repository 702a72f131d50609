"""A bare workflow with the shape of a programme and nothing in it: what Temporal itself costs.

It takes the same updates in the same order, runs as many local and ordinary activities (that do nothing),
starts as many timers, takes one signal, and continues as new as often as a programme of the small
blueprint does. Its people, too, wait until it is their turn: who comes early saves Temporal timers and tasks.
"""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Literal

from temporalio import activity, workflow

Act = Literal["local", "ordinary", "update", "signal"]

RUNS: tuple[tuple[Act, ...], ...] = (
    ("local", "update", "update", "local", "update"),
    (
        *("ordinary", "local", "signal", "local", "ordinary"),
        *("update", "update", "update", "update", "local", "local"),
    ),
    ("ordinary", "local", "update", "update", "update", "local", "local", "ordinary"),
)
"""What a programme of the small blueprint does, run by run: appointment, definition, sign-off."""

WITHOUT_A_WAIT_OF_ITS_OWN = {(1, 6), (1, 7), (2, 3), (2, 4)}
"""Updates during a wait that goes on: a version submitted after it was saved, the ballots after the first."""

LOOKS_BEFORE = {2: 4, 3: 9, 7: 17}
"""The updates (from 0) before which a programme's people first look whether it is their turn: how many
activities are done by then."""

DONE_BEFORE_THE_SIGNAL = 7

UPDATES_BEFORE_THE_SIGNAL = 3

DONE_FILE = "KWARTIER_BENCH_DONE"
"""Names the file with a line, a workflow's id, for each activity that was done."""

UPDATES = sum(run.count("update") for run in RUNS)
A_LONG_TIME = timedelta(days=7)
A_MINUTE = timedelta(minutes=1)


@dataclass
class Position:
    """How far a bare workflow is: its run, and how many updates it has taken."""

    run: int = 0
    updates: int = 0
    signalled: bool = False


@activity.defn
async def do_nothing(number: int) -> int:
    """Answer what was asked; all it does besides is to let the benchmark see that it was done."""
    os.write(_done(), f"{activity.info().workflow_id}\n".encode())
    return number


@cache
def _done() -> int:
    return os.open(os.environ[DONE_FILE], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


@workflow.defn
class Bare:
    """The same messages, activities, timers and runs as a programme, without any content."""

    @workflow.init
    def __init__(self, position: Position) -> None:
        self._position = position

    @workflow.update
    async def act(self, number: int) -> int:
        """Take one update, which costs a local activity as a command does."""
        done = await self._local(number)
        self._position.updates += 1
        return done

    @act.validator
    def _check(self, number: int) -> None:
        if number < 0:
            raise ValueError("a number is expected")

    @workflow.signal
    def look(self) -> None:
        """The hint that everyone has answered."""
        self._position.signalled = True

    @workflow.run
    async def run(self, _position: Position) -> None:
        """Go through this run's acts, then on to the next run."""
        run = self._position.run
        taken = sum(r.count("update") for r in RUNS[:run])
        for place, act in enumerate(RUNS[run]):
            match act:
                case "local":
                    await self._local(place)
                case "ordinary":
                    await workflow.execute_activity(do_nothing, place, start_to_close_timeout=A_MINUTE)
                case "signal":
                    await workflow.wait_condition(lambda: self._position.signalled, timeout=A_LONG_TIME)
                case "update":
                    taken += 1
                    await self._wait_for(taken, timer=(run, place) not in WITHOUT_A_WAIT_OF_ITS_OWN)
        await workflow.wait_condition(workflow.all_handlers_finished)
        if run + 1 < len(RUNS):
            self._position.run += 1
            workflow.continue_as_new(self._position)

    async def _wait_for(self, updates: int, *, timer: bool) -> None:
        await workflow.wait_condition(
            lambda: self._position.updates >= updates, timeout=A_LONG_TIME if timer else None
        )

    async def _local(self, number: int) -> int:
        return await workflow.execute_local_activity(do_nothing, number, start_to_close_timeout=A_MINUTE)
