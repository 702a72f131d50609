"""What is asked under one key happens once, and is answered the same: whoever asks it how often and when."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from service.once import IdempotencyKeyReused, hash_of, once
from store import database as store_database
from store.database import Connection

KEY = "7c6c8f0e"


@pytest.fixture
async def pool(database: str) -> AsyncIterator[asyncpg.Pool]:
    async with store_database.connect(database, largest=5) as pool:
        async with pool.acquire() as connection:
            await connection.execute("CREATE TABLE notes (key text PRIMARY KEY, hash text, note text)")
        yield pool


@pytest.fixture
async def connection(pool: asyncpg.Pool) -> AsyncIterator[Connection]:
    async with pool.acquire() as connection:
        yield connection


async def take_note(connection: Connection, note: str, request_hash: str = "the same") -> str:
    """A use case that writes one row under a key."""

    async def find() -> tuple[str, str] | None:
        row = await connection.fetchrow("SELECT note, hash FROM notes WHERE key = $1", KEY)
        return None if row is None else (row["note"], row["hash"])

    async def work() -> str:
        await connection.execute("INSERT INTO notes VALUES ($1, $2, $3)", KEY, request_hash, note)
        return note

    return await once(connection, request_hash, find, work)


async def test_what_is_asked_again_is_answered_as_before_and_not_done_again(connection: Connection) -> None:
    first = await take_note(connection, "first")

    assert await take_note(connection, "second") == first == "first"


async def test_another_request_under_the_same_key_is_refused(connection: Connection) -> None:
    await take_note(connection, "first")

    with pytest.raises(IdempotencyKeyReused):
        await take_note(connection, "second", request_hash="another")


async def test_what_is_asked_many_times_at_once_is_done_once(pool: asyncpg.Pool) -> None:
    async def ask(n: int) -> str:
        async with pool.acquire() as connection:
            return await take_note(connection, f"note {n}")

    answers = await asyncio.gather(*(ask(n) for n in range(5)))

    assert len(set(answers)) == 1


async def test_of_two_requests_under_one_key_at_once_the_later_is_refused(pool: asyncpg.Pool) -> None:
    async def ask(n: int) -> str:
        async with pool.acquire() as connection:
            return await take_note(connection, f"note {n}", request_hash=f"request {n}")

    answers = await asyncio.gather(*(ask(n) for n in range(2)), return_exceptions=True)

    assert sum(isinstance(answer, IdempotencyKeyReused) for answer in answers) == 1


async def test_what_fails_on_the_way_leaves_nothing_behind(connection: Connection) -> None:
    async def nothing() -> None:
        return None

    async def work() -> str:
        await connection.execute("INSERT INTO notes VALUES ($1, '', '')", KEY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await once(connection, "", nothing, work)

    assert await connection.fetchval("SELECT count(*) FROM notes") == 0


async def test_a_clash_that_is_not_about_the_key_is_not_taken_for_a_repetition(
    connection: Connection,
) -> None:
    async def nothing() -> None:
        return None

    async def work() -> str:
        await connection.execute("INSERT INTO notes VALUES ($1, '', '')", KEY)
        await connection.execute("INSERT INTO notes VALUES ($1, '', '')", KEY)
        return "never"

    with pytest.raises(asyncpg.UniqueViolationError):
        await once(connection, "", nothing, work)


def test_a_request_is_told_from_another_by_what_is_asked_of_what_and_by_whom() -> None:
    usual = hash_of("suspend", {"deadline": "term"}, {"reason": "r"}, "id", b"secret")

    assert usual == hash_of("suspend", {"deadline": "term"}, {"reason": "r"}, "id", b"secret")
    assert usual not in {
        hash_of("resume", {"deadline": "term"}, {"reason": "r"}, "id", b"secret"),
        hash_of("suspend", {"deadline": "draft"}, {"reason": "r"}, "id", b"secret"),
        hash_of("suspend", {"deadline": "term"}, {"reason": "s"}, "id", b"secret"),
        hash_of("suspend", {"deadline": "term"}, {"reason": "r"}, "other", b"secret"),
        hash_of("suspend", {"deadline": "term"}, {"reason": "r"}, "id", b""),
    }


def test_the_hash_of_a_request_is_the_one_that_registers_hold_since_the_first_version() -> None:
    request_hash = hash_of("suspend", {}, {"reason": "The ministry asks for a pause."}, "id-1", b"secret")

    assert request_hash == "759414d927283ca7104c4702833c7527e456c09fa7f7840362cc83002bb8cd68"
