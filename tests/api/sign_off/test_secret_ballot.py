"""A ballot in progress: no member, office, outsider or subscriber learns how one seat voted."""

import json

import pytest

from cli.tokens import Identity
from tests.api.operations import OPERATIONS
from tests.api.story import Story
from tests.api.visiting import Visitor, ok
from tests.domain.verifiers import verdict

CHOSEN = ('"choice":"', '"choice": "')
"""A choice with its value, however it is written: the name alone is in the form of a vote as well."""
BALLOT = {"choice": "against", "reason": "The figures do not add up, says nobody but me."}
KEY = "the-key-of-my-vote"
READING = [one for one in OPERATIONS if one.method == "get" and "{slug}" in one.path]


@pytest.fixture
async def voting(story: Story) -> Story:
    """The College votes: its first member against, as only they know, its second for."""
    await story.before_the_college()
    hash_ = (await story.read("/submissions/1"))["hash"]
    against = {"submission_hash": hash_, **BALLOT}
    ok(await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", against, key=KEY), 201)
    await story.act(story.as_("college-2"), "submissions/1/ballots", **await story.ballot("for"))
    return story


async def secrets_of(voting: Story) -> list[str]:
    """What tells of the vote, as whoever cast it finds it in the register: all that must be nowhere else."""
    entry = next(
        entry
        for entry in (await voting.read("/register", voting.as_("college-1")))["items"]
        if entry.get("event", {}).get("kind") == "ballot.cast"
    )
    reason = entry["event"]["reason"]
    return [KEY, BALLOT["reason"], entry["body"], reason["id"], reason["hash"], *CHOSEN]


async def everything_for(reader: Visitor, slug: str) -> str:
    """What every operation answers somebody, one below the other."""
    answers = [await one.by(reader, slug=slug, name="cover-note-1.md") for one in READING]
    return "\n".join(answer.text for answer in answers)


def others(voting: Story) -> dict[str, Visitor]:
    def with_claim(claim: str) -> Visitor:
        return voting.door.as_(Identity(f"{claim}@claims.example", claim, roles=(claim,)))

    return {
        "office": voting.office,
        "principal": voting.principal,
        "another who has not voted": voting.as_("college-3"),
        "auditor": with_claim("auditor"),
        "operator": with_claim("operator"),
        "stranger": voting.door.stranger,
    }


async def test_nobody_learns_how_a_seat_voted(voting: Story) -> None:
    secrets = await secrets_of(voting)

    for who, reader in others(voting).items():
        found = await everything_for(reader, voting.slug)
        assert [secret for secret in secrets if secret in found] == [], who


async def test_whoever_has_voted_learns_nothing_of_the_others(voting: Story) -> None:
    # Their own choice is theirs to see.
    secrets = [secret for secret in await secrets_of(voting) if secret not in CHOSEN]
    found = await everything_for(voting.as_("college-2"), voting.slug)
    ballots = (await voting.read("/submissions/1/ballots", voting.as_("college-2")))["items"]

    assert [secret for secret in secrets if secret in found] == []
    assert [ballot["seat"] for ballot in ballots] == ["college-2"]


async def test_that_two_have_voted_is_shown_and_where_their_entries_stand(voting: Story) -> None:
    shown = await voting.read("/submissions/1")
    *_, first, second = (await voting.read("/register"))["items"]

    assert shown["votes"] == 2
    assert first.keys() == second.keys() == {"type", "programme", "seq", "at", "prev", "hash"}
    assert (first["type"], second["prev"]) == ("sealed", first["hash"])


async def test_the_export_is_the_same_for_everyone_and_its_chain_holds(voting: Story) -> None:
    async def exported(visitor: Visitor) -> list[str]:
        return (await visitor.get(f"{voting.at}/register-export")).text.splitlines()

    lines = await exported(voting.as_("college-1"))

    assert await exported(voting.office) == lines
    assert [json.loads(line).get("type") for line in lines].count("sealed") == 2
    assert verdict([json.loads(line) for line in lines])[0] == "holds"


async def test_once_it_is_decided_everyone_who_takes_part_sees_every_vote(voting: Story) -> None:
    sealed = (await voting.read("/register"))["items"][-2:]
    await voting.act(voting.as_("college-3"), "submissions/1/ballots", **await voting.ballot("for"))
    await voting.until("programme.published")

    entries = {entry["seq"]: entry for entry in (await voting.read("/register"))["items"]}

    assert [entries[one["seq"]]["hash"] for one in sealed] == [one["hash"] for one in sealed]
    assert [entries[one["seq"]]["event"]["choice"] for one in sealed] == ["against", "for"]
    ballots = (await voting.read("/submissions/1/ballots", voting.bystander))["items"]
    assert [ballot["choice"] for ballot in ballots] == ["against", "for", "for"]
