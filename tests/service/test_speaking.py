"""Whoever acts for an organisation, as their provider says, speaks for it, and has no seat by that."""

from dataclasses import replace

import pytest

from domain.consultation.contributing import NotARepresentative
from domain.reading.rights import NotReadable
from domain.shared.support import Support
from service.callers import Caller
from service.consultation.contribute import Statement, contribute, represented
from service.reading import Reading, Shown
from service.resources import Resources
from store.people.identities import Account
from tests.api.conftest import begin, door, idle_world, pool, prepared_client, settings, story, workers, world
from tests.api.story import Story
from tests.api.visiting import Door, ok

__all__ = ["begin", "door", "idle_world", "pool", "prepared_client", "settings", "story", "workers", "world"]

STATEMENT = Statement(Support(can="yes", will="no"), {"goals": "We say."}, {"goals": "We say."})
FOR_G1 = Caller(Account("https://identity.example", "s-1"), "Sam Speaker", "sam@g1.example", acts_for="G1")


@pytest.fixture
async def resources(door: Door, story: Story) -> Resources:
    """What the use cases of a programme stand on, whose first round is open."""
    await story.appointed()
    return door.app.state.resources


async def test_it_says_what_that_organisation_says_once_per_request(
    resources: Resources, story: Story
) -> None:
    consultation = (story.slug, 1)
    receipts = {
        (await contribute(resources, FOR_G1, "key-1", consultation, STATEMENT, represented(None))).receipt
        for _ in range(2)
    }

    [taken] = (await story.read("/consultations/1/contributions"))["items"]
    assert receipts == {taken["receipt"]}
    assert (taken["organisation"], taken["source"]) == ("G1", "account")


@pytest.mark.parametrize("acts_for", ["G2x", None])
async def test_who_acts_for_nobody_here_says_nothing(
    resources: Resources, story: Story, acts_for: str | None
) -> None:
    caller = replace(FOR_G1, acts_for=acts_for)

    with pytest.raises(NotARepresentative):
        await contribute(resources, caller, "key-1", (story.slug, 1), STATEMENT, represented(None))


async def test_nor_for_an_organisation_that_was_withdrawn(resources: Resources, story: Story) -> None:
    ok(
        await story.office.post(
            f"{story.at}/organisation-withdrawals", {"organisations": ["G1"], "reason": "Merged."}
        ),
        201,
    )

    with pytest.raises(NotARepresentative):
        await contribute(resources, FOR_G1, "key-1", (story.slug, 1), STATEMENT, represented(None))


async def test_it_reads_as_a_representative_and_as_nothing_else(resources: Resources, story: Story) -> None:
    async with Reading(resources, FOR_G1, Shown(("standing",))).open(story.slug) as sight:
        assert sight.reader.parts == {"representative"}
        assert sight.reader.speaks_for == {"G1"}
    with pytest.raises(NotReadable):
        async with Reading(resources, replace(FOR_G1, acts_for=None), Shown(("standing",))).open(story.slug):
            pass
