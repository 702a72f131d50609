"""What an export brings besides the entries: the rules, the signed commands behind them, and time stamps."""

import json
from pathlib import Path
from typing import Any

from cli.exports import check
from domain.register.entries import Head
from domain.register.proof import Proof
from settings import Settings
from store.register import entries as register
from store.register import heads, timestamps
from tests.api.story import Story, told
from tests.api.visiting import opened
from tests.domain.stamping import authority
from tests.domain.verifiers import verdict
from tests.workflows.blueprints import small
from tests.workflows.running import COMMAND_KEY, KEY, World


async def exported(story: Story) -> list[str]:
    return (await story.office.get(f"{story.at}/register-export")).text.splitlines()


def of_type(lines: list[str], type_: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, lines) if line.get("type") == type_]


async def approved(story: Story) -> list[str]:
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    return await exported(story)


async def test_the_rules_lead_from_signed_commands_to_the_end(story: Story) -> None:
    lines = await approved(story)

    found = check(lines, trusted=[KEY.public], services=[COMMAND_KEY.public])

    assert isinstance(found, Proof), found
    assert found.retold is not None
    assert (found.retold.up_to, found.retold.names_rules) == (found.head.seq, True)
    # The first entry is the programme's own.
    assert found.retold.signed_from == 2
    assert "cast_ballot" in [line["update"] for line in of_type(lines, "command")]


async def test_what_is_behind_a_sealed_vote_stays_back(story: Story) -> None:
    await story.before_the_college()
    await story.voted("for", "against")
    lines = await exported(story)

    found = check(lines, services=[COMMAND_KEY.public])

    sealed = [line["seq"] for line in of_type(lines, "sealed")]
    assert len(sealed) == 2
    assert not {line["seq"] for line in of_type(lines, "command")} & set(sealed)
    assert "cast_ballot" not in "".join(lines)
    assert isinstance(found, Proof)
    assert found.retold is not None
    assert found.retold.up_to == sealed[0] - 1


async def test_a_head_that_waits_for_its_time_stamp_is_named(
    settings: Settings, world: World, tmp_path: Path
) -> None:
    wanted = settings.model_copy(update={"timestamp_url": "https://stamps.example/"})
    async with opened(wanted, tmp_path) as door, told(world, Story(door, small())) as story:
        lines = await approved(story)

    found = check(lines)

    assert isinstance(found, Proof)
    assert len(found.waiting) == len(of_type(lines, "timestamp")) == 2
    assert found.stamps == ()


async def test_time_stamps_stand_in_it(story: Story, world: World) -> None:
    await approved(story)
    async with world.pool.acquire() as connection:
        entries = await register.stored(connection, story.slug)
        for signed in await heads.read(connection, story.slug):
            response = authority().stamp(entries[signed.seq - 1])
            head = Head(seq=signed.seq, hash=signed.hash)
            await timestamps.keep(connection, story.slug, head, response)

    lines = await exported(story)

    assert len(of_type(lines, "timestamp")) == 2
    assert verdict([json.loads(line) for line in lines], authority=authority().public)[0] == "holds"
