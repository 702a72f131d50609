"""The register is signed at each decision, and whoever rewrites the database is found out by the doctor."""

from collections.abc import Awaitable, Callable
from typing import cast

import pytest

from cli.checks import registers
from domain.register.entries import Head
from domain.register.proof import Proof, header, prove, signature
from mail.letter import OfDecision
from store.database import Connection
from store.register import entries as register
from store.register import heads
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.register.rewriting import EVERY, Change, resealed, rewrite
from tests.workflows.running import ANOTHER_KEY, KEY, World, looking


async def signed_after(programme: Programme) -> list[str]:
    """The kinds of the entries after which the head is signed."""
    async with programme.world.pool.acquire() as connection:
        signed = await heads.read(connection, programme.slug)
    kinds = await programme.kinds()
    return [kinds[head.seq - 1] for head in signed]


async def export(programme: Programme) -> list[object]:
    async with programme.world.pool.acquire() as connection:
        keys = await heads.keys(connection, programme.slug)
        entries = await register.stored(connection, programme.slug)
        signed = await heads.read(connection, programme.slug)
    return [header(programme.slug, keys), *entries, *map(signature, signed)]


async def found(database: str, world: World | None) -> tuple[str, str]:
    """What the doctor says of the registers; it asks workflows when there is a `world`."""
    findings = await registers.intact(looking(database), world.client if world else None)
    return findings[0].state, "\n".join(str(finding.found) for finding in findings)


async def test_the_head_is_signed_after_each_decision_and_the_publication(world: World, begin: Begin) -> None:
    programme = await arranged.approved(await begin())

    proven = prove(await export(programme), trusted=[KEY.public])

    assert await signed_after(programme) == ["decision.established", "programme.published"]
    assert isinstance(proven, Proof)
    assert proven.signed_up_to == proven.head.seq
    assert proven.keys == (KEY.public.id,)


async def test_a_programme_that_is_withdrawn_ends_with_a_signed_head_too(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    await programme.act(asking.withdraw(by=programme.principal))

    assert await signed_after(programme) == ["programme.withdrawn"]


async def test_what_is_put_right_about_a_decision_is_signed_too(world: World, begin: Begin) -> None:
    chain = (body(), body("board"))
    programme = await arranged.before_the_body(await begin(small(*chain)))
    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: bool(state.sign_off.decisions), "a decision")

    await programme.act(asking.correct_decision(1, by=programme.office))

    assert (await signed_after(programme))[:2] == ["decision.established", "decision.corrected"]


