"""Repeating a command: the same key and request, the same answer, once."""

import asyncio
from uuid import uuid4

from tests.api.story import Story
from tests.api.visiting import ok, problem

BECAUSE = {"reason": "The ministry asks for a pause."}


async def test_a_command_with_the_same_key_happens_once_and_is_answered_the_same(story: Story) -> None:
    key = str(uuid4())

    first = ok(await story.office.post(f"{story.at}/suspensions", BECAUSE, key=key), 201)
    again = ok(await story.office.post(f"{story.at}/suspensions", BECAUSE, key=key), 201)

    assert first == again
    assert [entry["kind"] for entry in first["entries"]] == ["programme.suspended"]
    assert (await story.read())["head"]["seq"] == first["entries"][0]["seq"]


async def test_an_old_command_that_comes_again_much_later_does_not_happen_again(story: Story) -> None:
    key = str(uuid4())
    first = ok(await story.office.post(f"{story.at}/suspensions", BECAUSE, key=key), 201)
    await story.act(story.office, "resumptions", **BECAUSE)

    again = ok(await story.office.post(f"{story.at}/suspensions", BECAUSE, key=key), 201)

    assert again == first
    assert (await story.read())["suspended_on"] is None


async def test_a_key_in_another_phase_still_answers_what_it_did_before(story: Story) -> None:
    key, id_ = str(uuid4()), await story.nominated()
    choice = {"preference": [id_], "reason": "Experience."}
    first = ok(await story.principal.post(f"{story.at}/choices", choice, key=key), 201)
    await story.until("candidate.asked")
    await story.act(story.as_("anna"), "assignment-answers", answer="accept")
    await story.until("consultation.opened")

    assert ok(await story.principal.post(f"{story.at}/choices", choice, key=key), 201) == first


async def test_a_key_with_another_request_is_refused(story: Story) -> None:
    key = str(uuid4())
    ok(await story.office.post(f"{story.at}/suspensions", BECAUSE, key=key), 201)

    for visitor, what, body in (
        (story.office, "suspensions", {"reason": "Another one."}),
        (story.office, "resumptions", BECAUSE),
        (story.principal, "suspensions", BECAUSE),
    ):
        again = await visitor.post(f"{story.at}/{what}", body, key=key)
        problem(again, 409, "idempotency_key_reused")


async def test_the_same_command_sent_many_times_at_once_happens_once(story: Story) -> None:
    key = str(uuid4())

    answers = await asyncio.gather(
        *(story.office.post(f"{story.at}/suspensions", BECAUSE, key=key) for _ in range(10))
    )

    assert len({str(ok(answer, 201)) for answer in answers}) == 1
    kinds = [entry["event"]["kind"] for entry in (await story.read("/register"))["items"]]
    assert kinds.count("programme.suspended") == 1


async def test_two_who_use_one_key_at_once_never_hear_each_other_s_answer(story: Story) -> None:
    key = str(uuid4())

    answers = await asyncio.gather(
        story.office.post(f"{story.at}/suspensions", {"reason": "One."}, key=key),
        story.office.post(f"{story.at}/suspensions", {"reason": "Two."}, key=key),
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_a_contribution_with_the_same_key_gets_the_same_receipt(story: Story) -> None:
    await story.appointed()
    key, visitor = str(uuid4()), story.representative("G1")
    path, body = f"{story.at}/consultations/1/contributions", {"can": "yes", "will": "no"}

    answers = await asyncio.gather(*(visitor.post(path, body, key=key) for _ in range(5)))
    receipts = {ok(answer, 201)["receipt"] for answer in answers}

    assert len(receipts) == 1
    other = await visitor.post(path, {"can": "no", "will": "no"}, key=key)
    problem(other, 409, "idempotency_key_reused")


async def test_twenty_votes_at_once_are_all_counted_once(story: Story) -> None:
    await story.before_the_college()
    body = await story.ballot("abstain")

    async def vote(n: int) -> None:
        visitor = story.as_(f"college-{1 + n % 2}")
        ok(await visitor.post(f"{story.at}/submissions/1/ballots", body), 201)

    await asyncio.gather(*(vote(n) for n in range(20)))

    entries = (await story.read("/register"))["items"]
    assert [entry.get("type") for entry in entries].count("sealed") == 20
    assert (await story.read("/submissions/1"))["votes"] == 2
