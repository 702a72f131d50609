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
from domain.shared.messages import N_, Message, verbatim
from settings import Settings
from settings import temporal as connection
from store.accounts.accounts import Account, in_use
from store.database import connect
from store.migrate import MigrationError, pending
from worker.postman import mail_server
from workflows.operators import KEYS

SCHEMA, WORKER = N_("schema"), N_("worker")
"""Findings that others are made after, when they are ok."""


async def database(settings: Settings) -> list[Finding]:
    """Connect to PostgreSQL and compare its schema with the migrations."""
    dsn = settings.database.get_secret_value()
    try:
        await check_database(dsn)
        missing = await pending(dsn)
    except ServiceError as error:
        return [wrong(N_("PostgreSQL"), N_("does not answer"), error.message)]
    except (MigrationError, asyncpg.PostgresError) as error:
        why = error.message if isinstance(error, MigrationError) else verbatim(str(error))
        misfit = wrong(SCHEMA, N_("does not fit this version"), why)
        return [ok(N_("PostgreSQL"), N_("answers")), misfit]
    if missing:
        lacks = N_("lacks {migrations}").having(migrations=list(missing))
        schema = wrong(SCHEMA, lacks, N_("Run `kwartier migrate`."))
    else:
        schema = ok(SCHEMA, N_("up to date"))
    return [ok(N_("PostgreSQL"), N_("answers")), schema]


async def accounts(settings: Settings) -> list[Finding]:
    """Look whether who connects may do with the tables what nobody but their owner needs to."""
    name = N_("accounts in PostgreSQL")
    try:
        async with (
            connect(settings.database.get_secret_value(), largest=1) as pool,
            pool.acquire() as connection,
        ):
            used = await in_use(connection)
    except (OSError, asyncpg.PostgresError) as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return [wrong(name, unread, N_("See PostgreSQL and schema above."))]
    mend = N_(
        "Give workers and APIs the accounts kwartier_worker and kwartier_api, and only migrations that of the"
        " owner (docs/operations.md, Accounts in PostgreSQL)."
    )
    too_much = N_(
        "{process} uses {account}, which is a superuser or owns the tables: it may change all there is"
    )
    found = [
        wrong(name, too_much.having(process=account.used_by, account=account.name), mend)
        for account in used
        if account.superuser or account.owner
    ]
    return found or [ok(name, N_("{accounts}, with no more than they need").having(accounts=_names(used)))]


def _names(accounts: list[Account]) -> list[str]:
    return sorted({account.name for account in accounts})


async def temporal(settings: Settings) -> list[Finding]:
    """Connect to Temporal; look for the search attributes and for a worker that polls."""
    place = {"address": settings.temporal, "namespace": settings.namespace}
    if not await is_healthy(connection.connect(settings)):
        away = N_("{address} does not answer, or has no namespace {namespace}")
        mend = N_("Start it, or correct KWARTIER_TEMPORAL and KWARTIER_NAMESPACE.")
        return [wrong(N_("Temporal"), away.having(**place), mend)]
    client = await connection.connect(settings)
    return [
        ok(N_("Temporal"), N_("{address} answers, namespace {namespace}").having(**place)),
        await _search_attributes(client),
        await _worker(client, settings.task_queue),
    ]


async def _search_attributes(client: Client) -> Finding:
    name = N_("search attributes")
    try:
        known = await client.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=client.namespace)
        )
    except RPCError as error:
        unread = N_("cannot be read: {error}").having(error=str(error))
        return wrong(name, unread, N_("Give Kwartier's Temporal account the right to read them."))
    missing = [key.name for key in KEYS if key.name not in known.custom_attributes]
    if missing:
        mend = N_(
            "A worker adds them when it starts; look at its log, or add them with"
            " `temporal operator search-attribute create`."
        )
        return wrong(name, N_("missing: {attributes}").having(attributes=missing), mend)
    return ok(name, N_("{count} known").having(count=len(KEYS)))


async def _worker(client: Client, task_queue: str) -> Finding:
    kinds = [
        (N_("workflows"), TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW),
        (N_("activities"), TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY),
    ]
    polled: list[tuple[Message, int]] = []
    for kind, number in kinds:
        # A worker can be alive without polling: only the server knows.
        answer = await client.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=client.namespace, task_queue=TaskQueue(name=task_queue), task_queue_type=number
            )
        )
        polled.append((kind, len({poller.identity for poller in answer.pollers})))
    idle = [kind for kind, count in polled if not count]
    if idle:
        nobody = N_("nobody polls {queue} for {kinds}: programmes stand still")
        mend = N_("Start `kwartier worker`, or look at the log of the one that runs.")
        return wrong(WORKER, nobody.having(queue=task_queue, kinds=idle), mend)
    polling = N_("{count} polling {queue}")
    return ok(WORKER, polling.having(count=max(count for _, count in polled), queue=task_queue))


async def mail(settings: Settings) -> Finding:
    """Connect to the mail server and sign in, as the worker does."""
    name, place = N_("mail"), f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        # With its sign-in: a wrong password shows here, and not in letters that stay where they are.
        async with mail_server(settings):
            return ok(name, N_("{address} answers").having(address=place))
    except (OSError, SMTPException) as error:
        refuses = N_("{address} does not take mail: {error}")
        mend = N_("Start it, or correct the settings that begin with KWARTIER_SMTP; letters wait until then.")
        return wrong(name, refuses.having(address=place, error=str(error) or type(error).__name__), mend)


async def api(url: str) -> Finding:
    """Ask the API whether it is ready."""
    if await is_ready(url):
        return ok(N_("API"), N_("{address} is ready").having(address=url))
    mend = N_("Start `kwartier api`, or look at its log: it says what it waits for.")
    return wrong(N_("API"), N_("{address} does not say that it is ready").having(address=url), mend)
