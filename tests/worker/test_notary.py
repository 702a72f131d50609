"""Signed heads are time-stamped by an authority outside; nothing waits for it, and nothing fails with it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from pydantic import SecretStr

from cli.checks import stamps as doctor
from domain.register.entries import Head
from domain.register.timestamps import StampDoesNotHoldError, UnusableCertificateError
from settings import Settings, SettingsError
from settings.outgoing import NotReachedError
from store.register import heads, timestamps
from tests.domain import asking
from tests.domain.stamping import LocalAuthority, authority
from tests.words.pseudo import english
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from worker import keys
from worker.notary import FAILURES, Notary

HERE = frozenset({"127.0.0.1"})


class Answering:
    """An authority that answers over HTTP; `replies` are given instead of its own, oldest first.

    Its stamps are checked as those of `checked_by`.
    """

    def __init__(self, behind: LocalAuthority, *replies: bytes) -> None:
        self.behind = behind
        self.checked_by = behind
        self.replies = list(replies)
        self.asked = 0

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        query = await reader.readexactly(length)
        self.asked += 1
        body = self.replies.pop(0) if self.replies else await asyncio.to_thread(self.behind.answer, query)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()

    @asynccontextmanager
    async def notary(self, pool: asyncpg.Pool, allowed: frozenset[str] = HERE) -> AsyncGenerator[Notary]:
        """A notary that asks it, as long as the context lasts."""
        async with await asyncio.start_server(self._answer, "127.0.0.1") as server:
            address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            yield Notary(pool, address, self.checked_by.public, allowed)


async def withdrawn(begin: Begin) -> Programme:
    """A programme with one signed head, its last."""
    programme = await arranged.nominated(await begin())
    await programme.act(asking.withdraw(by=programme.principal))
    return programme


async def stamps(programme: Programme) -> dict[Head, bytes]:
    async with programme.world.pool.acquire() as connection:
        return dict(await timestamps.read(connection, programme.slug))


async def signed(programme: Programme) -> list[Head]:
    async with programme.world.pool.acquire() as connection:
        return [Head(seq=head.seq, hash=head.hash) for head in await heads.read(connection, programme.slug)]


async def test_each_signed_head_is_stamped_once(world: World, begin: Begin) -> None:
    programme, answering = await withdrawn(begin), Answering(authority())

    async with answering.notary(world.at_work) as notary:
        assert await notary.stamp() == 1
        assert await notary.stamp() == 0

    (head,) = await signed(programme)
    response = (await stamps(programme))[head]
    assert authority().public.moment(response, head.hash)
    assert answering.asked == 1


async def test_an_authority_that_is_away_is_asked_again(world: World, begin: Begin) -> None:
    programme = await withdrawn(begin)
    async with Answering(authority()).notary(world.at_work) as gone:
        pass

    with pytest.raises(FAILURES):
        await gone.stamp()
    assert await stamps(programme) == {}

    async with Answering(authority()).notary(world.at_work) as back:
        assert await back.stamp() == 1


async def test_a_private_address_is_not_asked_unless_a_setting_names_it(world: World, begin: Begin) -> None:
    await withdrawn(begin)
    answering = Answering(authority())

    async with answering.notary(world.at_work, frozenset()) as notary:
        with pytest.raises(NotReachedError, match="private"):
            await notary.stamp()

    assert answering.asked == 0


@pytest.mark.parametrize("reply", [b"", b"no time stamp", b"0\x80"])
async def test_what_is_no_stamp_is_not_kept(world: World, begin: Begin, reply: bytes) -> None:
    programme = await withdrawn(begin)

    async with Answering(authority(), reply).notary(world.at_work) as notary:
        with pytest.raises(StampDoesNotHoldError):
            await notary.stamp()

    assert await stamps(programme) == {}


async def test_a_stamp_of_somebody_else_is_not_kept(world: World, begin: Begin) -> None:
    programme = await withdrawn(begin)
    answering = Answering(authority("another"))
    answering.checked_by = authority()

    async with answering.notary(world.at_work) as notary:
        with pytest.raises(StampDoesNotHoldError):
            await notary.stamp()

    assert await stamps(programme) == {}


async def test_what_somebody_rewrote_is_not_stamped(world: World, begin: Begin) -> None:
    programme, answering = await withdrawn(begin), Answering(authority())
    async with world.pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("UPDATE entries SET body = 'x' WHERE programme = $1", programme.slug)

    async with answering.notary(world.at_work) as notary:
        assert await notary.stamp() == 0

    assert (answering.asked, await stamps(programme)) == (0, {})


async def test_stamps_are_append_only(world: World, begin: Begin) -> None:
    await withdrawn(begin)
    async with Answering(authority()).notary(world.at_work) as notary:
        await notary.stamp()

    async with world.pool.acquire() as connection:
        with pytest.raises(Exception, match="append-only"):
            await connection.execute("DELETE FROM timestamps")


async def test_the_doctor_misses_what_was_stamped(world: World, begin: Begin, database: str) -> None:
    programme = await withdrawn(begin)
    async with Answering(authority()).notary(world.at_work) as notary:
        await notary.stamp()
    settings = Settings(database=SecretStr(database), timestamp_url=ASKED)
    assert [finding.state for finding in await doctor.looked_at(settings)] == ["ok"]

    async with world.pool.acquire() as connection, connection.transaction():
        # All but the stamp, by somebody with every right on the database.
        await connection.execute("SET LOCAL session_replication_role = replica")
        for statement in CUT_OFF:
            await connection.execute(statement, programme.slug)

    (found,) = await doctor.looked_at(settings)
    assert found.state == "wrong"
    assert f"{programme.slug}: entry " in str(found.found)
    assert "so its time stamp says" in str(found.found)


async def test_the_doctor_counts_what_waits(world: World, begin: Begin, database: str) -> None:
    await withdrawn(begin)
    settings = Settings(database=SecretStr(database), timestamp_url=ASKED)

    (found,) = await doctor.looked_at(settings)

    assert (found.state, str(found.found)) == ("note", "1 signed head waits for its time stamp")


CUT_OFF = (
    "DELETE FROM heads WHERE programme = $1",
    "DELETE FROM entries WHERE programme = $1 AND seq = (SELECT max(seq) FROM entries WHERE programme = $1)",
    """UPDATE programmes SET (head_seq, head_hash) = (SELECT seq, hash FROM entries
    WHERE programme = slug ORDER BY seq DESC LIMIT 1) WHERE slug = $1""",
)

# --- settings ---

SIGNS = SecretStr('{"kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}')
ASKED = "https://stamps.example/"


def test_without_an_address_nobody_is_asked() -> None:
    assert keys.authority(Settings()) is None
    assert keys.authority(Settings(timestamp_url="")) is None


def test_a_worker_knows_by_which_certificates_stamps_are_checked() -> None:
    pem = authority().pem

    known = keys.authority(Settings(timestamp_url=ASKED, timestamp_certificate=pem, register_key=SIGNS))

    assert known == authority().public


def test_a_worker_that_could_check_no_stamp_does_not_start() -> None:
    with pytest.raises(SettingsError) as refused:
        keys.authority(Settings(timestamp_url=ASKED, register_key=SIGNS))
    assert "KWARTIER_TIMESTAMP_CERTIFICATE" in english(refused.value.message)


def test_a_worker_that_signs_nothing_has_nothing_to_stamp() -> None:
    with pytest.raises(SettingsError) as refused:
        keys.authority(Settings(timestamp_url=ASKED, timestamp_certificate=authority().pem))
    assert "KWARTIER_REGISTER_KEY" in english(refused.value.message)


def test_what_is_no_certificate_is_said_to_be_none() -> None:
    with pytest.raises(UnusableCertificateError) as refused:
        keys.authority(Settings(timestamp_url=ASKED, timestamp_certificate="nonsense", register_key=SIGNS))
    assert english(refused.value.message) == (
        "KWARTIER_TIMESTAMP_CERTIFICATE cannot be used: it holds no certificate (PEM)."
    )
