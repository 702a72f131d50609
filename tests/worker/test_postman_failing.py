"""What becomes of letters when something fails: again, not for ever, and never lost."""

import asyncio
import re
from datetime import timedelta

import pytest

from domain.blueprint.people import Representative
from settings import SettingsError
from store.people import links
from tests.words.pseudo import english
from tests.worker.arranged import (
    EVA,
    RIK,
    SERVER,
    count,
    speaks,
    speaks_no_longer,
    token_in,
    undelivered,
)
from tests.worker.mailbox import Mailbox, listening
from tests.workflows.driving import Programme
from tests.workflows.waiting import eventually
from worker.postman import MOST_ATTEMPTS, Postman, pause_after


async def test_an_address_that_the_server_refuses_is_tried_once_and_is_work_for_the_office(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.refused = {"rik@g1.example"}
    [id_, _] = await speaks(programme, RIK, EVA)

    await postman.deliver()
    await postman.deliver()

    assert mailbox.readers == ["Eva <eva@g1.example>"]
    assert ("bounced", "G1", "550 5.1.1 No such user here") in await undelivered(programme)
    assert await count(programme, "invitation_links") == 1
    await speaks_no_longer(programme, id_)
    assert all(why != "bounced" for why, _, _ in await undelivered(programme))


async def test_a_letter_that_the_server_cannot_take_now_is_tried_again_as_the_same(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 4.3.0 Try again later"]
    await speaks(programme, RIK)

    await postman.deliver()
    assert mailbox.taken == []
    assert (
        await count(programme, "letters WHERE attempts = 1 AND answer LIKE '451%' AND sent_at IS NULL") == 1
    )
    await postman.deliver()

    [message] = mailbox.taken
    assert re.fullmatch(rf"<letter-\d+\.{programme.slug}@kwartier\.example>", message["Message-ID"])
    assert await count(programme, "invitation_links") == 1


async def test_the_pauses_grow_and_end(programme: Programme, mailbox: Mailbox) -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(minutes=1), timedelta(hours=6))
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    mailbox.answers = ["451 Later"]
    await speaks(programme, RIK)

    await Postman(programme.world.at_work, settings).deliver()

    assert await count(programme, "letters WHERE next_try_at > now() + interval '50 seconds'") == 1


async def test_after_many_attempts_it_is_given_up(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 Full"] * (MOST_ATTEMPTS + 1)
    await speaks(programme, RIK)

    for _ in range(MOST_ATTEMPTS + 1):
        await postman.deliver()

    assert mailbox.answers == ["451 Full"]
    assert ("bounced", "G1", "451 Full") in await undelivered(programme)


async def test_while_there_is_no_server_letters_wait_untouched(programme: Programme) -> None:
    async with listening(Mailbox()) as gone:
        settings = SERVER.model_copy(update={"smtp_port": gone.port})
    await speaks(programme, RIK)

    with pytest.raises(OSError, match="Connect"):
        await Postman(programme.world.at_work, settings).deliver()

    assert await count(programme, "letters WHERE attempts = 0") == 1


async def test_an_address_that_no_mail_can_go_to_is_work_for_the_office(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    # Let in by an older rule: today's would refuse it.
    await speaks(programme, Representative.model_construct(name="Rik", email="rik(at@g1.example"))

    await postman.deliver()

    assert mailbox.taken == []
    [(why, organisation, _), *_] = await undelivered(programme)
    assert (why, organisation) == ("bounced", "G1")


async def test_two_that_send_at_once_send_each_letter_once(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    many = [Representative(name=f"R{n}", email=f"r{n}@g1.example") for n in range(60)]
    await speaks(programme, *many)
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    other = Postman(programme.world.at_work, settings)

    async def deliver_all(one: Postman) -> None:
        while await one.deliver() or await count(programme, "letters WHERE attempts = 0"):
            pass

    await asyncio.gather(deliver_all(postman), deliver_all(other))

    assert mailbox.readers == sorted(f"{who.name} <{who.email}>" for who in many)


async def test_who_dies_between_sending_and_marking_sends_it_again_under_the_same_id(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)
    mailbox.answering.clear()
    dying = asyncio.create_task(postman.deliver())

    async def taken() -> int:
        return len(mailbox.taken)

    await eventually(taken, bool, lambda _: "the letter never came")
    dying.cancel()
    # Dead already; but its farewell to the server would wait half a minute for one that says nothing.
    mailbox.answering.set()
    await asyncio.gather(dying, return_exceptions=True)
    assert dying.cancelled()
    await postman.deliver()
    assert len(mailbox.taken) == 1, "for a while nobody else touches it"

    async with programme.world.pool.acquire() as connection:
        await connection.execute("UPDATE letters SET next_try_at = now()")
    await postman.deliver()

    first, second = mailbox.taken
    assert first["Message-ID"] == second["Message-ID"]
    async with programme.world.pool.acquire() as connection:
        found = [await links.find(connection, token_in(message)) for message in mailbox.taken]
    assert [link is not None for link in found] == [False, True], "the last copy has the link that works"


@pytest.mark.parametrize("missing", ["smtp_sender", "public_url"])
def test_what_a_letter_needs_must_be_set(missing: str) -> None:
    settings = SERVER.model_copy(update={missing: None})

    with pytest.raises(SettingsError, match=r"KWARTIER_SMTP_SENDER .* KWARTIER_PUBLIC_URL") as refused:
        Postman(None, settings)  # pyright: ignore[reportArgumentType] - it never gets so far
    assert english(refused.value.message) == str(refused.value)


def test_a_sender_that_is_no_address_is_refused() -> None:
    with pytest.raises(SettingsError) as refused:
        Postman(None, SERVER.model_copy(update={"smtp_sender": "Somebody"}))  # pyright: ignore[reportArgumentType]
    assert english(refused.value.message, "Somebody") == (
        "KWARTIER_SMTP_SENDER is Somebody; write it as name@organisation.example."
    )
