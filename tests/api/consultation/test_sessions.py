"""Working sessions by HTTP: planned, held, and confirmed into what an organisation says."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.api.story import Story
from tests.api.visiting import problem

TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
OUTCOME = {"funding": "All pay, by number of inhabitants."}
HEADING = "### Uit werksessie 1"


async def planned(story: Story, day: date = TODAY) -> Story:
    await story.appointed()
    body: dict[str, Any] = {"day": day.isoformat(), "title": "About funding", "organisations": ["G1", "G2"]}
    await story.act(story.office, "sessions", **body)
    return story


async def held(story: Story) -> Story:
    await planned(story)
    await story.act(story.as_("anna"), "sessions/1/records", present=["G1"], sections=OUTCOME)
    return story


async def said_by(story: Story, code: str) -> dict[str, str]:
    """What counts of an organisation."""
    items = (await story.read("/consultations/1/contributions"))["items"]
    return next((item["sections"] for item in items if item["organisation"] == code), dict[str, str]())


async def outbox(story: Story) -> list[tuple[str, str, int]]:
    async with story.pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT kind, recipient, (fields ->> 'session')::integer FROM outbox"
            " WHERE programme = $1 AND kind LIKE 'session%' ORDER BY id",
            story.slug,
        )
    return [tuple(row) for row in rows]


async def test_who_is_invited_to_a_session_hears_of_it_and_of_its_outcome_who_was_there(story: Story) -> None:
    await held(story)

    assert await outbox(story) == [
        ("session_invitation", "G1", 1),
        ("session_invitation", "G2", 1),
        ("session_outcome", "G1", 1),
    ]
    shown = await story.read("/sessions/1")
    assert (shown["status"], shown["present"], shown["confirmed"]) == ("held", ["G1"], [])
    assert (shown["title"], shown["outcome"]) == ("About funding", OUTCOME)


async def test_an_outcome_that_nobody_confirmed_does_not_count(story: Story) -> None:
    await held(story)

    assert (await story.read("/consultations/1"))["answered"] == 0
    assert await said_by(story, "G1") == {}


async def test_a_confirmed_outcome_joins_what_the_organisation_said_itself(story: Story) -> None:
    await held(story)
    await story.contributed("G1", sections={"goals": "Ours.", "funding": "We pay."})

    confirmation = {"can": "yes_if", "will": "no"}
    receipt = await story.act(story.representative("G1"), "sessions/1/confirmations", **confirmation)

    assert (receipt["consultation"], receipt["organisation"], receipt["revision"]) == (1, "G1", 2)
    assert await said_by(story, "G1") == {
        "goals": "Ours.",
        "funding": f"We pay.\n\n{HEADING}\n\n{OUTCOME['funding']}",
    }
    [item] = (await story.read("/consultations/1/contributions"))["items"]
    assert (item["can"], item["will"], item["receipt"]) == ("yes_if", "no", receipt["receipt"])
    assert (await story.read("/sessions/1"))["confirmed"] == ["G1"]


async def test_a_confirmation_that_is_given_again_replaces_the_one_before(story: Story) -> None:
    await held(story)
    say = {"can": "yes", "will": "yes"}
    await story.act(story.representative("G1"), "sessions/1/confirmations", **say)

    corrected = {"funding": "All pay, from 2029 on."}
    await story.act(story.representative("G1"), "sessions/1/confirmations", **say, sections=corrected)

    assert await said_by(story, "G1") == {"funding": f"{HEADING}\n\nAll pay, from 2029 on."}


async def test_outcomes_of_several_sessions_stand_below_each_other(story: Story) -> None:
    await held(story)
    second = {"day": TODAY.isoformat(), "title": "Again", "organisations": ["G1"]}
    await story.act(story.office, "sessions", **second)
    await story.act(story.office, "sessions/2/records", present=["G1"], sections={"funding": "Or tax."})

    for session in (2, 1):
        path = f"sessions/{session}/confirmations"
        await story.act(story.representative("G1"), path, can="yes", will="yes")

    said = (await said_by(story, "G1"))["funding"]
    assert said.count("### Uit werksessie") == 2
    assert said.index(OUTCOME["funding"]) < said.index("Or tax.")


async def test_confirmations_at_the_same_moment_lose_nothing_of_each_other(story: Story) -> None:
    await held(story)
    second = {"day": TODAY.isoformat(), "title": "Again", "organisations": ["G1"]}
    await story.act(story.office, "sessions", **second)
    await story.act(story.office, "sessions/2/records", present=["G1"], sections={"funding": "Or tax."})
    say = {"can": "yes", "will": "yes"}

    async def confirm(session: int) -> int:
        path = f"sessions/{session}/confirmations"
        return (await story.act(story.representative("G1"), path, **say))["revision"]

    revisions = await asyncio.gather(*(confirm(session) for session in (1, 2, 1, 2, 1, 2)))

    assert sorted(revisions) == [1, 2, 3, 4, 5, 6]
    said = (await said_by(story, "G1"))["funding"]
    assert said.count(OUTCOME["funding"]) == said.count("Or tax.") == 1


async def test_a_confirmation_that_is_sent_again_gets_the_same_receipt(story: Story) -> None:
    await held(story)
    path, say = f"{story.at}/sessions/1/confirmations", {"can": "yes", "will": "yes"}

    first = await story.representative("G1").post(path, say, key="once")
    again = await story.representative("G1").post(path, say, key="once")
    other = await story.representative("G1").post(path, say | {"can": "no"}, key="once")

    assert first.json() == again.json()
    problem(other, 409, "idempotency_key_reused")


async def test_only_who_was_there_confirms(story: Story) -> None:
    await held(story)
    path, say = f"{story.at}/sessions/1/confirmations", {"can": "yes", "will": "yes"}

    problem(await story.representative("G2").post(path, say), 403, "not_present")
    problem(await story.office.post(path, say), 403, "not_a_representative")


async def test_an_outcome_is_confirmed_in_an_open_round_only(story: Story) -> None:
    await held(story)
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")

    answer = await story.representative("G1").post(
        f"{story.at}/sessions/1/confirmations", {"can": "yes", "will": "yes"}
    )

    problem(answer, 409, "consultation_closed")


async def test_a_suspended_programme_takes_no_confirmation(story: Story) -> None:
    await held(story)
    await story.act(story.office, "suspensions", reason="A pause.")

    answer = await story.representative("G1").post(
        f"{story.at}/sessions/1/confirmations", {"can": "yes", "will": "yes"}
    )

    problem(answer, 409, "suspended")


async def test_a_confirmation_that_is_not_taken_leaves_no_text_behind(story: Story) -> None:
    await held(story)
    async with story.pool.acquire() as connection:
        before = await connection.fetchval("SELECT count(*) FROM texts")
        body = {"can": "yes", "will": "yes", "sections": {"goals": "x"}, "consultation": 9}

        answer = await story.representative("G1").post(f"{story.at}/sessions/1/confirmations", body)

        problem(answer, 404, "no_such_consultation")
        assert await connection.fetchval("SELECT count(*) FROM texts") == before


async def test_there_is_nothing_to_confirm_before_the_session_was_held(story: Story) -> None:
    await planned(story)
    say = {"can": "yes", "will": "yes"}

    for number, status, code in ((1, 409, "session_not_held"), (9, 404, "no_such_session")):
        answer = await story.representative("G1").post(f"{story.at}/sessions/{number}/confirmations", say)
        problem(answer, status, code)


async def test_only_organisations_of_the_programme_are_invited(story: Story) -> None:
    await story.appointed()
    body = {"day": TODAY.isoformat(), "title": "About funding", "organisations": ["G1", "NOBODY"]}

    told = problem(await story.office.post(f"{story.at}/sessions", body), 409, "unknown_organisation")

    assert told["details"] == {"unknown": ["NOBODY"]}
    problem(await story.door.stranger.post(f"{story.at}/sessions", body), 403, "not_the_office")
    twice = body | {"organisations": ["G1", "G1"]}
    problem(await story.office.post(f"{story.at}/sessions", twice), 400, "invalid_input")


async def test_a_cancelled_or_moved_session_is_told_to_who_was_invited(story: Story) -> None:
    await planned(story, TODAY + timedelta(days=3))
    later = (TODAY + timedelta(days=5)).isoformat()

    await story.act(story.office, "deadlines/session-1/moves", due=later, reason="Illness.")
    assert (await story.read("/sessions/1"))["day"] == later
    await story.act(story.office, "sessions/1/cancellations", reason="Too few can come.")

    shown = await story.read("/sessions/1")
    assert (shown["status"], shown["reason"]) == ("cancelled", "Too few can come.")
    kinds = [kind for kind, _, _ in await outbox(story)]
    assert kinds == ["session_invitation"] * 2 + ["session_moved"] * 2 + ["session_cancelled"] * 2


async def test_an_outcome_is_read_by_who_was_invited_and_who_prepares_the_plan(story: Story) -> None:
    await held(story)

    for reader in (story.representative("G2"), story.principal, story.as_("anna")):
        assert (await story.read("/sessions/1", reader))["outcome"] == OUTCOME
    for reader in (story.representative("M1"), story.bystander):
        assert (await story.read("/sessions/1", reader))["outcome"] is None
    listed = await story.read("/sessions", story.bystander)
    assert [item["title"] for item in listed["items"]] == ["About funding"]


async def test_nothing_that_was_typed_is_in_the_register(story: Story) -> None:
    await held(story)

    exported = (await story.office.get(f"{story.at}/register-export")).text

    assert "session.held" in exported
    assert "About funding" not in exported
    assert OUTCOME["funding"] not in exported


async def test_a_session_that_never_came_lapses_with_the_programme(story: Story) -> None:
    await planned(story, TODAY + timedelta(days=3))
    await story.act(story.principal, "withdrawals", reason="No need any more.")

    assert (await story.read("/sessions/1"))["status"] == "lapsed"
