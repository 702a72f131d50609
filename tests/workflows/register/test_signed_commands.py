"""A command counts when a service signed it that had checked who asks: nobody votes through Temporal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from cli.checks import alarms
from domain.register.answers import Answer
from domain.register.heads import SigningKey
from domain.state import commands
from domain.state.commands import Command
from settings import Settings
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import KEY, TRUST, World
from tests.workflows.signing import signed

LONG_AGO = timedelta(minutes=11)


async def sent(programme: Programme, command: Command, key: str = "") -> Answer:
    """What comes of a command that goes to the workflow as it is."""
    return await programme.handle.execute_update(  # pyright: ignore[reportUnknownMemberType] - Temporal's
        command.update, command, id=key or command.id, result_type=Answer
    )


async def code(programme: Programme, command: Command) -> str:
    """With which code a command is refused that goes to the workflow as it is."""
    with pytest.raises(WorkflowUpdateFailedError) as failure:
        await sent(programme, command)
    cause = failure.value.cause
    assert isinstance(cause, ApplicationError)
    return cause.type or ""


async def a_vote(programme: Programme) -> Command:
    state = await programme.state()
    assert state.body is not None
    return asking.ballot(state, 1, "against", by=programme.actor(f"{state.body.key}-1", "member"))


async def test_a_vote_that_nobody_signed_counts_for_nothing(
    world: World, begin: Begin, database: str
) -> None:
    programme = await arranged.before_the_body(await begin())
    before = await programme.register()

    refused = await code(programme, await a_vote(programme))

    assert refused == "command_not_signed"
    assert await programme.register() == before
    (found,) = await alarms.raised(Settings(database=SecretStr(database)))
    assert f"{programme.slug}: record was asked for a command that nobody signed" in str(found.found)


async def test_what_was_refused_can_still_be_asked_as_it_should(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())
    vote = await a_vote(programme)
    await code(programme, vote)

    await sent(programme, signed(vote, programme.slug), "another update")

    assert (await programme.kinds())[-1] == "ballot.cast"


async def test_a_signature_is_under_one_command_to_one_programme(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    by_the_office = signed(asking.suspend(by=programme.office), programme.slug)
    by_another = by_the_office.model_copy(update={"actor": programme.principal})
    of_another = signed(asking.suspend(by=programme.office), "another")

    assert await code(programme, by_another) == "command_not_signed"
    assert await code(programme, of_another) == "command_not_signed"


async def test_a_key_that_nobody_knows_signs_nothing(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    command = asking.suspend(by=programme.office)

    # The key of the register is known, and yet not among those.
    forged = commands.signed(command, programme.slug, KEY, datetime.now(UTC))

    assert await code(programme, forged) == "command_not_signed"


async def test_keys_rotate_while_both_are_known(idle_world: World, begin: Begin) -> None:
    programme = await begin()
    another = SigningKey.parse(
        '{"kty":"OKP","crv":"Ed25519","d":"xaqN9D-fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc"}'
    )
    both = replace(TRUST, keys={**TRUST.keys, another.public.id: another.public})

    async with idle_world.worker(trust=both):
        await arranged.nominated(programme)
        suspend = asking.suspend(by=programme.office)
        await sent(programme, commands.signed(suspend, programme.slug, another, datetime.now(UTC)))

    assert (await programme.kinds())[-2:] == ["candidate.nominated", "programme.suspended"]


async def test_a_signature_is_good_for_ten_minutes(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    late = signed(asking.suspend(by=programme.office), programme.slug, datetime.now(UTC) - LONG_AGO)

    assert await code(programme, late) == "command_too_old"


async def test_what_was_done_is_answered_again_however_old_its_signature(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())
    command = asking.suspend(by=programme.office)
    first = await programme.act(command)

    late = signed(command, programme.slug, datetime.now(UTC) - LONG_AGO)

    assert await sent(programme, late, "another update") == first


@pytest.mark.parametrize(("days", "refused"), [(0, False), (-1, True)])
async def test_what_was_accepted_before_there_were_signatures_passes_until_a_day(
    idle_world: World, begin: Begin, days: int, *, refused: bool
) -> None:
    programme = await begin()
    until = datetime.now(UTC).date() + timedelta(days=days)

    async with idle_world.worker(trust=replace(TRUST, unsigned_until=until)):
        await arranged.nominated(programme)
        command = asking.suspend(by=programme.office)
        if refused:
            assert await code(programme, command) == "command_not_signed"
        else:
            assert (await sent(programme, command)).entries
