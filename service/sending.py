"""The one way by which a command reaches a programme, and by which every failure on it is said.

What becomes of a command is known from the register: whoever got no answer repeats the command with its key.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

import structlog
from temporalio.client import (
    RPCTimeoutOrCancelledError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from domain.register.answers import Answer
from domain.register.entries import Entry
from domain.shared import refusals
from domain.shared.canonical import digest
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.commands import Command, signed
from domain.state.judge import ProgrammeEnded
from service.once import IdempotencyKeyReused
from service.resources import Resources
from service.waiting import TemporalUnavailable, TooManyCommands, Unavailable, waiting_for
from store.database import Connection
from store.every_phase import programmes
from store.register import entries as register
from workflows import starting

SECONDS = 4.0
"""How long a command is waited for, from the moment it asks for its turn."""

log = structlog.get_logger()


class ProcessNotRunning(Unavailable):
    title = N_("The programme's process does not run")
    sentence = N_("The programme has not ended, but nothing runs for it; an operator must repair that.")
    advice = N_(
        "The programme has not ended, but nothing runs for it. An operator must repair that; then repeat."
    )


class AbortedError(Exception):
    """The phase ended while the command was under way; the next one may take it."""


async def earlier(connection: Connection, slug: str, key: str, request_hash: str) -> Answer | None:
    """What this very command was answered with before, None when it never took effect.

    Raises `IdempotencyKeyReused` when the key was used for something else.
    """
    entries = await register.caused_by(connection, slug, key)
    return _answer(slug, entries, request_hash) if entries else None


async def send(resources: Resources, slug: str, command: Command) -> Answer:
    """Sign `command` and have the programme's workflow carry it out; answered once the register has it.

    Raises what the rules refuse, and `Unavailable` for what is away or takes too long.
    """
    # Here and nowhere else: whoever calls has found out who asks, and in which part.
    if resources.sign is not None:
        command = signed(command, slug, resources.sign, datetime.now(UTC))
    limit = asyncio.timeout(SECONDS)
    try:
        async with limit:
            return await _send_twice(resources, slug, command)
    except (TimeoutError, RPCTimeoutOrCancelledError) as error:
        if isinstance(error, TimeoutError) and not limit.expired():
            raise  # a connection to PostgreSQL that could not be had
        log.warning("no answer in time", update=command.update, error=repr(error))
        raise TemporalUnavailable from error


async def _send_twice(resources: Resources, slug: str, command: Command) -> Answer:
    """Send `command`; when the phase ended under it, look what became of it and send it once more."""
    try:
        return await _send(resources, slug, command)
    except AbortedError as aborted:
        log.info("sending a command once more", update=command.update, because=str(aborted))
    async with resources.database() as connection:
        if answer := await earlier(connection, slug, command.id, command.body):
            return answer
    try:
        return await _send(resources, slug, command)
    except AbortedError as aborted:
        # Once more and no further: a phase ends in a moment, and whoever asked may repeat it.
        raise TemporalUnavailable from aborted


async def _send(resources: Resources, slug: str, command: Command) -> Answer:
    handle = resources.temporal.get_workflow_handle(starting.workflow_id(slug))
    try:
        with waiting_for(TemporalUnavailable):
            async with resources.slots.one(slug):
                await handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
                    command.update,
                    command,
                    # Two who use the same key for different things must not hear each other's answer.
                    id=digest({"key": command.id, "body": command.body}),
                    result_type=Answer,
                )
    except WorkflowUpdateFailedError as failure:
        raise refusal_of(failure) from failure
    except RPCError as error:
        await _explain(resources, slug, error)
    except RuntimeError as error:
        # So the SDK says that it never reached a server.
        log.warning("Temporal cannot be reached", error=repr(error))
        raise TemporalUnavailable from error
    async with resources.database() as connection:
        # From the register, which has the hash of what was asked: an update's answer does not say whose it
        # is.
        entries = await register.caused_by(connection, slug, command.id)
    return _answer(slug, entries, command.body)


def _answer(slug: str, entries: list[Entry], request_hash: str) -> Answer:
    if any(entry.body != request_hash for entry in entries):
        raise IdempotencyKeyReused
    return Answer.of(slug, entries)


def refusal_of(failure: WorkflowUpdateFailedError) -> Refusal:
    """What the rules said no with. Raises `AbortedError` when it was not they who ended the update."""
    cause = failure.cause
    said = cause.details[0] if isinstance(cause, ApplicationError) and cause.details else None
    if not isinstance(cause, ApplicationError) or not isinstance(said, dict):
        raise AbortedError(str(cause)) from failure
    written = cast("dict[str, object]", said)
    code, message = cause.type or "refused", str(written.get("message") or cause.message)
    details = cast("Mapping[str, object]", written.get("details") or {})
    return refusals.read(code, message, details, forbidden=bool(written.get("forbidden")))


async def _explain(resources: Resources, slug: str, error: RPCError) -> None:
    """What it means that Temporal did not take a command; always raises."""
    match error.status:
        case RPCStatusCode.NOT_FOUND:
            await _nothing_runs(resources, slug)
            raise AbortedError("the workflow was not started yet") from error
        case RPCStatusCode.ABORTED | RPCStatusCode.FAILED_PRECONDITION:
            raise AbortedError(str(error)) from error
        case RPCStatusCode.RESOURCE_EXHAUSTED:
            raise TooManyCommands from error
        case _:
            log.error("Temporal does not take commands", error=repr(error))
            raise TemporalUnavailable from error


async def _nothing_runs(resources: Resources, slug: str) -> None:
    """Start a workflow that was never started; otherwise raise why there is none."""
    async with resources.database() as connection:
        state = await resources.states.of(connection, slug)
        beginning = await programmes.beginning(connection, slug)
    if state.ending is not None:
        raise ProgrammeEnded(ending=state.ending)
    if state.head.seq > 0 or beginning is None:
        log.error("a programme has not ended, but no workflow runs for it")
        raise ProcessNotRunning
    await starting.start(resources.temporal, beginning, resources.settings.task_queue)
