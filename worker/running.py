"""Puts a worker together, and runs it until it is told to stop."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import asyncpg
import structlog
from temporalio.client import Client, Plugin
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig
from temporalio.worker import Worker

from activities.answering import Answering
from activities.appending import Appending
from activities.consulting import Consulting
from activities.drafting import Drafting
from activities.recording import Recording
from activities.silence import Silence
from activities.standing import Standing
from activities.trusting import Trust
from domain.register.heads import SigningKey
from domain.register.timestamps import Authority
from settings import Settings, outgoing, temporal
from store import database
from store.accounts.accounts import WORKER
from store.every_phase import programmes
from store.register import entries as register
from worker import namespace
from worker.alarming import RaiseAlarms
from worker.binding import BindProgramme
from worker.build import build_id
from worker.failures import RedactErrors
from worker.guard import Guard
from worker.heartbeat import Heartbeats
from worker.herald import Herald
from worker.keys import authority, known_keys, register_key, trusted
from worker.notary import Notary
from worker.postman import Postman
from worker.relay import Relay
from worker.sandbox import sandbox
from worker.standings import keep_up
from worker.sweeper import sweep
from workflows import starting
from workflows.appoint_kwartiermaker import AppointKwartiermaker
from workflows.define_programme import DefineProgramme
from workflows.fulfil_conditions import FulfilConditions
from workflows.payloads import data_converter
from workflows.sign_off import SignOff

PHASES = (AppointKwartiermaker, DefineProgramme, SignOff, FulfilConditions)
TIME_TO_FINISH = timedelta(seconds=20)
CACHED_RUNS = 1000

log = structlog.get_logger()


def create(
    client: Client,
    pool: asyncpg.Pool,
    task_queue: str,
    *,
    sign: SigningKey | None = None,
    trust: Trust | None = None,
    cached_runs: int = CACHED_RUNS,
) -> Worker:
    """A worker for all phases and their activities; run it with `worker.run()` or as a context.

    It carries out the commands of those whom it may `trust`. With the key `sign` the register's heads are
    signed at each decision. It keeps `cached_runs` in memory; any other is replayed from its history when
    something happens to it.
    """
    # One for all: what it has folded is the same, whichever activity appends.
    appending = Appending(pool, sign, trust)
    recording, consulting, drafting = Recording(appending), Consulting(appending), Drafting(appending)
    silence, answering = Silence(appending), Answering(appending)
    return Worker(
        client,
        task_queue=task_queue,
        workflows=PHASES,
        activities=[
            recording.record,
            recording.establish_decision,
            recording.remind,
            consulting.invite_organisations,
            consulting.open_round,
            consulting.close_round,
            silence.escalate_silence,
            drafting.assemble_draft,
            drafting.prepare_submission,
            drafting.publish_programme,
            answering.settle_responses,
        ],
        # The first is the outermost: what it logs of a failure has lost its values by then.
        interceptors=[BindProgramme(), RaiseAlarms(pool), RedactErrors(), Heartbeats()],
        workflow_runner=sandbox(),
        build_id=build_id(),
        graceful_shutdown_timeout=TIME_TO_FINISH,
        max_cached_workflows=cached_runs,
    )


def runtime_of(settings: Settings) -> Runtime:
    """Temporal's runtime, with metrics where the settings want them: Temporal's own, and Kwartier's."""
    if settings.metrics is None:
        return Runtime.default()
    return Runtime(telemetry=TelemetryConfig(metrics=PrometheusConfig(bind_address=settings.metrics)))


def guard(settings: Settings, runtime: Runtime) -> Guard:
    return Guard(
        settings.database.get_secret_value(),
        known_keys(settings),
        every=timedelta(minutes=settings.guard_minutes),
        clocks_move=settings.environment == "development",
        meter=runtime.metric_meter,
    )


def notary(settings: Settings, pool: asyncpg.Pool, stamps: Authority, runtime: Runtime) -> Notary:
    allowed = outgoing.hosts(settings.private_hosts)
    return Notary(pool, settings.timestamp_url or "", stamps, allowed, runtime.metric_meter)


async def take_over(pool: asyncpg.Pool, trust: Trust, sign: SigningKey) -> None:
    """Seal every register as it stands: what older versions let in stays let in when `trust` ends."""
    standing, after = Standing(trust, sign), ""
    async with pool.acquire() as connection:
        while page := await programmes.page(connection, after=after):
            for programme in page:
                async with connection.transaction():
                    await register.lock(connection, programme.slug)
                    await standing.now(connection, programme.slug)
            after = page[-1].slug


async def start_unstarted(client: Client, pool: asyncpg.Pool, task_queue: str) -> list[str]:
    """Start the programmes that have a row but whose workflow was never started; their slugs."""
    async with pool.acquire() as connection:
        slugs = await programmes.unstarted(connection)
        beginnings = [await programmes.beginning(connection, slug) for slug in slugs]
    started = [b.slug for b in beginnings if b is not None and await starting.start(client, b, task_queue)]
    for slug in started:
        log.warning("started a programme that had been left unstarted", programme=slug)
    return started


async def run(settings: Settings, ready_file: Path | None = None, *, plugins: Sequence[Plugin] = ()) -> None:
    """Run a worker until this task is cancelled; `ready_file` is touched once it takes work.

    Temporal's `plugins` may change its client and worker.
    Raises whatever ends it otherwise, so that the process ends too and can be started again, and
    `UnusableKeyError`, `UnusableCertificateError` or `SettingsError` when the settings are of no use.
    """
    sign, trust, stamps = register_key(settings), trusted(settings), authority(settings)
    runtime = runtime_of(settings)
    client = await temporal.connect(settings, data_converter=data_converter, plugins=plugins, runtime=runtime)
    await namespace.prepare(client, settings.retention_days)
    async with database.connect(settings.database.get_secret_value(), largest=20, called=WORKER) as pool:
        if sign is not None and trust.lets_unsigned_in:
            await take_over(pool, trust, sign)
        worker = create(client, pool, settings.task_queue, sign=sign, trust=trust)
        # Together: when one ends for good so does the process, and whoever runs it starts it again.
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.run())
            group.create_task(Relay(client, pool).run())
            group.create_task(sweep(pool))
            group.create_task(keep_up(pool))
            if settings.guard_minutes:
                group.create_task(guard(settings, runtime).run())
            if stamps is not None:
                group.create_task(notary(settings, pool, stamps, runtime).run())
            if settings.smtp_host:
                group.create_task(Postman(pool, settings).run())
                if settings.operators:
                    group.create_task(Herald(pool, settings).run())
            await start_unstarted(client, pool, settings.task_queue)
            log.info("worker is ready", task_queue=settings.task_queue, namespace=settings.namespace)
            if ready_file is not None:
                await asyncio.to_thread(ready_file.touch)
