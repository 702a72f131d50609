"""Who may do what, when: each refusal with its status and code, and nothing in the register."""

from typing import Any

import pytest

from tests.api.story import Story
from tests.api.visiting import problem

PERSON = {"subject": "x@example.nl", "name": "Xander"}
BECAUSE = {"reason": "Because."}
BALLOT = {"submission_hash": "0" * 64, "choice": "for", "reason": "Because."}
SAY = {"can": "yes", "will": "yes", "reason": "Because."}
MANDATE = {
    "seats": [{"body": "college", "seat": "college-1"}],
    "person": PERSON,
    "first_day": "2090-01-01",
    "last_day": "2090-01-31",
}

FOR_OTHERS: list[tuple[str, dict[str, Any], str]] = [
    ("nominations", {"person": PERSON, "interests": "None."}, "not_the_office"),
    ("choices", {"preference": ["x"], **BECAUSE}, "not_the_principal"),
    ("plan-versions", {"sections": {"goals": "x"}}, "not_the_kwartiermaker"),
    ("plan-versions/2/submissions", {}, "not_the_kwartiermaker"),
    ("plan-versions/2/reviews", SAY, "no_seat"),
    ("submissions/1/ballots", BALLOT, "no_seat"),
    ("submissions/1/outcomes", {"outcome": "approved"}, "no_seat"),
    ("suspensions", BECAUSE, "not_the_office"),
    ("resumptions", BECAUSE, "not_the_office"),
    ("withdrawals", BECAUSE, "not_the_principal"),
    ("kwartiermaker-replacements", {"person": PERSON, **BECAUSE}, "not_the_principal"),
    ("deadlines/term/moves", {"due": "2090-01-01", **BECAUSE}, "not_the_office"),
    ("meetings", {"body": "college", "day": "2090-01-01"}, "not_the_office"),
    ("mandates", MANDATE, "not_the_office"),
    ("documents/programme/classifications", {"classification": "public", **BECAUSE}, "not_the_office"),
    ("assignment-answers", {"answer": "accept"}, "not_asked"),
    ("consultations/1/contributions", {"can": "yes", "will": "yes"}, "not_a_representative"),
    ("sessions", {"day": "2090-01-01", "title": "x", "organisations": ["G1"]}, "not_the_office"),
    ("sessions/1/confirmations", {"can": "yes", "will": "yes"}, "not_a_representative"),
    ("projects", {"title": "x", "owner": "G1"}, "not_the_office"),
    ("consultations/1/nudges", {"group": "gemeente"}, "not_the_office"),
]


async def test_whoever_has_no_part_in_a_programme_cannot_act_on_it(story: Story) -> None:
    await story.before_the_college()
    before = (await story.read())["head"]

    for what, body, code in FOR_OTHERS:
        problem(await story.door.stranger.post(f"{story.at}/{what}", body), 403, code)

    assert (await story.read())["head"] == before


WRONG_PHASE: list[tuple[str, str, dict[str, Any]]] = [
    ("principal", "plan-versions/0/submissions", {}),
    ("principal", "plan-versions", {"sections": {"goals": "x"}}),
    ("panel-1", "plan-versions/0/reviews", SAY),
]


@pytest.mark.parametrize(("who", "what", "body"), WRONG_PHASE)
async def test_what_belongs_to_another_phase_is_answered_so(
    story: Story, who: str, what: str, body: dict[str, Any]
) -> None:
    answer = problem(await story.as_(who).post(f"{story.at}/{what}", body), 409, "not_in_this_phase")

    assert answer["details"].keys() == {"phase", "belongs_to"}
    assert answer["details"]["phase"] == "appointment" != answer["details"]["belongs_to"]


async def test_a_rule_that_says_no_tells_what_a_caller_can_act_on(story: Story) -> None:
    await story.drafted()
    sections = {"goals": "Only the goals."}
    await story.act(story.as_("anna"), "plan-versions", sections=sections)

    answer = await story.as_("anna").post(f"{story.at}/plan-versions/2/submissions", {})

    body = problem(answer, 409, "gate_not_met")
    assert body["details"]["missing_sections"] == ["activities", "governance", "funding", "strategy"]


async def test_a_plan_is_not_submitted_that_does_not_exist(story: Story) -> None:
    await story.drafted()

    answer = await story.as_("anna").post(f"{story.at}/plan-versions/9/submissions", {})

    problem(answer, 404, "no_such_version")


