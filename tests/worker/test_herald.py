"""Operators hear of each alarm once, by letter."""

import pytest
from aiosmtplib import SMTPDataError

from store.every_phase import alarms
from tests.worker.arranged import SERVER, plain
from tests.worker.mailbox import Mailbox
from tests.workflows.driving import Programme
from worker.herald import Herald


@pytest.fixture
def herald(programme: Programme, mailbox: Mailbox) -> Herald:
    changes = {"smtp_port": mailbox.port, "operators": "operators@kwartier.example"}
    return Herald(programme.world.at_work, SERVER.model_copy(update=changes))


@pytest.mark.parametrize("what", ["does_not_follow", "not_signed", "keeps_failing"])
async def test_an_alarm_is_told_once_however_often_it_comes(
    programme: Programme, herald: Herald, mailbox: Mailbox, what: alarms.What
) -> None:
    for _ in range(2):
        async with programme.world.pool.acquire() as connection:
            await alarms.raise_for(connection, programme.slug, what, "record")
        await herald.tell()

    (letter,) = mailbox.taken
    assert letter["To"] == "operators@kwartier.example"
    assert letter["Subject"] == f"Kwartier raises an alarm about {programme.slug}"
    assert f"The activity record of the programme {programme.slug}" in plain(letter)


async def test_that_a_run_was_cancelled_is_told(
    programme: Programme, herald: Herald, mailbox: Mailbox
) -> None:
    async with programme.world.pool.acquire() as connection:
        await alarms.raise_for(connection, programme.slug, "cancelled", "record")

    await herald.tell()

    (letter,) = mailbox.taken
    assert f"The run of the programme {programme.slug} was cancelled in Temporal" in plain(letter)


async def test_what_was_settled_and_comes_again_is_told_again(
    programme: Programme, herald: Herald, mailbox: Mailbox
) -> None:
    for _ in range(2):
        async with programme.world.pool.acquire() as connection:
            await alarms.raise_for(connection, programme.slug, "not_signed", "record")
        await herald.tell()
        async with programme.world.pool.acquire() as connection:
            await alarms.settle(connection, programme.slug)

    assert len(mailbox.taken) == 2


async def test_what_the_server_does_not_take_is_told_later(
    programme: Programme, herald: Herald, mailbox: Mailbox
) -> None:
    mailbox.answers.append("451 4.3.0 Not now")
    async with programme.world.pool.acquire() as connection:
        await alarms.raise_for(connection, programme.slug, "not_signed", "record")

    with pytest.raises(SMTPDataError):
        await herald.tell()
    await herald.tell()

    assert len(mailbox.taken) == 1
