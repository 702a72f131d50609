"""Answering what organisations said: point by point, through HTTP."""

import asyncio
from typing import Any

import asyncpg

from domain.register.merkle import merkle_root
from tests.api.story import Story
from tests.api.visiting import ok, problem

AT = "consultations/1"


async def points(story: Story, **who: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a visitor
    return (await story.read(f"/{AT}/responses", **who))["items"]


async def coverage(story: Story) -> dict[str, Any]:
    return await story.read(f"/{AT}/coverage")


async def test_what_was_contributed_falls_into_a_point_for_each_section(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"goals": "Old.", "funding": ""})
    await story.contributed("G1", sections={"goals": "Aim.", "funding": "Share.", "strategy": ""})
    await story.contributed("G2", sections={})
    await story.contributed("M1", sections={"goals": "Earn."})
    await story.until("draft.assembled")

    found = [
        (p["origins"][0]["organisation"], p["section"], p["origins"][0]["text"]) for p in await points(story)
    ]
    assert sorted(found) == [("G1", "funding", "Share."), ("G1", "goals", "Aim."), ("M1", "goals", "Earn.")]


async def test_a_point_is_answered_with_a_reason_and_the_last_answer_counts(story: Story) -> None:
    await story.saved()
    await story.responded(1)
    again = await story.responded(1, kind="not_taken_over", section=None, version=None, reason="Too dear.")

    assert again["revision"] == 2
    point = (await points(story))[0]
    assert [(r["kind"], r["reason"]) for r in point["responses"]] == [
        ("taken_over", "It is better."),
        ("not_taken_over", "Too dear."),
    ]
    assert (await coverage(story))["by_kind"] == {"taken_over": 0, "partly": 0, "not_taken_over": 1}


async def test_what_is_taken_over_is_found_in_a_section_that_changed(story: Story) -> None:
    await story.saved()
    sections = {"goals": "The old goals.", "funding": "Shared."}
    await story.act(story.as_("anna"), "plan-versions", sections=sections)
    path = f"{story.at}/{AT}/points/1/responses"
    asked = {"kind": "partly", "section": "goals", "version": 3, "reason": "See there."}

    problem(await story.as_("anna").post(path, asked), 409, "section_not_changed")
    problem(await story.as_("anna").post(path, asked | {"version": 1}), 409, "section_not_changed")
    problem(await story.as_("anna").post(path, asked | {"version": 9}), 404, "no_such_version")
    ok(await story.as_("anna").post(path, asked | {"section": "funding"}), 201)


async def test_a_response_says_where_when_it_is_taken_over_and_only_then(story: Story) -> None:
    path = f"{story.at}/{AT}/points/1/responses"
    for body in (
        {"kind": "taken_over", "reason": "r"},
        {"kind": "partly", "section": "goals", "reason": "r"},
        {"kind": "not_taken_over", "section": "goals", "version": 2, "reason": "r"},
        {"kind": "not_taken_over", "reason": " "},
    ):
        problem(await story.as_("anna").post(path, body), 400, "invalid_input")


async def test_only_the_kwartiermaker_and_drafters_answer(story: Story) -> None:
    await story.saved()
    path, body = f"{story.at}/{AT}/points/1/responses", {"kind": "not_taken_over", "reason": "r"}

    for visitor in (story.office, story.principal, story.representative("G1"), story.door.stranger):
        problem(await visitor.post(path, body), 403, "not_the_kwartiermaker")


async def test_nothing_is_answered_before_the_round_closes_while_suspended_or_after_settling(
    story: Story,
) -> None:
    await story.appointed()
    body = {"kind": "not_taken_over", "reason": "r"}

    async def refused(code: str, status: int = 409) -> None:
        path = f"{story.at}/{AT}/points/1/responses"
        problem(await story.as_("anna").post(path, body), status, code)

    await refused("consultation_not_closed")
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")
    await story.act(story.office, "suspensions", reason="A pause.")
    await refused("suspended")
    await story.act(story.office, "resumptions", reason="It is over.")
    for point in (1, 2, 3):
        await story.act(story.as_("anna"), f"{AT}/points/{point}/responses", **body)
    await story.settled()
    await refused("responses_settled")


async def test_a_repeated_request_is_answered_the_same_and_happens_once(story: Story) -> None:
    await story.saved()
    anna, path = story.as_("anna"), f"{story.at}/{AT}/points/1/responses"
    body = {"kind": "not_taken_over", "reason": "No."}

    answers = await asyncio.gather(*(anna.post(path, body, key="same") for _ in range(4)))

    assert len({answer.text for answer in answers}) == 1
    assert ok(answers[0], 201)["revision"] == 1
    assert len((await points(story))[0]["responses"]) == 1
    problem(await anna.post(path, body | {"reason": "Yes."}, key="same"), 409, "idempotency_key_reused")


async def test_a_point_is_split_into_excerpts_that_are_answered_instead(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"goals": "Begin small.\nShare the costs."})
    for code in ("G2", "M1"):
        await story.contributed(code, sections={})
    await story.until("draft.assembled")
    anna, excerpts = story.as_("anna"), ["Begin small.", "Share the costs."]

    problem(
        await anna.post(f"{story.at}/{AT}/points/1/splits", {"excerpts": ["Begin small.", "Invented."]}),
        409,
        "excerpt_not_said",
    )
    answer = await story.act(anna, f"{AT}/points/1/splits", excerpts=excerpts)

    assert answer == {"points": [2, 3]}
    whole, *parts = await points(story)
    assert (whole["status"], whole["became"]) == ("split", [2, 3])
    assert [part["origins"][0]["text"] for part in parts] == excerpts
    assert len({point["origins"][0]["receipt"] for point in [whole, *parts]}) == 1
    refused = await anna.post(
        f"{story.at}/{AT}/points/1/responses", {"kind": "not_taken_over", "reason": "r"}
    )
    assert problem(refused, 409, "point_replaced")["details"] == {"point": 1, "became": [2, 3]}
    assert (await coverage(story))["points"] == 2


async def test_points_are_merged_without_losing_who_made_them(story: Story) -> None:
    await story.saved()
    anna = story.as_("anna")

    assert await story.act(anna, f"{AT}/merges", points=[1, 3]) == {"points": [4]}

    merged = (await points(story))[-1]
    assert [origin["organisation"] for origin in merged["origins"]] == ["G1", "M1"]
    assert (await coverage(story))["points"] == 2
    own = (await points(story, visitor=story.representative("M1")))[-1]
    assert ([origin["organisation"] for origin in own["origins"]], own["others"]) == (["M1"], 1)
    problem(
        await anna.post(f"{story.at}/{AT}/points/4/splits", {"excerpts": ["G1", "says"]}),
        409,
        "point_of_several",
    )
    problem(await anna.post(f"{story.at}/{AT}/merges", {"points": [2, 2]}), 409, "points_differ")
    problem(await anna.post(f"{story.at}/{AT}/merges", {"points": [1, 2]}), 409, "point_replaced")
    problem(await anna.post(f"{story.at}/{AT}/merges", {"points": [2, 99]}), 404, "no_such_point")


async def test_points_about_different_sections_are_not_merged(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"goals": "One.", "funding": "Two."})
    for code in ("G2", "M1"):
        await story.contributed(code, sections={})
    await story.until("draft.assembled")

    answer = await story.as_("anna").post(f"{story.at}/{AT}/merges", {"points": [1, 2]})

    problem(answer, 409, "points_differ")


async def test_responses_are_settled_once_every_point_has_one(story: Story) -> None:
    await story.saved()
    anna = story.as_("anna")
    await story.responded(1)
    await story.responded(2, kind="partly")
    early = await anna.post(f"{story.at}/{AT}/settlements")
    assert problem(early, 409, "responses_incomplete")["details"] == {"missing": 1, "points": 3}

    await story.responded(3, kind="not_taken_over", section=None, version=None)
    answer = await story.act(anna, f"{AT}/settlements")

    assert [entry["kind"] for entry in answer["entries"]] == ["responses.settled"]
    event = (await story.read("/register"))["items"][-1]["event"]
    assert (event["consultation"], event["points"]) == (1, 3)
    assert event["answered"] == {"taken_over": 1, "partly": 1, "not_taken_over": 1}
    receipts = [point["responses"][-1]["receipt"] for point in await points(story)]
    assert event["root"] == merkle_root(receipts)
    problem(await anna.post(f"{story.at}/{AT}/settlements"), 409, "responses_settled")
    problem(await anna.post(f"{story.at}/consultations/7/settlements"), 404, "no_such_consultation")


async def test_a_round_in_which_nobody_wrote_anything_is_settled_at_once(story: Story) -> None:
    await story.appointed()
    for code in ("G1", "G2", "M1"):
        await story.contributed(code, sections={})
    await story.until("draft.assembled")

    assert (await coverage(story))["complete"] is True
    await story.act(story.as_("anna"), f"{AT}/settlements")


async def test_the_coverage_says_whose_points_are_not_answered_a_page_at_a_time(story: Story) -> None:
    await story.saved()
    await story.responded(2)

    shown = await coverage(story)
    assert (shown["points"], shown["answered"], shown["complete"], shown["status"]) == (3, 1, False, "open")
    assert shown["by_group"] == [
        {"group": "gemeente", "points": 2, "answered": 1},
        {"group": "marktpartij", "points": 1, "answered": 0},
    ]
    assert [(m["organisation"], m["points"]) for m in shown["missing"]] == [("G1", [1]), ("M1", [3])]
    first = ok(await story.office.get(f"{story.at}/{AT}/coverage", limit=1))
    assert ([m["organisation"] for m in first["missing"]], first["next"]) == (["G1"], "G1")
    rest = ok(await story.office.get(f"{story.at}/{AT}/coverage", limit=1, after="G1"))
    assert [m["organisation"] for m in rest["missing"]] == ["M1"]
    assert ok(await story.bystander.get(f"{story.at}/{AT}/coverage"))["missing"] == []


async def test_a_representative_reads_what_was_done_with_theirs_and_others_nothing(story: Story) -> None:
    await story.saved()
    await story.responded(1)

    own = await points(story, visitor=story.representative("G1"))
    assert [(p["number"], p["responses"][0]["kind"]) for p in own] == [(1, "taken_over")]
    problem(await story.bystander.get(f"{story.at}/{AT}/responses"), 403, "not_readable")
    problem(await story.office.get(f"{story.at}/consultations/7/responses"), 404, "no_such_consultation")
    page = ok(await story.office.get(f"{story.at}/{AT}/responses", limit=2))
    assert ([p["number"] for p in page["items"]], page["next"]) == ([1, 2], "2")
    rest = ok(await story.office.get(f"{story.at}/{AT}/responses", limit=2, after=2))
    assert ([p["number"] for p in rest["items"]], rest["next"]) == ([3], None)


async def test_the_response_memo_tells_what_was_said_what_was_done_and_why(story: Story) -> None:
    await story.saved()
    await story.responded(1)
    path = f"{story.at}/{AT}/response-memo"
    early = await story.as_("anna").get(path)

    assert early.headers["content-type"].startswith("text/markdown")
    assert "## Goals" in early.text
    assert "> G1 says." in early.text
    assert "> — Org G1 (ontvangstbewijs `" in early.text
    assert "**Overgenomen**, in “Goals”, versie 2." in early.text
    assert "> It is better." in early.text
    assert early.text.count("Nog geen reactie") == 2
    problem(await story.representative("G1").get(path), 403, "not_readable")


async def test_a_settled_memo_is_a_document_for_everyone_and_each_contributor_hears_of_it(
    story: Story, pool: asyncpg.Pool
) -> None:
    await story.saved()
    await story.settled()

    [document] = (await story.read("/documents"))["items"]
    assert document["name"] == "response-memo-1.md"
    published = await story.bystander.get(f"{story.at}/documents/response-memo-1.md")
    live = await story.bystander.get(f"{story.at}/{AT}/response-memo")
    assert published.status_code == 200
    assert published.text == live.text
    told = await pool.fetch("SELECT role, recipient, fields FROM outbox WHERE kind = 'responses' ORDER BY id")
    assert [tuple(row.values()) for row in told] == [
        ("representative", code, '{"consultation": 1}') for code in ("G1", "G2", "M1")
    ]
