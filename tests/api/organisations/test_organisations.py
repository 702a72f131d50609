"""Organisations by HTTP: added and withdrawn while a round is open, and in and out as CSV."""

import re
from uuid import uuid4

import httpx2
import pytest

from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor, ok, problem
from tests.workflows.blueprints import small
from tests.workflows.running import World

HEADER = "group,code,name,representative,email,language"
BECAUSE = {"reason": "Merged with its neighbour."}


def new_organisation(code: str, group: str = "gemeente", **more: object) -> dict[str, object]:
    return {"group": group, "code": code, "name": f"Org {code}", **more}


def addition(*codes: str, group: str = "gemeente") -> dict[str, object]:
    return {"organisations": [new_organisation(code, group) for code in codes]}


async def send(
    story: Story, *lines: str, by: Visitor | None = None, kind: str = "text/csv", key: str = ""
) -> httpx2.Response:
    """Send lines as a file to import."""
    token = (by or story.office).token
    return await story.door.http.post(
        f"/v1{story.at}/organisations/imports",
        content="\r\n".join(lines).encode(),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": kind,
            "Idempotency-Key": key or str(uuid4()),
        },
    )


async def codes(story: Story) -> dict[str, bool]:
    """Who is known, and whether they take part."""
    listed = (await story.read("/organisations"))["items"]
    return {organisation["code"]: organisation["active"] for organisation in listed}


async def consultation(story: Story) -> dict[str, object]:
    return await story.read("/consultations/1")


# --- while a round is open ---


async def test_whoever_is_added_is_invited_to_the_open_round_and_may_answer(story: Story) -> None:
    await story.appointed()

    answer = await story.act(story.office, "organisations", **addition("X1", "X2"))

    assert [entry["kind"] for entry in answer["entries"]] == ["organisations.added"]
    assert (await consultation(story))["invited"] == 5
    assert await codes(story) == {"G1": True, "G2": True, "M1": True, "X1": True, "X2": True}
    await story.contributed("X1")


