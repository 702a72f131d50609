"""Whom commands name: until an entry is in the register they wait, and nobody waits for ever."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from blueprints.freezing import freeze
from domain.appointment.nominate import CandidateNominated
from domain.register.entries import GENESIS, Head
from domain.register.steps import RecordStep
from domain.shared.actors import Actor
from domain.shared.texts import TextRef
from store import database as store_database
from store.every_phase import beginning
from store.people import named, people
from store.people.people import Person
from store.register import entries
from store.register.command_key import CommandKey
from tests.workflows.blueprints import small

SLUG = "small"
ADA = Person("ada@example.nl", "Ada", "ada@example.nl")
NOTHING = TextRef(id=str(uuid4()), hash="0" * 64, length=0)


@pytest.fixture
async def connection(database: str) -> AsyncIterator[asyncpg.Connection]:
    async with store_database.connect(database) as pool, pool.acquire() as connection:
        async with connection.transaction():
            blueprint = freeze(small(), datetime.now(UTC).date())
            starter = Person("sam@example.nl", "Sam")
            await beginning.begin(connection, beginning.Start(SLUG, blueprint, starter, "start", ""))
        yield connection  # pyright: ignore[reportReturnType] - a pool's, which does the same


def command_of(actor: str, key: str = "nominate") -> CommandKey:
    return CommandKey(SLUG, actor, key, "what was asked")


async def names(connection: asyncpg.Connection, command: CommandKey, *them: Person) -> dict[str, str]:
    async with connection.transaction():
        return await named.wait(connection, command, them)


async def appended(connection: asyncpg.Connection, command: CommandKey, person: str) -> None:
    """The register takes what `command` caused."""
    step = RecordStep(
        programme=SLUG,
        head=Head(seq=0, hash=GENESIS),
        key=command.key,
        body=command.body,
        actor=Actor(person=command.actor, role="office"),
        at=datetime.now(UTC),
        events=(CandidateNominated(person=person, interests=NOTHING),),
    )
    assert await entries.append(connection, step, step.events)


async def waiting(connection: asyncpg.Connection) -> int:
    return await connection.fetchval("SELECT count(*) FROM people_waiting")


async def test_who_is_named_is_known_once_the_register_has_the_entry(connection: asyncpg.Connection) -> None:
    ids = await names(connection, command_of("office"), ADA)
    assert await people.ids(connection, SLUG, [ADA.subject]) == {}

    await appended(connection, command_of("office"), ids[ADA.subject])

    assert await people.ids(connection, SLUG, [ADA.subject]) == ids
    assert await waiting(connection) == 0


async def test_only_the_command_that_was_accepted_settles_the_name(connection: asyncpg.Connection) -> None:
    other = replace(ADA, name="Not Ada", email="attacker@example.nl")
    # The very same key, as somebody may guess it: keys of two people are two.
    theirs = await names(connection, command_of("attacker"), other)
    ids = await names(connection, command_of("office"), ADA)
    assert theirs == ids

    await appended(connection, command_of("office"), ids[ADA.subject])

    assert await people.names(connection, SLUG, ids.values()) == {ids[ADA.subject]: "Ada"}
    assert await waiting(connection) == 1


async def test_who_waits_in_vain_goes_after_a_day(connection: asyncpg.Connection) -> None:
    await names(connection, command_of("office", "old"), ADA)
    await connection.execute("UPDATE people_waiting SET created_at = now() - interval '25 hours'")
    await names(connection, command_of("office", "new"), replace(ADA, subject="bo@example.nl"))

    assert await named.forget_old(connection) == 1

    assert await waiting(connection) == 1
