"""Writing the plan: section by section, as a file, by several people; and seeing what changed."""

import pytest

from tests.api.story import Story
from tests.api.visiting import ok, problem
from tests.workflows.blueprints import SECTIONS

MARKDOWN = "text/markdown"


async def test_one_section_is_saved_and_the_others_stay_as_they_were(story: Story) -> None:
    await story.saved()

    await story.act(story.as_("anna"), "plan-versions/2/sections/funding", text="Shared.")

    before, after = (await story.read("/plan-versions/2")), (await story.read("/plan-versions/3"))
    assert after["sections"] == before["sections"] | {"funding": "Shared."}


async def test_a_section_is_not_saved_over_what_somebody_saved_meanwhile(story: Story) -> None:
    await story.saved()
    anna = story.as_("anna")
    await story.act(anna, "plan-versions/2/sections/funding", text="Shared.")

    late = await anna.post(f"{story.at}/plan-versions/2/sections/goals", {"text": "Mine."})

    assert problem(late, 409, "not_the_newest_version")["details"] == {"newest": 3}
    odd = await anna.post(f"{story.at}/plan-versions/3/sections/weather", {"text": "Fair."})
    problem(odd, 409, "unknown_section")
    unknown = await anna.post(f"{story.at}/plan-versions/9/sections/goals", {"text": "Mine."})
    problem(unknown, 404, "no_such_version")


async def test_a_section_that_the_plan_does_not_have_is_named_with_those_it_has(story: Story) -> None:
    await story.drafted()

    refused = await story.as_("anna").post(f"{story.at}/plan-versions", {"sections": {"Funding": "Shared."}})

    said = problem(refused, 409, "unknown_section")
    assert (
        said["detail"]
        == f"The plan has no section Funding; its sections are {', '.join(SECTIONS[:-1])} and {SECTIONS[-1]}."
    )
    assert said["details"] == {"unknown": ["Funding"], "sections": list(SECTIONS)}


async def test_a_version_without_any_section_is_told_what_is_missing(story: Story) -> None:
    await story.drafted()

    refused = await story.as_("anna").post(f"{story.at}/plan-versions", {"sections": {}})

    [error] = problem(refused, 400, "invalid_input")["errors"]
    assert (error["field"], error["code"]) == ("sections", "too_short")
    assert error["detail"] == "Name at least one section of the plan, with its text."


async def test_somebody_who_is_allowed_to_drafts_and_answers_but_does_not_submit(story: Story) -> None:
    await story.drafted()
    bram = story.as_("bram")
    refused = await bram.post(f"{story.at}/plan-versions/1/sections/goals", {"text": "x"})
    assert problem(refused, 403, "not_the_kwartiermaker")["detail"] == (
        "Only the kwartiermaker, and whoever they allow to draft, can write the plan."
    )
    await story.act(story.as_("anna"), "drafters", person=story.person("bram"))

    await story.act(bram, "plan-versions/1/sections/goals", text="By Bram.")
    version = await story.read("/plan-versions/2", bram)
    assert (version["author"]["name"], version["sections"]["goals"]) == ("Name of bram", "By Bram.")
    body = {"kind": "taken_over", "section": "goals", "version": 2, "reason": "Yes."}
    await story.act(bram, "consultations/1/points/1/responses", **body)
    problem(await bram.post(f"{story.at}/plan-versions/2/submissions"), 403, "not_the_kwartiermaker")
    problem(await bram.post(f"{story.at}/consultations/1/settlements"), 403, "not_the_kwartiermaker")


async def test_who_drafts_is_known_and_can_be_ended(story: Story) -> None:
    await story.drafted()
    await story.act(story.as_("anna"), "drafters", person=story.person("bram"))

    [drafter] = (await story.read("/drafters"))["items"]
    assert drafter["name"] == "Name of bram"
    twice = await story.as_("anna").post(f"{story.at}/drafters", {"person": story.person("bram")})
    problem(twice, 409, "drafts_already")
    await story.act(story.as_("anna"), f"drafters/{drafter['id']}/removals")
    assert (await story.read("/drafters"))["items"] == []
    problem(
        await story.as_("bram").post(f"{story.at}/plan-versions", {"sections": {"goals": "x"}}),
        403,
        "not_the_kwartiermaker",
    )


