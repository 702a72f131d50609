"""Temporal holds the process, PostgreSQL the material: no names, addresses or texts are in any history."""

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator, Callable

import pytest
from temporalio.api.common.v1 import Payload, Payloads
from temporalio.client import Client

from service.asking.forms import Because, plain
from service.once import hash_of
from tests.api.searching import READABLE, Place, encodings, found, held_by_temporal
from tests.api.secrets import SecretStory
from tests.api.story import told
from tests.api.visiting import Door, ok, problem
from tests.workflows.blueprints import SECTIONS, small
from tests.workflows.refusing import refusing
from tests.workflows.running import World
from tests.workflows.waiting import eventually
from workflows.starting import workflow_id


@pytest.fixture
async def story(door: Door, world: World) -> AsyncIterator[SecretStory]:
    """A programme that was just started, with secrets only."""
    async with told(world, SecretStory(door, small())) as story:
        yield story


# --- the whole way ---


async def test_nothing_that_people_put_in_is_in_any_history(story: SecretStory, world: World) -> None:
    await appointed(story)
    await changed_on_the_way(story)
    await represented(story)
    await defined(story)
    await revised(story)
    await approved(story)

    held = await held_by_temporal(world.client, story.slug)

    assert found(story.secrets.told, held) == []
    assert {what.rpartition(".")[2] for what in story.secrets.told.values()} >= WHAT_PEOPLE_PUT_IN
    assert set().union(*(encodings(place.message) for place in held)) <= READABLE


WHAT_PEOPLE_PUT_IN = {"name", "email", "subject", "title", "reason", "interests", "goals", "text", "evidence"}


async def test_what_must_be_in_every_run_is_found_by_the_same_search(
    story: SecretStory, world: World
) -> None:
    await appointed(story)

    held = await held_by_temporal(world.client, story.slug)
    places = found({story.slug: "slug"}, held)

    for run in (1, 2):
        assert any(place.startswith(f"slug in run {run}, event 1, WORKFLOW_EXECUTION") for place in places)
        assert f"slug in run {run}, description" in places


async def appointed(story: SecretStory) -> None:
    """Anna declines and Bram accepts."""
    preference = [await story.nominated("anna"), await story.nominated("bram")]
    await story.act(story.principal, "choices", preference=preference, reason="Secret.")
    await story.until("candidate.asked")
    await story.act(story.as_("anna"), "assignment-answers", answer="decline", reason="Secret.")
    await story.until("candidate.asked")
    await story.act(story.as_("bram"), "assignment-answers", answer="accept")
    await story.until("consultation.opened")


async def changed_on_the_way(story: SecretStory) -> None:
    """A pause, more time, and Anna as kwartiermaker after all."""
    await story.act(story.office, "suspensions", reason="Secret.")
    await story.act(story.office, "resumptions", reason="Secret.")
    await story.act(story.principal, "deadlines/term/moves", due="2099-01-01", reason="Secret.")
    anna = story.person("anna")
    await story.act(story.principal, "kwartiermaker-replacements", person=anna, reason="Secret.")


async def represented(story: SecretStory) -> None:
    """A member lets somebody vote whom nobody knew yet."""
    await story.act(
        story.as_("college-3"),
        "mandates",
        seats=[{"body": "college", "seat": "college-3"}],
        person={"subject": "new", "name": "New", "email": "new"},
        first_day="2026-01-01",
        last_day="2099-01-01",
    )


async def defined(story: SecretStory) -> None:
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")
    await story.act(story.as_("anna"), "plan-versions", sections=dict.fromkeys(SECTIONS, "Secret."))
    await story.settled()
    await story.act(story.as_("anna"), "plan-versions/2/submissions")
    for seat in ("panel-1", "panel-2"):
        await story.act(
            story.as_(seat), "plan-versions/2/reviews", can="yes", will="yes_if", reason="Secret."
        )
    await story.until("submission.scheduled")


async def revised(story: SecretStory) -> None:
    """What lies before the College reads otherwise after a member voted on it."""
    await story.voted("against")
    await story.act(
        story.as_("anna"),
        "submissions/1/revisions",
        submission_hash=(await story.read("/submissions/1"))["hash"],
        reason="Secret.",
        cover_note="Secret.",
        sections={"funding": "Secret."},
        response_memos=[{"consultation": 1, "text": "Secret."}],
    )


async def approved(story: SecretStory) -> None:
    """One member asks for something, and finds it enough."""
    asked = {"text": "Secret.", "owner": "kwartiermaker", "due": "2099-01-01"}
    await story.voted("for_with_conditions", "against", "for", conditions={1: [asked]})
    await story.until("decision.established")
    [condition] = (await story.read("/conditions"))["items"]
    path = f"conditions/{condition['key']}"
    await story.act(story.as_("anna"), f"{path}/evidence", evidence="Secret.")
    await story.act(story.as_("college-1"), f"{path}/judgements", verdict="met", reason="Secret.")
    await story.until("programme.published")


async def test_what_was_typed_cannot_be_guessed_from_the_hash_of_a_command(story: SecretStory) -> None:
    asked = Because(reason="No.")
    answer = ok(await story.office.post(f"{story.at}/suspensions", asked.model_dump()), 201)
    seq = answer["entries"][0]["seq"]

    (entry,) = ok(await story.office.get(f"{story.at}/register", after=seq - 1, limit=1))["items"]

    assert len(entry["body"]) == 64
    assert entry["body"] != hash_of("suspend", {}, plain(asked), entry["actor"]["person"])


# --- what goes wrong ---


async def test_nothing_of_a_refused_command_is_in_a_history(story: SecretStory, world: World) -> None:
    secret = story.secrets.words
    pause = {"reason": secret("reason of what the rules refuse")}
    person = story.person("anna")
    nominations = [{"person": person, "interests": secret(f"interests {n}")} for n in (1, 2)]

    problem(await story.office.post(f"{story.at}/resumptions", pause), 409, "not_suspended")
    early = {"sections": {"goals": secret("text of what comes too early")}}
    problem(await story.principal.post(f"{story.at}/plan-versions", early), 409, "not_in_this_phase")
    answers = await asyncio.gather(
        *(story.office.post(f"{story.at}/nominations", nomination) for nomination in nominations)
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert found(story.secrets.told, await held_by_temporal(world.client, story.slug)) == []


async def test_nothing_of_a_row_that_postgresql_refuses_is_in_a_history_or_a_log(
    story: SecretStory, world: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    await appointed(story)
    # What Kwartier writes itself has no author: here the draft, which repeats what others wrote.
    async with refusing(world.pool, "texts", unless="author IS NOT NULL"):
        for code in ("G1", "G2", "M1"):
            await story.contributed(code)
        await an_activity_failed(world.client, story.slug)
        while_it_fails = await held_by_temporal(world.client, story.slug)
    await story.until("draft.assembled")

    held = while_it_fails + await held_by_temporal(world.client, story.slug)

    logged = caplog.text + capsys.readouterr().out
    assert "activity failed" in logged
    assert [secret for secret in story.secrets.told if secret in logged] == []
    assert any("STARTED" in place for place in found({"none_today": "the constraint"}, held))
    assert found(story.secrets.told, held) == []


async def an_activity_failed(client: Client, slug: str) -> None:
    """Wait until an activity of the current run has failed, and is tried again."""
    await eventually(
        client.get_workflow_handle(workflow_id(slug)).describe,
        lambda run: any(
            activity.HasField("last_failure") for activity in run.raw_description.pending_activities
        ),
        lambda run: f"no activity failed: {run.raw_description.pending_activities}",
    )


# --- the search itself ---

WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "as JSON": lambda word: json.dumps({"is": word}).encode(),
    "as JSON that is not escaped": lambda word: json.dumps({"is": word}, ensure_ascii=False).encode(),
    "as JSON in JSON": lambda word: json.dumps({"is": json.dumps({"is": word})}).encode(),
    "in base64": lambda word: b64encode(word.encode()),
    "in base64, after one byte": lambda word: b64encode(b"1" + word.encode() + b"23"),
    "in base64, after two bytes": lambda word: b64encode(b"12" + word.encode() + b"3"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_found_however_it_is_written(way: str) -> None:
    held = Payloads(payloads=[Payload(data=b"before " + WAYS[way]("“Zoë” ☂") + b" after")])

    assert found({"“Zoë” ☂": "name"}, [Place("a place", 1, held)])
    assert not found({"“Zoé” ☂": "name"}, [Place("a place", 1, held)])
