"""The inventory of running projects by HTTP: one by one, as a file, and with their place in the plan."""

from typing import Any

from tests.api.story import Story
from tests.api.visiting import ok, problem
from tests.workflows.blueprints import SECTIONS

ADDRESSES = {"title": "Addresses", "owner": "G1", "description": "One register."}
KEYS = {"title": "Keys", "owner": "Somebody in Zwolle"}
PLACED = {"place": "changes", "reason": "Joins the rest.", "sections": ["activities"]}


async def with_projects(story: Story) -> Story:
    await story.appointed()
    for project in (ADDRESSES, KEYS):
        await story.act(story.office, "projects", **project)
    return story


async def listed(story: Story) -> list[dict[str, Any]]:
    return (await story.read("/projects"))["items"]


async def test_a_project_is_of_an_organisation_or_of_whoever_is_named(story: Story) -> None:
    await with_projects(story)

    first, second = await listed(story)
    assert (first["number"], first["title"], first["owner"], first["organisation"]) == (
        1,
        "Addresses",
        "Org G1",
        "G1",
    )
    assert first["description"] == "One register."
    assert (second["owner"], second["organisation"]) == ("Somebody in Zwolle", None)
    assert first["placement"] is None


async def test_a_place_can_be_given_again_and_every_one_is_kept(story: Story) -> None:
    await with_projects(story)
    await story.act(story.as_("anna"), "projects/1/placements", place="stops", reason="Too dear.")
    await story.act(story.as_("anna"), "projects/1/placements", **PLACED)

    project = await story.read("/projects/1")
    assert project["placement"]["reason"] == "Joins the rest."
    assert [placement["place"] for placement in project["placements"]] == ["stops", "changes"]
    assert [placement["revision"] for placement in project["placements"]] == [1, 2]
    assert project["placement"]["sections"] == ["activities"]


async def test_the_gate_names_projects_without_a_place(story: Story) -> None:
    await with_projects(story)
    await story.act(story.as_("anna"), "projects/2/placements", **PLACED)

    gate = {c["key"]: c for c in (await story.read("/gate"))["criteria"]}

    projects = gate["projects"]
    assert (projects["met"], projects["missing"]) == (False, ["a place for project 1"])
    assert (projects["have"], projects["need"], projects["short_by"]) == (1, 2, 1)


async def test_the_list_comes_in_pages(story: Story) -> None:
    await with_projects(story)

    first = ok(await story.office.get(f"{story.at}/projects", limit=1))
    second = ok(await story.office.get(f"{story.at}/projects", limit=1, after=first["next"]))

    assert [item["title"] for item in (*first["items"], *second["items"])] == ["Addresses", "Keys"]


async def test_a_file_adds_all_its_projects_at_once(story: Story) -> None:
    await story.appointed()
    content = "title;owner;description\nAddresses;G1;One register\nKeys;Zwolle;\n"

    answer = ok(await story.office.send(f"{story.at}/projects/imports", content, key="k"), 201)
    again = ok(await story.office.send(f"{story.at}/projects/imports", content, key="k"), 201)

    assert [entry["kind"] for entry in answer["entries"]] == ["project.added"] * 2
    assert answer == again
    assert [item["title"] for item in await listed(story)] == ["Addresses", "Keys"]


async def test_a_file_with_bad_rows_adds_nothing_and_names_each(story: Story) -> None:
    await story.appointed()
    content = f"title,owner\nAddresses,G1\n,G1\nKeys\n{'x' * 201},G1\naddresses,g1\n"

    body = problem(await story.office.send(f"{story.at}/projects/imports", content), 400, "invalid_csv")

    assert [error["field"] for error in body["errors"]] == ["line 3", "line 4", "line 5", "line 6"]
    assert await listed(story) == []


async def test_a_file_has_no_more_rows_than_a_command_can_carry(story: Story) -> None:
    await story.appointed()
    rows = "".join(f"Project {n},G1\n" for n in range(201))

    answer = await story.office.send(f"{story.at}/projects/imports", f"title,owner\n{rows}")
    body = problem(answer, 400, "invalid_csv")
    assert body["errors"][0]["detail"] == "there are 201 rows; send at most 200 at a time"

    most = rows.removesuffix("Project 200,G1\n")
    ok(await story.office.send(f"{story.at}/projects/imports", f"title,owner\n{most}"), 201)
    assert len(ok(await story.office.get(f"{story.at}/projects", limit=1000))["items"]) == 200


async def test_a_file_is_sent_as_csv_by_the_office(story: Story) -> None:
    await story.appointed()
    path, content = f"{story.at}/projects/imports", "title,owner\nAddresses,G1\n"

    for media_type in ("application/json", "text/plain"):
        answer = await story.office.send(path, content, media_type)
        assert answer.status_code in {400, 415}
    problem(await story.office.send(path, content, "text/plain"), 415, "unsupported_media_type")
    problem(await story.as_("anna").send(path, content), 403, "not_the_office")
    problem(await story.office.send(path, b"\xff"), 400, "invalid_csv")
    problem(await story.office.send(path, b""), 400, "invalid_csv")


async def test_who_has_no_part_in_it_neither_adds_places_nor_reads_before_it_is_published(
    story: Story,
) -> None:
    await with_projects(story)

    problem(await story.door.stranger.post(f"{story.at}/projects", KEYS), 403, "not_the_office")
    problem(
        await story.office.post(f"{story.at}/projects/1/placements", PLACED), 403, "not_the_kwartiermaker"
    )
    problem(await story.bystander.get(f"{story.at}/projects"), 403, "not_readable")
    problem(await story.bystander.get(f"{story.at}/projects/1"), 403, "not_readable")
    problem(await story.office.get(f"{story.at}/projects/9"), 404, "no_such_project")
    problem(await story.as_("anna").post(f"{story.at}/projects/9/placements", PLACED), 404, "no_such_project")


async def test_the_inventory_is_published_with_the_programme(story: Story) -> None:
    await with_projects(story)
    for number in (1, 2):
        await story.act(story.as_("anna"), f"projects/{number}/placements", **PLACED)
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")
    sections = {key: f"Written: {key}." for key in SECTIONS}
    await story.act(story.as_("anna"), "plan-versions", sections=sections)
    await story.settled()
    await story.act(story.as_("anna"), "plan-versions/2/submissions")
    for seat in ("panel-1", "panel-2"):
        await story.act(story.as_(seat), "plan-versions/2/reviews", can="yes", will="yes", reason="Good.")
    await story.until("submission.scheduled")
    await story.voted("for", "for", "for")
    await story.until("programme.published")

    published = (await story.office.get(f"{story.at}/documents/programme.md")).text
    assert "### Verandert" in published
    assert "- **Keys** (Somebody in Zwolle)\n  Reden: Joins the rest." in published
    assert len((await story.read("/projects", story.bystander))["items"]) == 2


async def test_nothing_that_was_typed_about_a_project_is_in_the_register(story: Story) -> None:
    await with_projects(story)
    await story.act(story.as_("anna"), "projects/1/placements", **PLACED)

    exported = (await story.office.get(f"{story.at}/register-export")).text

    assert "project.placed" in exported
    for typed in ("Addresses", "One register.", "Zwolle", "Joins the rest."):
        assert typed not in exported