async def test_two_versions_are_compared_word_by_word(story: Story) -> None:
    await story.saved()
    await story.act(story.as_("anna"), "plan-versions/2/sections/goals", text="Rewritten: goals.")

    compared = await story.read("/plan-versions/2/comparison/3")

    assert (compared["before"], compared["after"]) == (2, 3)
    assert [section["section"] for section in compared["sections"]] == list(SECTIONS)
    assert [section["section"] for section in compared["sections"] if section["changed"]] == ["goals"]
    assert compared["sections"][0]["changes"] == [
        {"op": "removed", "text": "Written: "},
        {"op": "added", "text": "Rewritten: "},
        {"op": "same", "text": "goals."},
    ]
    bystander = await story.bystander.get(f"{story.at}/plan-versions/0/comparison/3")
    problem(bystander, 403, "not_readable")
    problem(await story.office.get(f"{story.at}/plan-versions/0/comparison/9"), 404, "no_such_version")


async def test_an_exported_version_is_imported_as_it_was(story: Story) -> None:
    await story.saved()
    await story.act(
        story.as_("anna"), "plan-versions/2/sections/goals", text="One.\n\n## Sub\n## x {#funding}\n"
    )
    exported = await story.as_("anna").get(f"{story.at}/plan-versions/3/markdown")
    assert exported.headers["content-type"].startswith(MARKDOWN)

    imports = f"{story.at}/plan-versions/imports"
    ok(await story.as_("anna").send(imports, exported.content, MARKDOWN, basedOn=3), 201)

    before, after = (await story.read("/plan-versions/3")), (await story.read("/plan-versions/4"))
    assert after["sections"] == before["sections"]
    late = await story.as_("anna").send(imports, exported.content, MARKDOWN, basedOn=3)
    problem(late, 409, "not_the_newest_version")


async def test_a_file_that_is_no_plan_is_refused_with_every_problem(story: Story) -> None:
    await story.drafted()
    file = b"# Plan\n\n## G {#goals}\n\nWhat.\n\n## W {#weather}\n\nFair.\n"

    answer = await story.as_("anna").send(f"{story.at}/plan-versions/imports", file, MARKDOWN)

    errors = problem(answer, 400, "invalid_plan")["errors"]
    assert [error["field"] for error in errors] == ["{#weather}", *(f"{{#{key}}}" for key in SECTIONS[1:])]


@pytest.mark.parametrize(
    ("file", "media_type", "status", "code"),
    [
        (b"{}", "application/json", 415, "unsupported_media_type"),
        (b"\xff\xfe", MARKDOWN, 400, "invalid_plan"),
        (b"## G {#goals}\n\0", MARKDOWN, 400, "invalid_plan"),
        (b" " * 6_000_001, MARKDOWN, 413, "too_large"),
    ],
    ids=["json", "no UTF-8", "NUL", "too large"],
)
async def test_what_cannot_be_read_is_refused(
    story: Story, file: bytes, media_type: str, status: int, code: str
) -> None:
    answer = await story.as_("anna").send(f"{story.at}/plan-versions/imports", file, media_type)

    problem(answer, status, code)


async def test_a_section_that_is_too_long_is_refused(story: Story) -> None:
    await story.drafted()
    sections = "".join(f"## T {{#{key}}}\n\n{'x' * 100_001}\n\n" for key in SECTIONS)

    answer = await story.as_("anna").send(f"{story.at}/plan-versions/imports", sections.encode(), MARKDOWN)

    assert len(problem(answer, 400, "invalid_plan")["errors"]) == len(SECTIONS)
