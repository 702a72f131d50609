"""Consultations over HTTP: another round, what comes on paper, what comes late, and what it gave."""

from typing import Any

from tests.api.story import Story
from tests.api.visiting import ok, problem

SAYS: dict[str, Any] = {"can": "no", "will": "yes_if", "sections": {"funding": "Shared."}}


async def test_everyone_can_be_asked_again_about_a_newer_version(story: Story) -> None:
    await story.saved()

    await story.act(story.office, "consultations", version=2)
    for code in ("G1", "G2", "M1"):
        await story.act(story.representative(code), "consultations/2/contributions", **SAYS)
    await story.until("consultation.closed")

    shown = await story.read("/consultations/2")
    assert (shown["version"], shown["status"], shown["invited"], shown["answered"]) == (2, "closed", 3, 3)
    (first, second) = (await story.read("/support"))["items"][0]["rounds"]
    assert (first["consultation"], first["can"]["yes"]) == (1, 2)
    assert (second["consultation"], second["can"]["no"], second["response_percent"]) == (2, 2, 100)


async def test_only_office_and_kwartiermaker_ask_again(story: Story) -> None:
    await story.drafted()

    answer = await story.principal.post(f"{story.at}/consultations", {"version": 1})

    problem(answer, 403, "not_the_office")


async def test_what_comes_on_paper_is_entered_by_the_office_and_counts(story: Story) -> None:
    await story.appointed()
    where = "consultations/1/paper-contributions"

    receipt = await story.act(story.office, where, organisation="G1", **SAYS)

    (shown,) = (await story.read("/consultations/1/contributions"))["items"]
    assert (shown["organisation"], shown["source"], shown["late"]) == ("G1", "paper", False)
    assert shown["receipt"] == receipt["receipt"]
    refused = await story.representative("G1").post(f"{story.at}/{where}", {"organisation": "G1", **SAYS})
    problem(refused, 403, "not_the_office")


async def test_what_comes_late_can_be_added_and_never_counts(story: Story) -> None:
    await story.drafted()
    where = f"{story.at}/consultations/1/paper-contributions"
    before = await story.read("/consultations/1")

    problem(await story.office.post(where, {"organisation": "G1", **SAYS}), 409, "consultation_closed")
    ok(await story.office.post(where, {"organisation": "G1", "late": True, **SAYS}), 201)

    assert await story.read("/consultations/1") == before
    counted = (await story.read("/consultations/1/contributions"))["items"]
    assert [(c["organisation"], c["revision"]) for c in counted] == [("G1", 1), ("G2", 1), ("M1", 1)]
    late = await story.office.get(f"{story.at}/consultations/1/contributions", late="true")
    assert [(c["organisation"], c["late"]) for c in ok(late)["items"]] == [("G1", True)]


async def test_nothing_is_late_while_the_round_is_open(story: Story) -> None:
    await story.appointed()

    answer = await story.office.post(
        f"{story.at}/consultations/1/paper-contributions", {"organisation": "G1", "late": True, **SAYS}
    )

    problem(answer, 409, "consultation_open")


async def test_an_organisation_that_was_not_invited_is_refused_on_paper_too(story: Story) -> None:
    await story.appointed()

    answer = await story.office.post(
        f"{story.at}/consultations/1/paper-contributions", {"organisation": "NOBODY", **SAYS}
    )

    problem(answer, 403, "not_invited")


async def test_a_second_answer_of_an_organisation_replaces_the_first_and_both_are_kept(story: Story) -> None:
    await story.appointed()

    first = await story.contributed("G1")
    second = await story.contributed("G1", can="no")

    assert (first["revision"], second["revision"]) == (1, 2)
    (counted,) = (await story.read("/consultations/1/contributions"))["items"]
    assert (counted["revision"], counted["can"]) == (2, "no")
