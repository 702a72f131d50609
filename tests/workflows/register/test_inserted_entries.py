"""Whoever writes in PostgreSQL can make entries that hold together: none is taken in that does not follow."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from structlog.testing import capture_logs

from activities.standing import Standing
from cli.checks import registers
from domain.every_phase.withdraw import OPERATOR, ProgrammeWithdrawn
from domain.register.entries import Entry, Head
from domain.register.heads import SigningKey
from domain.state.commands import Command, carried, signed
from domain.state.judge import judge
from store.accounts.grants import WORKER
from store.register import heads, signed_commands
from tests.accounts import account
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.register.inserting import two_votes, written
from tests.workflows.running import ANOTHER_KEY, COMMAND_KEY, KEY, KEYS, TRUST, World, looking
from worker import running
from worker.guard import Guard


async def after_one_vote(programme: Programme) -> Programme:
    await arranged.vote(await arranged.before_the_body(programme), "for")
    return programme


async def said_by_the_doctor(database: str, *earlier: SigningKey) -> list[str]:
    return [str(found.found) for found in await registers.intact(looking(database, *earlier))]


async def a_vote(programme: Programme) -> Command:
    state = await programme.state()
    assert state.body is not None
    return asking.ballot(state, 2, "for", by=programme.actor(f"{state.body.key}-2", "member"))


async def refusal_of_a_vote(programme: Programme) -> str:
    return (await programme.refusal(await a_vote(programme))).code


async def seen_by_the_workflow(programme: Programme) -> Head:
    return await programme.handle.query("head", result_type=Head)


async def test_votes_that_somebody_inserts_are_not_taken_in(
    world: World, begin: Begin, database: str
) -> None:
    programme = await after_one_vote(await begin())
    before = (await programme.state()).head
    await written(programme, await two_votes(programme))

    refused = await refusal_of_a_vote(programme)

    assert refused == "does_not_follow"
    assert await seen_by_the_workflow(programme) == before
    await programme.until_alarmed("does_not_follow")
    async with world.pool.acquire() as connection:
        assert await heads.read(connection, programme.slug) == []
    said = await said_by_the_doctor(database)
    first = f"entries {programme.slug}/{before.seq + 1}"
    assert f"{programme.slug}: {first}: no service signed the command behind it" in said


async def test_nor_by_a_worker_that_was_not_there_when_they_were(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    before = (await programme.state()).head
    await written(programme, await two_votes(programme))

    async with idle_world.worker():
        assert await refusal_of_a_vote(programme) == "does_not_follow"
        assert await seen_by_the_workflow(programme) == before


async def test_nor_one_that_was_signed_for_something_else(world: World, begin: Begin) -> None:
    programme = await after_one_vote(await begin())
    first, *_ = await two_votes(programme)
    before = (await programme.state()).head
    (added,) = await written(programme, [first])
    # The signature under the vote that was cast is there for anybody who reads the table.
    async with world.pool.acquire() as connection:
        await connection.execute(
            "INSERT INTO signed_commands (programme, seq, update, fields, key)"
            " SELECT programme, $2, update, fields, key FROM signed_commands"
            " WHERE programme = $1 AND seq = $3",
            programme.slug,
            added.seq,
            before.seq,
        )

    assert await refusal_of_a_vote(programme) == "does_not_follow"


async def test_nor_a_withdrawal_that_an_operator_is_said_to_have_asked_for(
    world: World, begin: Begin
) -> None:
    programme = await after_one_vote(await begin())
    vote = await a_vote(programme)
    last = (await programme.register())[-1]
    key = f"step-{last.seq + 1}"
    await written(
        programme,
        [last.model_copy(update={"actor": OPERATOR, "key": key, "body": "", "event": ProgrammeWithdrawn()})],
    )

    assert (await programme.refusal(vote)).code == "does_not_follow"
    assert await seen_by_the_workflow(programme) == last.head
    await programme.until_alarmed("does_not_follow")


async def test_a_withdrawal_of_a_worker_that_died_is_taken_in(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
        await programme.handle.cancel()
        await programme.until_noted("programme.withdrawn")

    standing = Standing(TRUST, KEY)
    async with idle_world.pool.acquire() as connection, connection.transaction():
        waits = await standing.now(connection, programme.slug)

    assert waits is not None
    assert waits.state.ending == "withdrawn"


async def test_what_a_worker_appended_before_it_died_is_taken_in(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    (vote, *_) = await two_votes(programme)
    await appended_by_another(programme, vote)

    async with idle_world.worker():
        await programme.act(asking.suspend(by=programme.office))

    assert (await programme.kinds())[-3:] == ["ballot.cast", "ballot.cast", "programme.suspended"]


async def appended_by_another(programme: Programme, like: Entry, key: SigningKey = COMMAND_KEY) -> Entry:
    """A vote that was signed with `key` and appended, of which the workflow has not heard."""
    state = await programme.state()
    asked = asking.ballot(state, 2, "against", by=like.actor)
    vote = signed(asked, programme.slug, key, datetime.now(UTC))
    (event,) = judge(vote, state, programme.now.date())
    entry = like.model_copy(update={"key": vote.id, "body": vote.body, "event": event})
    (added,) = await written(programme, [entry])
    kept = carried(vote)
    assert vote.signature is not None
    async with programme.world.pool.acquire() as connection:
        await connection.execute(
            "INSERT INTO signed_commands (programme, seq, update, fields, key) VALUES ($1, $2, $3, $4, $5)",
            programme.slug,
            added.seq,
            kept.update,
            json.dumps(kept.fields),
            vote.signature.key,
        )
    return added


async def test_what_came_before_there_were_signatures_stays_let_in(idle_world: World, begin: Begin) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    await as_of_before(idle_world.pool, programme)
    until = datetime.now(UTC).date() + timedelta(days=1)

    await running.take_over(idle_world.at_work, replace(TRUST, unsigned_until=until), KEY)
    async with idle_world.worker():
        await programme.act(asking.suspend(by=programme.office))

    assert (await programme.kinds())[-1] == "programme.suspended"


async def signed_with_a_key_of_ones_own(programme: Programme) -> Entry:
    """A vote that follows in everything, and a key that somebody wrote beside those that count."""
    async with programme.world.pool.acquire() as connection:
        await signed_commands.know(connection, [ANOTHER_KEY.public])
    (vote, *_) = await two_votes(programme)
    return await appended_by_another(programme, vote, ANOTHER_KEY)


async def test_whoever_writes_a_key_of_their_own_beside_what_it_signed_is_found(
    idle_world: World, begin: Begin, database: str
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    added = await signed_with_a_key_of_ones_own(programme)

    doctor = await said_by_the_doctor(database)
    with capture_logs() as lines:
        await Guard(account(database, WORKER), KEYS, every=timedelta(hours=1), rest=0).look()

    row = f"{programme.slug}/{added.seq}"
    why = (
        f"the command behind it is signed with {ANOTHER_KEY.public.id}, which is none of the keys known here"
    )
    assert any(f"entries {row}: {why}" in said for said in doctor)
    assert [line["row"] for line in lines if line.get("why", "").startswith(why)] == [row]


async def test_what_an_earlier_key_signed_holds_while_the_settings_name_it(
    idle_world: World, begin: Begin, database: str
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    await signed_with_a_key_of_ones_own(programme)

    doctor = await said_by_the_doctor(database, ANOTHER_KEY)

    assert not any("signed" in said for said in doctor)


async def test_a_vote_after_the_seal_needs_its_command_though_somebody_took_all_of_them_away(
    idle_world: World, begin: Begin, database: str
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    await without_commands(idle_world.pool, programme)
    first, *_ = await written(programme, await two_votes(programme))

    doctor = await said_by_the_doctor(database)

    unsigned = f"entries {programme.slug}/{first.seq}: no service signed the command behind it"
    assert any(unsigned in said for said in doctor)


async def test_a_register_that_lost_all_that_was_signed_does_not_pass_for_an_older_one(
    idle_world: World, begin: Begin, database: str
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    await as_of_before(idle_world.pool, programme)

    doctor = await said_by_the_doctor(database)

    not_sealed = "no worker whose key is known here sealed its register up to its end"
    assert f"{programme.slug}: programmes {programme.slug}: {not_sealed}" in doctor


@pytest.mark.parametrize("named", [True, False], ids=["named", "not named"])
async def test_what_an_earlier_register_key_sealed_stays_let_in_while_the_settings_name_it(
    idle_world: World, begin: Begin, *, named: bool
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    await without_commands(idle_world.pool, programme)
    trust = replace(TRUST, sealed_by=(KEY.public,)) if named else TRUST

    async with idle_world.worker(sign=ANOTHER_KEY, trust=trust):
        if named:
            await programme.act(asking.suspend(by=programme.office))
        else:
            assert await refusal_of_a_vote(programme) == "does_not_follow"


async def without_commands(pool: asyncpg.Pool, programme: Programme) -> None:
    """Leave of a programme what only its seal vouches for."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("DELETE FROM signed_commands WHERE programme = $1", programme.slug)


async def as_of_before(pool: asyncpg.Pool, programme: Programme) -> None:
    """Leave of a programme what an older version would have written."""
    await without_commands(pool, programme)
    async with pool.acquire() as connection:
        await connection.execute(
            "UPDATE programmes SET sealed_seq = NULL, seal = NULL WHERE slug = $1", programme.slug
        )


@pytest.mark.parametrize("kept", [True, False], ids=["as it is", "without seal"])
async def test_a_new_worker_derives_anew_what_nobody_sealed(
    idle_world: World, begin: Begin, *, kept: bool
) -> None:
    async with idle_world.worker():
        programme = await after_one_vote(await begin())
    if not kept:
        async with idle_world.pool.acquire() as connection:
            await connection.execute("UPDATE programmes SET seal = 'AA' WHERE slug = $1", programme.slug)

    async with idle_world.worker():
        await programme.act(asking.suspend(by=programme.office))

    assert (await programme.kinds())[-1] == "programme.suspended"
