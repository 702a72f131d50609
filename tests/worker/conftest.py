"""The real PostgreSQL and an SMTP server on the wire, for every test here."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from store.consultation import consultations
from store.mail import outbox
from tests.worker.arranged import DUE, INVITATION, SERVER
from tests.worker.mailbox import Mailbox, listening
from tests.workflows.driving import Begin, Programme
from tests.workflows.fixtures import begin, idle_world, pool, prepared_client, workers, world
from worker.postman import Postman

__all__ = ["begin", "idle_world", "pool", "prepared_client", "workers", "world"]


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with listening(Mailbox()) as mailbox:
        yield mailbox


@pytest.fixture
async def programme(begin: Begin) -> Programme:
    """A programme of which no workflow runs; its first round is open."""
    programme = await begin(start=False)
    async with programme.world.pool.acquire() as connection, connection.transaction():
        await outbox.put(connection, programme.slug, [INVITATION])
        await consultations.open_round(connection, programme.slug, 1, 0, DUE)
    return programme


@pytest.fixture
def postman(programme: Programme, mailbox: Mailbox) -> Postman:
    """Tries again at once."""
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    return Postman(programme.world.at_work, settings, pause=lambda _: timedelta())
