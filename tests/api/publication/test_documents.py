"""Documents over HTTP: what is public, confidential or draft, and who says so."""

from tests.api.story import Story
from tests.api.visiting import problem

BECAUSE = {"reason": "It quotes who did not expect that."}


async def shown(story: Story) -> dict[str, str]:
    """How each document may be shown, as the principal sees it."""
    items = (await story.read("/documents", story.principal))["items"]
    return {document["name"]: document["classification"] for document in items}


async def test_a_settled_memo_is_what_the_blueprint_says_until_the_office_says_otherwise(
    story: Story,
) -> None:
    await story.saved()
    await story.settled()
    before = await shown(story)

    what = "documents/response-memo-1.md/classifications"
    answer = await story.act(story.office, what, classification="public", **BECAUSE)

    assert before == {"response-memo-1.md": "confidential"}
    assert await shown(story) == {"response-memo-1.md": "public"}
    entry = (await story.read("/register"))["items"][-1]
    assert entry["seq"] == answer["entries"][0]["seq"]
    event = entry["event"]
    assert (event["kind"], event["name"]) == ("document.classified", "response-memo-1")
    assert BECAUSE["reason"] not in str(entry)


async def test_what_is_never_a_document_cannot_be_classified(story: Story) -> None:
    body = {"classification": "public", **BECAUSE}
    for name in ("minutes.md", "cover-note-0"):
        refused = await story.office.post(f"{story.at}/documents/{name}/classifications", body)
        problem(refused, 404, "no_such_document")
    draft = {"classification": "draft", **BECAUSE}
    problem(
        await story.office.post(f"{story.at}/documents/programme/classifications", draft),
        400,
        "invalid_input",
    )


async def test_what_is_on_its_way_says_that_it_is_a_draft(story: Story) -> None:
    await story.saved()

    [*_, version] = (await story.read("/plan-versions"))["items"]
    plan = (await story.office.get(f"{story.at}/plan-versions/2/markdown")).text
    memo = (await story.office.get(f"{story.at}/consultations/1/response-memo")).text

    assert (version["number"], version["classification"]) == (2, "draft")
    assert plan.splitlines()[0].endswith("versie 2 (concept)")
    assert "**Concept:**" in memo
    assert await shown(story) == {}


async def test_the_approved_version_is_no_draft_any_more_and_nothing_changes_after_the_end(
    story: Story,
) -> None:
    await story.act(story.office, "documents/cover-note/classifications", classification="public", **BECAUSE)
    await story.before_the_college()
    await story.voted("for", "for", "for")
    await story.until("programme.published")

    version = await story.read("/plan-versions/2")
    plan = (await story.office.get(f"{story.at}/plan-versions/2/markdown")).text

    assert version["classification"] == "public"
    assert "draft" not in plan.splitlines()[0]
    found = await shown(story)
    assert (found["programme.pdf"], found["cover-note-1.md"]) == ("public", "public")
    late = {"classification": "confidential", **BECAUSE}
    refused = await story.office.post(f"{story.at}/documents/programme/classifications", late)
    problem(refused, 409, "programme_ended")
