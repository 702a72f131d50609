"""The parts that run: PostgreSQL, Temporal, worker and API."""

import asyncpg
from aiosmtplib import SMTPException
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from cli.checks.finding import Finding, ok, wrong
from cli.embedded.processes import ServiceError
from cli.embedded.services import check_database
from cli.embedded.stack import is_ready
from cli.embedded.temporal import is_healthy
from settings import Settings
from store.migrate import MigrationError, pending
from worker.postman import mail_server
from workflows.operators import KEYS


async def database(settings: Settings) -> list[Finding]:
    """Connect to PostgreSQL and compare its schema with the migrations."""
    dsn = settings.database.get_secret_value()
    try:
        await check_database(dsn)
        missing = await pending(dsn)
    except ServiceError as error:
        return [wrong("PostgreSQL", "does not answer", str(error))]
    except (MigrationError, asyncpg.PostgresError) as error:
        return [ok("PostgreSQL", "answers"), wrong("schema", "does not fit this version", str(error))]
    if missing:
        schema = wrong("schema", f"lacks {', '.join(missing)}", "Run `kwartier migrate`.")
    else:
        schema = ok("schema", "up to date")
    return [ok("PostgreSQL", "answers"), schema]


async def temporal(settings: Settings) -> list[Finding]:
    """Connect to Temporal; look for the search attributes and for a worker that polls."""
    if not await is_healthy(settings.temporal, settings.namespace):
        return [
            wrong(
                "Temporal",
                f"{settings.temporal} does not answer, or has no namespace {settings.namespace}",
                "Start it, or correct KWARTIER_TEMPORAL and KWARTIER_NAMESPACE.",
            )
        ]
    client = await Client.connect(settings.temporal, namespace=settings.namespace)
    return [
        ok("Temporal", f"{settings.temporal} answers, namespace {settings.namespace}"),
        await _search_attributes(client),
        await _worker(client, settings.task_queue),
    ]


async def _search_attributes(client: Client) -> Finding:
    name = "search attributes"
    try:
        known = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=client.namespace)
        )
    except RPCError as error:
        return wrong(
            name, f"cannot be read: {error}", "Give Kwartier's Temporal account the right to read them."
        )
    missing = [key.name for key in KEYS if key.name not in known.custom_attributes]
    if missing:
        return wrong(
            name,
            f"missing: {', '.join(missing)}",
            "A worker adds them when it starts; look at its log, or add them with "
            "`temporal operator search-attribute create`.",
        )
    return ok(name, f"{len(KEYS)} known")


async def _worker(client: Client, task_queue: str) -> Finding:
    kinds = {
        "workflows": TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        "activities": TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    }
    polled: dict[str, int] = {}
    for kind, number in kinds.items():
        answer = await client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=client.namespace, task_queue=TaskQueue(name=task_queue), task_queue_type=number
            )
        )
        polled[kind] = len({poller.identity for poller in answer.pollers})
    idle = [kind for kind, count in polled.items() if not count]
    if idle:
        return wrong(
            "worker",
            f"nobody polls {task_queue} for {' and '.join(idle)}: programmes stand still",
            "Start `kwartier worker`, or look at the log of the one that runs.",
        )
    return ok("worker", f"{max(polled.values())} polling {task_queue}")


async def mail(settings: Settings) -> Finding:
    """Connect to the mail server and sign in, as the worker does."""
    name, place = "mail", f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        async with mail_server(settings):
            return ok(name, f"{place} answers")
    except (OSError, SMTPException) as error:
        return wrong(
            name,
            f"{place} does not take mail: {error or type(error).__name__}",
            "Start it, or correct the settings that begin with KWARTIER_SMTP; letters wait until then.",
        )


async def api(url: str) -> Finding:
    """Ask the API whether it is ready."""
    if await is_ready(url):
        return ok("API", f"{url} is ready")
    mend = "Start `kwartier api`, or look at its log: it says what it waits for."
    return wrong("API", f"{url} does not say that it is ready", mend)