async def test_nobody_uses_somebody_else_s_seat(story: Story) -> None:
    await story.before_the_college()
    body = await story.ballot(seat="college-2")

    problem(
        await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", body), 403, "not_your_seat"
    )
    odd = body | {"seat": "college-99"}
    problem(await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", odd), 404, "no_such_seat")


async def test_a_ballot_about_another_text_is_refused(story: Story) -> None:
    await story.before_the_college()
    body = await story.ballot(submission_hash="0" * 64)

    answer = await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", body)

    problem(answer, 409, "other_submission")


async def test_where_no_chair_establishes_the_outcome_there_is_nothing_to_establish(story: Story) -> None:
    await story.before_the_college()

    answer = await story.as_("college-1").post(f"{story.at}/submissions/1/outcomes", {"outcome": "approved"})

    problem(answer, 409, "nothing_to_establish")


async def test_a_choice_that_the_bodys_rule_does_not_know_is_refused(story: Story) -> None:
    await story.before_the_college()
    body = await story.ballot(choice="objection")

    answer = await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", body)

    problem(answer, 409, "choice_does_not_fit")


async def test_a_refused_command_leaves_nothing_of_what_was_typed(story: Story) -> None:
    async with story.pool.acquire() as connection:
        before = await connection.fetchval("SELECT count(*) FROM texts")

        problem(await story.office.post(f"{story.at}/resumptions", BECAUSE), 409, "not_suspended")

        assert await connection.fetchval("SELECT count(*) FROM texts") == before


async def test_a_suspended_programme_can_only_be_resumed_withdrawn_or_read(story: Story) -> None:
    await story.act(story.office, "suspensions", **BECAUSE)

    nomination = {"person": PERSON, "interests": "None."}
    problem(await story.office.post(f"{story.at}/nominations", nomination), 409, "suspended")
    assert (await story.read())["suspended_on"]

    await story.act(story.office, "resumptions", **BECAUSE)
    await story.act(story.office, "nominations", **nomination)


async def test_a_programme_that_has_ended_takes_no_commands(story: Story) -> None:
    await story.act(story.principal, "withdrawals", **BECAUSE)
    await story.until("programme.withdrawn")

    answer = await story.office.post(f"{story.at}/suspensions", BECAUSE)

    body = problem(answer, 409, "programme_ended")
    assert body["details"] == {"ending": "withdrawn"}


GONE = [
    ("get", "/programmes/nowhere", "no_such_programme"),
    ("get", "/programmes/nowhere/register", "no_such_programme"),
    ("get", "/programmes/nowhere/register-export", "no_such_programme"),
    ("post", "/programmes/nowhere/suspensions", "no_such_programme"),
    ("get", "{at}/consultations/9", "no_such_consultation"),
    ("get", "{at}/consultations/9/contributions", "no_such_consultation"),
    ("get", "{at}/plan-versions/9", "no_such_version"),
    ("get", "{at}/submissions/9", "no_such_submission"),
    ("get", "{at}/documents/none.md", "no_such_document"),
    ("get", "{at}/sessions/9", "no_such_session"),
    ("get", "{at}/projects/9", "no_such_project"),
    ("get", "{at}/consultations/9/silence", "no_such_consultation"),
    ("get", "{at}/nothing", "not_found"),
]


@pytest.mark.parametrize(("method", "path", "code"), GONE)
async def test_what_does_not_exist_is_not_found(story: Story, method: str, path: str, code: str) -> None:
    address = path.format(at=story.at)
    visitor = story.office
    answer = await (visitor.get(address) if method == "get" else visitor.post(address, BECAUSE))

    problem(answer, 404, code)


async def test_what_a_command_is_about_must_exist(story: Story) -> None:
    for path, body, code in (
        ("submissions/9/ballots", BALLOT, "no_such_submission"),
        ("submissions/9/outcomes", {"outcome": "approved"}, "no_such_submission"),
        ("conditions/9-x-1/evidence", {"evidence": "x"}, "no_such_condition"),
        ("conditions/9-x-1/judgements", {"verdict": "met", **BECAUSE}, "no_such_condition"),
        ("consultations/9/contributions", {"can": "yes", "will": "yes"}, "no_such_consultation"),
    ):
        visitor = story.representative("G1") if "contributions" in path else story.as_("college-1")
        problem(await visitor.post(f"{story.at}/{path}", body), 404, code)
