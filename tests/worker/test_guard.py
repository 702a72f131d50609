"""The guard: compares what is kept again and again, logs what differs by ids, and counts it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from temporalio.runtime import BufferedMetricUpdate, MetricBuffer, Runtime, TelemetryConfig

from store.accounts.grants import WORKER
from store.kept import shadows
from tests.accounts import account
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import KEYS
from worker.guard import ONE_OF_THEM, Guard


@pytest.fixture(scope="module")
def buffer() -> MetricBuffer:
    return MetricBuffer(1000)


@pytest.fixture(scope="module")
def runtime(buffer: MetricBuffer) -> Runtime:
    return Runtime(telemetry=TelemetryConfig(metrics=buffer))


@pytest.fixture
def updates(buffer: MetricBuffer, runtime: Runtime) -> MetricBuffer:
    buffer.retrieve_updates()
    return buffer


def guard(database: str, runtime: Runtime) -> Guard:
    return Guard(
        account(database, WORKER), KEYS, every=timedelta(hours=1), meter=runtime.metric_meter, rest=0
    )


def differing(updates: Sequence[BufferedMetricUpdate]) -> dict[object, float]:
    """The number of rows that differ, by programme, as it was reported last."""
    gauge = "kwartier_kept_differences"
    return {u.attributes["programme"]: u.value for u in updates if u.metric.name == gauge}


async def tampered(programme: Programme) -> str:
    """A text that says something else than it did; its id."""
    ref = await programme.write("A million.")
    async with programme.world.pool.acquire() as connection:
        await connection.execute("UPDATE texts SET body = 'Two million.' WHERE id::text = $1", ref.id)
    return ref.id


async def test_what_differs_is_logged_row_by_row_and_counted(
    database: str, begin: Begin, runtime: Runtime, updates: MetricBuffer
) -> None:
    well, programme = await begin(start=False), await begin(start=False)
    text = await tampered(programme)

    with capture_logs() as lines:
        await guard(database, runtime).look()

    (line,) = lines
    assert (line["log_level"], line["programme"], line["table"], line["row"]) == (
        "error",
        programme.slug,
        "texts",
        text,
    )
    assert "illion" not in str(line)
    assert differing(updates.retrieve_updates()) == {well.slug: 0, programme.slug: 1}


async def test_what_was_mended_counts_no_longer(
    database: str, begin: Begin, runtime: Runtime, updates: MetricBuffer
) -> None:
    programme = await begin(start=False)
    text = await tampered(programme)
    await guard(database, runtime).look()
    async with programme.world.pool.acquire() as connection:
        await connection.execute("UPDATE texts SET body = 'A million.' WHERE id::text = $1", text)
    updates.retrieve_updates()

    await guard(database, runtime).look()

    assert differing(updates.retrieve_updates()) == {programme.slug: 0}


async def test_of_several_workers_one_looks(
    database: str, begin: Begin, runtime: Runtime, updates: MetricBuffer
) -> None:
    await begin(start=False)
    async with shadows.connect(database) as another:
        await another.execute(f"SELECT pg_advisory_lock({ONE_OF_THEM})")

        await guard(database, runtime).look()

    assert updates.retrieve_updates() == []
