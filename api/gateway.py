"""The one way by which a command reaches a programme, and by which every failure on it is told.

What becomes of a command is known from the register: whoever got no answer repeats the command with its key.
"""

import asyncio
from typing import Any, cast

import structlog
from temporalio.client import (
    RPCTimeoutOrCancelledError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from api.http import timeout
from api.http.problems import Problem, refused
from api.http.resources import Resources
from domain.register.answers import Answer
from domain.register.entries import Entry
from domain.shared.canonical import digest
from domain.state.commands import Command
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register
from workflows import starting

SECONDS = 4.0
"""How long a command is waited for, from the moment it asks for its turn."""

log = structlog.get_logger()


class _AbortedError(Exception):
    """The phase ended while the command was under way; the next one may take it."""


async def earlier(connection: Connection, slug: str, key: str, body: str) -> Answer | None:
    """What this very command was answered with before, None when it never took effect.

    Raises a 409 `Problem` when the key was used for something else.
    """
    entries = await register.caused_by(connection, slug, key)
    return _answer(slug, entries, body) if entries else None


async def send(resources: Resources, slug: str, command: Command) -> Answer:
    """Have the programme's workflow carry out `command`; answered once the register has it.

    Raises `Problem`: what the rules refuse (403, 409), and what is away or takes too long (503).
    """
    limit = asyncio.timeout(SECONDS)
    try:
        async with limit:
            return await _send_twice(resources, slug, command)
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        if isinstance(error, TimeoutError) and not limit.expired():
            raise  # a connection to PostgreSQL that could not be had
        log.warning("no answer in time", update=command.update, error=repr(error))
        raise timeout.late(timeout.TEMPORAL) from error


async def _send_twice(resources: Resources, slug: str, command: Command) -> Answer:
    """Send `command`; when the phase ended under it, look what became of it and send it once more."""
    try:
        return await _send(resources, slug, command)
    except _AbortedError as aborted:
        log.info("sending a command once more", update=command.update, because=str(aborted))
    async with resources.database() as connection:
        if answer := await earlier(connection, slug, command.id, command.body):
            return answer
    try:
        return await _send(resources, slug, command)
    except _AbortedError as aborted:
        raise timeout.late(timeout.TEMPORAL) from aborted


async def _send(resources: Resources, slug: str, command: Command) -> Answer:
    handle = resources.temporal.get_workflow_handle(starting.workflow_id(slug))
    try:
        with timeout.waiting_for(timeout.TEMPORAL):
            async with resources.slots.one(slug):
                await handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
                    command.update,
                    command,
                    # Two who use the same key for different things must not hear each other's answer.
                    id=digest({"key": command.id, "body": command.body}),
                    result_type=Answer,
                )
    except WorkflowUpdateFailedError as failure:
        raise _refusal(failure) from failure
    except RPCError as error:
        await _explain(resources, slug, error)
    except RuntimeError as error:
        # So the SDK says that it never reached a server.
        log.warning("Temporal cannot be reached", error=repr(error))
        raise timeout.late(timeout.TEMPORAL) from error
    async with resources.database() as connection:
        entries = await register.caused_by(connection, slug, command.id)
    return _answer(slug, entries, command.body)


def _answer(slug: str, entries: list[Entry], body: str) -> Answer:
    if any(entry.body != body for entry in entries):
        raise Problem(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another command of this programme; use a new one.",
        )
    return Answer.of(slug, entries)


def _refusal(failure: WorkflowUpdateFailedError) -> Problem:
    cause = failure.cause
    said = cause.details[0] if isinstance(cause, ApplicationError) and cause.details else None
    if not isinstance(cause, ApplicationError) or not isinstance(said, dict):
        raise _AbortedError(str(cause)) from failure
    told = cast("dict[str, Any]", said)
    return refused(
        cause.type or "refused",
        str(told.get("message") or cause.message),
        told.get("details") or {},
        403 if told.get("forbidden") else 409,
    )


async def _explain(resources: Resources, slug: str, error: RPCError) -> None:
    """What it means that Temporal did not take a command; always raises."""
    match error.status:
        case RPCStatusCode.NOT_FOUND:
            await _nothing_runs(resources, slug)
            raise _AbortedError("the workflow was not started yet") from error
        case RPCStatusCode.ABORTED | RPCStatusCode.FAILED_PRECONDITION:
            raise _AbortedError(str(error)) from error
        case RPCStatusCode.RESOURCE_EXHAUSTED:
            raise Problem(
                "too_busy",
                "Too many commands are under way. Repeat this one with the same Idempotency-Key.",
            ) from error
        case _:
            log.error("Temporal does not take commands", error=repr(error))
            raise timeout.late(timeout.TEMPORAL) from error


async def _nothing_runs(resources: Resources, slug: str) -> None:
    """Start a workflow that was never started; otherwise raise why there is none."""
    async with resources.database() as connection:
        state = await resources.standings.of(connection, slug)
        beginning = await programmes.beginning(connection, slug)
    if state.ending is not None:
        raise Problem(
            "programme_ended", f"The programme has ended: {state.ending}.", details={"ending": state.ending}
        )
    if state.head.seq > 0 or beginning is None:
        log.error("a programme has not ended, but no workflow runs for it")
        raise Problem(
            "process_not_running",
            "The programme has not ended, but nothing runs for it; an operator must repair that.",
        )
    await starting.start(resources.temporal, beginning, resources.settings.task_queue)