async def test_a_workflow_tells_the_end_that_it_has_seen(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    told = await programme.handle.query("head", result_type=Head)

    assert told == (await programme.state()).head


async def test_what_another_version_wrote_is_exported_as_it_was_hashed(world: World, begin: Begin) -> None:
    programme = await arranged.nominated(await begin())

    def with_another_field(entries: list[dict[str, object]]) -> None:
        entries[1]["event"] = {
            **cast("dict[str, object]", entries[1]["event"]),
            "note": "a field that today's event has not",
        }

    async with programme.world.pool.acquire() as connection:
        await rewrite(connection, programme.slug, with_another_field)

    assert isinstance(prove(await export(programme)), Proof)


async def nominated(programme: Programme, *people: str) -> Programme:
    """Candidates whose interests are kept, as those of the service are."""
    for key in people:
        nominate = asking.nominate(programme.person(key), by=programme.office)
        interests = await programme.write(f"Interests of {key}.")
        await programme.act(nominate.model_copy(update={"interests": interests}))
    return programme


# --- tampering ---


@pytest.mark.parametrize("change", EVERY)
async def test_while_the_programme_runs_its_workflow_knows_better(
    database: str, world: World, begin: Begin, change: Change
) -> None:
    programme = await nominated(await begin(), "anna", "bram")
    assert (await found(database, world))[0] == "ok"
    async with world.pool.acquire() as connection:
        await rewrite(connection, programme.slug, change)

    alone, asked = await found(database, None), await found(database, world)

    assert "its workflow says" not in alone[1]
    assert asked[0] == "wrong"
    assert f"{programme.slug}: entry " in asked[1]
    assert "its workflow says" in asked[1]


@pytest.mark.parametrize("change", EVERY)
async def test_when_nothing_runs_any_more_the_signed_heads_know_better(
    database: str, world: World, begin: Begin, change: Change
) -> None:
    programme = await arranged.nominated(await begin(), "anna", "bram")
    await withdraw(programme)
    async with world.pool.acquire() as connection:
        await rewrite(connection, programme.slug, change)

    said = await found(database, None)

    assert said[0] == "wrong"
    assert KEY.public.id in said[1]


@pytest.mark.parametrize("change", EVERY)
async def test_the_workflow_of_an_ended_programme_knows_better_too(
    database: str, world: World, begin: Begin, change: Change
) -> None:
    programme = await nominated(await begin(), "anna", "bram")
    await withdraw(programme)
    await programme.handle.result()
    assert (await found(database, world))[0] == "ok"
    async with world.pool.acquire() as connection:
        await rewrite(connection, programme.slug, change)
        await forget_signatures(connection)

    said = await found(database, world)

    assert said[0] == "wrong"
    assert f"{programme.slug}: entry " in said[1]
    assert "its workflow says" in said[1]


async def forget_signatures(connection: Connection) -> None:
    async with connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("DELETE FROM heads")


async def test_workflows_that_do_not_answer_are_counted(
    database: str, idle_world: World, begin: Begin
) -> None:
    await begin()

    said = await found(database, idle_world)

    assert "1 workflow did not answer" in said[1]


@pytest.mark.parametrize("change", EVERY)
async def test_whoever_keeps_a_letter_about_a_decision_knows_better(
    world: World, begin: Begin, change: Change
) -> None:
    programme = await arranged.approved(await begin())
    head, *same = [letter.head for letter in await programme.outbox() if isinstance(letter, OfDecision)]
    assert head is not None
    assert same == [head] * len(same)
    async with world.pool.acquire() as connection:
        entries = await register.stored(connection, programme.slug)
    assert isinstance(prove(entries, head), Proof)

    until_then = entries[: head.seq]
    change(until_then)

    assert not isinstance(prove(resealed(until_then), head), Proof)


async def withdraw(programme: Programme) -> None:
    reason = await programme.write("There is no need any more.")
    await programme.act(asking.withdraw(by=programme.principal).model_copy(update={"reason": reason}))


async def test_a_head_that_somebody_signs_with_a_key_of_their_own_is_named(
    database: str, world: World, begin: Begin
) -> None:
    programme = await arranged.nominated(await begin())
    await withdraw(programme)
    last = (await programme.register())[-1]
    async with world.pool.acquire() as connection:
        await heads.sign(connection, ANOTHER_KEY, [last])

    said = await found(database, None)

    row = f"{programme.slug}/{last.seq}/{ANOTHER_KEY.public.id}"
    assert f"heads {row}: it is signed with a key that is none of those known here" in said[1]


Break = Callable[[Connection, str], Awaitable[object]]


async def move_the_end(connection: Connection, slug: str) -> None:
    await connection.execute("UPDATE programmes SET head_seq = head_seq - 1 WHERE slug = $1", slug)


async def change_without_computing(connection: Connection, slug: str) -> None:
    async with connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("UPDATE entries SET body = 'x' WHERE programme = $1 AND seq = 2", slug)


@pytest.mark.parametrize("tamper", [move_the_end, change_without_computing])
async def test_an_end_or_an_entry_that_does_not_fit_is_found_by_computing(
    database: str, world: World, begin: Begin, tamper: Break
) -> None:
    programme = await arranged.nominated(await begin())
    async with world.pool.acquire() as connection:
        await tamper(connection, programme.slug)

    assert (await found(database, None))[0] == "wrong"


@pytest.mark.parametrize("table", ["heads", "register_keys"])
async def test_signatures_are_append_only(world: World, begin: Begin, table: str) -> None:
    await withdraw(await arranged.nominated(await begin()))

    async with world.pool.acquire() as connection:
        with pytest.raises(Exception, match="append-only"):
            await connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant
