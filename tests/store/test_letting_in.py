"""Contributions at the same moment, and in the last second while their round closes: each has one outcome."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import asyncpg
import pytest

from blueprints.freezing import freeze
from domain.shared.support import Support
from store import database as store_database
from store import texts
from store.consultation import consultations, contributions
from store.consultation.contributions import Contribution, Refused
from store.database import Connection
from store.every_phase import beginning
from store.people import people
from tests.workflows.blueprints import small
from tests.workflows.waiting import eventually

SLUG = "the-programme"


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool]:
    async with store_database.connect(database, largest=20) as pool:
        yield pool


@pytest.fixture
async def person(pool: asyncpg.Pool) -> str:
    """A programme whose first round is open, and the id of somebody who speaks."""
    frozen = freeze(small(), datetime.now(UTC).date())
    async with pool.acquire() as connection, connection.transaction():
        first = frozen.people[0]
        starter = people.Person(first.subject, first.name, first.email)
        await beginning.begin(connection, beginning.Start(SLUG, frozen, starter, "start", ""))
        await consultations.open_round(connection, SLUG, 1, 0, datetime.now(UTC).date())
        known = await people.ids(connection, SLUG, [first.subject])
    return known[first.subject]


def new(
    person: str, *, organisation: str = "G1", key: str | None = None, late: bool = False
) -> tuple[contributions.NewContribution, list[texts.Text]]:
    text = texts.compose("We say.")
    contribution = contributions.NewContribution(
        consultation=1,
        organisation=organisation,
        person=person,
        support=Support(can="yes", will="no"),
        sections={"goals": text.ref},
        key=key or secrets.token_hex(8),
        body="",
        late=late,
    )
    return contribution, [text]


async def say(
    pool: asyncpg.Pool, person: str, *, organisation: str = "G1", key: str | None = None, late: bool = False
) -> Contribution | Refused:
    contribution, written = new(person, organisation=organisation, key=key, late=late)
    async with pool.acquire() as connection, connection.transaction():
        return await contributions.contribute(connection, SLUG, contribution, written)


async def close(connection: Connection) -> list[Contribution]:
    """Close the round as its activity does, and count."""
    async with connection.transaction():
        await consultations.lock(connection, SLUG, 1)
        await consultations.set_status(connection, SLUG, "closed", of="open")
        return await contributions.counted(connection, SLUG, 1)


async def until_somebody_waits_for_a_lock(pool: asyncpg.Pool) -> None:
    async def waiting() -> int:
        return await pool.fetchval(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )

    await eventually(waiting, bool, lambda _: "nobody waits for a lock")


async def test_twenty_representatives_of_one_organisation_at_once_make_twenty_revisions(
    pool: asyncpg.Pool, person: str
) -> None:
    taken = await asyncio.gather(*(say(pool, person) for _ in range(20)))

    revisions = [answer.revision for answer in taken if isinstance(answer, Contribution)]
    assert sorted(revisions) == list(range(1, 21))
    async with pool.acquire() as connection:
        (counted,) = await contributions.counted(connection, SLUG, 1)
    assert counted.revision == 20


async def test_the_same_request_twice_at_once_is_taken_once(pool: asyncpg.Pool, person: str) -> None:
    answers = await asyncio.gather(
        say(pool, person, key="the-key"), say(pool, person, key="the-key"), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Contribution", "UniqueViolationError"]


async def test_what_is_let_in_while_the_round_closes_counts_and_everything_else_is_refused(
    pool: asyncpg.Pool, person: str
) -> None:
    codes = ("G1", "G2", "M1")

    async def keep_saying(organisation: str) -> list[Contribution]:
        taken: list[Contribution] = []
        while isinstance(answer := await say(pool, person, organisation=organisation), Contribution):
            taken.append(answer)
        assert answer == Refused("closed")
        return taken

    saying = [asyncio.create_task(keep_saying(code)) for code in codes]
    async with pool.acquire() as connection:
        await eventually(
            lambda: consultations.silent(connection, SLUG, 1),
            lambda silent: not silent,
            lambda n: f"{n} silent",
        )
        counted = await close(connection)
    said = await asyncio.gather(*saying)

    assert {c.organisation: c.receipt for c in counted} == {
        of_one[-1].organisation: of_one[-1].receipt for of_one in said
    }


async def test_who_comes_while_it_is_being_closed_waits_and_is_refused(
    pool: asyncpg.Pool, person: str
) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await consultations.lock(connection, SLUG, 1)
        waiting = asyncio.create_task(say(pool, person))
        await until_somebody_waits_for_a_lock(pool)
        await consultations.set_status(connection, SLUG, "closed", of="open")

    assert await waiting == Refused("closed")


async def test_the_closing_waits_for_who_was_let_in(pool: asyncpg.Pool, person: str) -> None:
    contribution, written = new(person)
    async with pool.acquire() as slow, pool.acquire() as closing:
        async with slow.transaction():
            taken = await contributions.contribute(slow, SLUG, contribution, written)
            counting = asyncio.create_task(close(closing))
            await until_somebody_waits_for_a_lock(pool)
        counted = await counting

    assert isinstance(taken, Contribution)
    assert [c.receipt for c in counted] == [taken.receipt]


async def test_what_was_refused_leaves_no_text(pool: asyncpg.Pool, person: str) -> None:
    before = await pool.fetchval("SELECT count(*) FROM texts")
    async with pool.acquire() as connection:
        await close(connection)

    assert await say(pool, person) == Refused("closed")
    assert await say(pool, person, organisation="NOBODY", late=True) == Refused("not_invited")

    assert await pool.fetchval("SELECT count(*) FROM texts") == before


async def test_late_revisions_go_on_counting_and_do_not_count(pool: asyncpg.Pool, person: str) -> None:
    in_time = await say(pool, person)
    async with pool.acquire() as connection:
        await close(connection)

    late = await say(pool, person, late=True)

    assert isinstance(in_time, Contribution)
    assert isinstance(late, Contribution)
    assert (in_time.revision, late.revision) == (1, 2)
    async with pool.acquire() as connection:
        assert [c.receipt for c in await contributions.counted(connection, SLUG, 1)] == [in_time.receipt]
        assert [c.receipt for c in await contributions.late(connection, SLUG, 1)] == [late.receipt]