async def test_the_round_closes_when_those_who_are_left_have_answered(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1")
    await story.contributed("G2")

    await story.act(story.office, "organisation-withdrawals", organisations=["G2", "M1"], **BECAUSE)
    await story.until("draft.assembled")

    round_ = await consultation(story)
    assert round_["status"] == "closed"
    assert round_["invited_by_group"] == {"gemeente": 1}
    assert round_["answered_by_group"] == {"gemeente": 1}
    listed = (await story.read("/consultations/1/contributions"))["items"]
    assert [contribution["organisation"] for contribution in listed] == ["G1"]


async def test_who_was_withdrawn_contributes_no_more_and_may_come_back_with_what_it_said(
    story: Story,
) -> None:
    await story.appointed()
    await story.contributed("G1")
    await story.act(story.office, "organisation-withdrawals", organisations=["G1"], **BECAUSE)
    refused = await story.representative("G1").post(
        f"{story.at}/consultations/1/contributions", {"can": "yes", "will": "yes"}
    )
    problem(refused, 403, "not_a_representative")

    await story.act(story.office, "organisations", **addition("G1"))

    assert await codes(story) == {"G1": True, "G2": True, "M1": True}
    assert (await consultation(story))["answered"] == 1


async def test_a_round_that_is_closed_stays_as_it_was(story: Story) -> None:
    await story.drafted()
    before = await consultation(story)

    await story.act(story.office, "organisation-withdrawals", organisations=["G1"], **BECAUSE)
    await story.act(story.office, "organisations", **addition("X1"))

    assert await consultation(story) == before
    listed = (await story.read("/consultations/1/contributions"))["items"]
    assert len(listed) == 3


async def test_what_does_not_fit_is_refused_and_leaves_nothing_behind(story: Story) -> None:
    await story.appointed()
    office, path = story.office, f"{story.at}/organisations"

    there = problem(await office.post(path, addition("G1", "X1")), 409, "organisation_takes_part")
    twice = problem(await office.post(path, addition("X1", "X1")), 409, "organisation_takes_part")
    group = await office.post(path, addition("X1", group="provincie"))
    gone = {"organisations": ["G1", "X9"], **BECAUSE}
    unknown = problem(
        await office.post(f"{story.at}/organisation-withdrawals", gone), 404, "no_such_organisation"
    )

    assert there["details"] == {"organisations": ["G1"]}
    assert twice["details"] == {"organisations": ["X1"]}
    assert problem(group, 409, "unknown_group")["details"]["groups"] == ["gemeente", "marktpartij"]
    assert unknown["details"] == {"organisations": ["X9"]}
    assert await codes(story) == {"G1": True, "G2": True, "M1": True}
    async with story.pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM organisation_additions") == 0


async def test_it_is_for_the_office_and_for_the_definition_phase(story: Story) -> None:
    problem(await story.office.post(f"{story.at}/organisations", addition("X1")), 409, "not_in_this_phase")
    await story.appointed()

    for visitor in (story.principal, story.door.stranger):
        added = await visitor.post(f"{story.at}/organisations", addition("X1"))
        withdrawn = await visitor.post(
            f"{story.at}/organisation-withdrawals", {"organisations": ["G1"], **BECAUSE}
        )
        problem(added, 403, "not_the_office")
        problem(withdrawn, 403, "not_the_office")


async def test_no_name_goes_through_the_register(story: Story) -> None:
    await story.appointed()

    await story.act(story.office, "organisations", **addition("X1"))

    event = (await story.read("/register"))["items"][-1]["event"]
    # A keyed hash, of which nobody guesses a name.
    assert re.fullmatch(r"[0-9a-f]{32}", event.pop("named")["X1"])
    assert event == {"kind": "organisations.added", "groups": {"gemeente": 1}, "codes": ["X1"]}


# --- what it weighs ---


async def weights(story: Story) -> dict[str, int]:
    listed = (await story.read("/organisations"))["items"]
    return {organisation["code"]: organisation["weight"] for organisation in listed}


async def test_an_organisation_weighs_what_is_said_and_otherwise_one(story: Story) -> None:
    await story.appointed()
    heavy, light = new_organisation("X1", weight=3), new_organisation("X2")

    await story.act(story.office, "organisations", organisations=[heavy, light])

    assert await weights(story) == {"G1": 1, "G2": 1, "M1": 1, "X1": 3, "X2": 1}


@pytest.mark.parametrize("weight", [0, -1, 2.5, "3", True, 1_000_000_001])
async def test_what_cannot_be_a_weight_is_refused(story: Story, weight: object) -> None:
    await story.appointed()

    answer = await story.office.post(
        f"{story.at}/organisations", {"organisations": [new_organisation("X1", weight=weight)]}
    )

    assert problem(answer, 400, "invalid_input")["errors"][0]["field"] == "organisations.0.weight"


async def test_a_file_says_weights_and_the_export_reads_back(story: Story) -> None:
    await story.appointed()
    lines = (f"{HEADER},weight", "gemeente,X1,Een,Rik,rik@x1.example,nl,7", "gemeente,X2,Twee,,,,")

    ok(await send(story, *lines), 201)

    assert await weights(story) == {"G1": 1, "G2": 1, "M1": 1, "X1": 7, "X2": 1}
    exported = (await story.office.get(f"{story.at}/organisations-export")).text.splitlines()
    await story.act(story.office, "organisation-withdrawals", organisations=["X1", "X2"], **BECAUSE)
    ok(await send(story, exported[0], *(line for line in exported if ",X" in line)), 201)
    assert await weights(story) == {"G1": 1, "G2": 1, "M1": 1, "X1": 7, "X2": 1}


async def test_bad_weights_in_a_file_are_named_with_their_lines(story: Story) -> None:
    await story.appointed()
    weighed = "group,code,name,weight"

    answer = await send(story, weighed, "gemeente,X1,Een,0", "gemeente,X2,Twee,2", "gemeente,X3,Drie,1.5")

    body = problem(answer, 400, "invalid_csv")
    assert [(error["field"], error["detail"]) for error in body["errors"]] == [
        ("line 2", "weight: must be at least 1, not 0"),
        ("line 4", 'weight: must be a whole number, not "1.5"'),
    ]
    assert "X2" not in await codes(story)


async def test_who_comes_back_weighs_what_it_did_unless_something_else_is_said(story: Story) -> None:
    await story.appointed()
    away = {"organisations": ["X1"], **BECAUSE}
    ok(await send(story, f"{HEADER},weight", "gemeente,X1,Een,,,,7"), 201)

    await story.act(story.office, "organisation-withdrawals", **away)
    await story.act(story.office, "organisations", **addition("X1"))
    assert (await weights(story))["X1"] == 7

    await story.act(story.office, "organisation-withdrawals", **away)
    ok(await send(story, f"{HEADER},weight", "gemeente,X1,Een,,,,2"), 201)
    assert (await weights(story))["X1"] == 2


async def test_in_a_weighted_group_an_answer_counts_for_what_its_organisation_weighs(
    world: World, door: Door
) -> None:
    groups = [
        {
            "key": "gemeente",
            "title": "Gemeenten",
            "organisations": [{"code": "G1", "name": "Org G1"}],
            "weighted": True,
        }
    ]
    async with told(world, Story(door, small(definition={"groups": groups}))) as story:
        await story.appointed()
        ok(await send(story, f"{HEADER},weight", "gemeente,X1,Een,,,,3"), 201)

        await story.contributed("G1", can="no", will="yes")
        await story.contributed("X1", can="yes", will="no")
        await story.until("draft.assembled")

        [support] = (await story.read("/support"))["items"]
        assert support["rounds"][0]["weight"] == {"can": 75, "will": 25}


# --- as CSV ---


async def test_a_file_is_imported_once_and_its_representatives_with_it(story: Story) -> None:
    await story.appointed()
    lines = (HEADER, "gemeente,X1,Een,Rik,rik@x1.example,nl", "gemeente,X1,Een,Eva,eva@x1.example,en")
    key = str(uuid4())

    first = ok(await send(story, *lines, key=key), 201)
    again = ok(await send(story, *lines, key=key), 201)

    assert first == again
    exported = await story.office.get(f"{story.at}/organisations-export")
    assert exported.headers["content-type"].startswith("text/csv")
    assert exported.text.splitlines() == [
        f"{HEADER},weight",
        "gemeente,G1,Org G1,,,,1",
        "gemeente,G2,Org G2,,,,1",
        "marktpartij,M1,Org M1,,,,1",
        "gemeente,X1,Een,Eva,eva@x1.example,en,1",
        "gemeente,X1,Een,Rik,rik@x1.example,nl,1",
    ]


async def test_a_file_with_mistakes_imports_nothing_and_names_every_line(story: Story) -> None:
    await story.appointed()

    answer = await send(story, HEADER, "gemeente,X1,Een,,,", "gemente,X2,Twee,,,", "gemeente,X 3,,,,")

    body = problem(answer, 400, "invalid_csv")
    assert [(error["in"], error["field"]) for error in body["errors"]] == [
        ("body", "line 3"),
        ("body", "line 4"),
        ("body", "line 4"),
    ]
    assert 'did you mean "gemeente"?' in body["errors"][0]["detail"]
    assert "X1" not in await codes(story)


async def test_bad_rows_are_all_named_however_many_there_are(story: Story) -> None:
    await story.appointed()

    answer = await send(story, HEADER, *(f"gemente,X{n},Een,,," for n in range(600)))

    assert len(problem(answer, 400, "invalid_csv")["errors"]) == 600


async def test_whoever_takes_part_already_is_named_with_the_line(story: Story) -> None:
    await story.appointed()

    body = problem(
        await send(story, HEADER, "gemeente,X1,Een,,,", "gemeente,G1,Org G1,,,"), 400, "invalid_csv"
    )

    assert [error["field"] for error in body["errors"]] == ["line 3"]
    assert "X1" not in await codes(story)


async def test_a_file_that_is_no_csv_is_refused(story: Story) -> None:
    await story.appointed()

    problem(await send(story, HEADER, kind="application/json"), 415, "unsupported_media_type")
    problem(await send(story, "\0"), 400, "invalid_csv")
    problem(await send(story, "x" * 6_000_001), 413, "too_large")


@pytest.mark.parametrize("who", ["anna", "college-1"])
async def test_the_export_has_addresses_and_is_not_for_everyone(story: Story, who: str) -> None:
    answer = await story.as_(who).get(f"{story.at}/organisations-export")

    problem(answer, 403, "not_readable")


async def test_the_list_comes_in_pages(story: Story) -> None:
    first = ok(await story.office.get(f"{story.at}/organisations", limit=2))
    rest = ok(await story.office.get(f"{story.at}/organisations", limit=2, after=first["next"]))

    assert [o["code"] for o in first["items"]] == ["G1", "G2"]
    assert ([o["code"] for o in rest["items"]], rest["next"]) == (["M1"], None)
