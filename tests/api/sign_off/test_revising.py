"""Papers that are revised before a body, through HTTP: who votes again sees just what changed."""

from typing import Any

from tests.api.story import Story
from tests.api.visiting import ok, problem

REVISIONS = "/submissions/1/revisions"
DIFFERENCES = "/submissions/1/differences"


async def revised(story: Story, who: str = "anna", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Somebody revises the first submission; what it is after that."""
    body = {"submission_hash": await current(story), "reason": "A figure was wrong."} | changes
    ok(await story.as_(who).post(story.at + REVISIONS, body), 201)
    return await story.read("/submissions/1")


async def current(story: Story) -> str:
    return (await story.read("/submissions/1"))["hash"]


def texts(part: dict[str, Any], op: str) -> str:
    """What was removed or added, without the end of its last line."""
    return "".join(change["text"] for change in part["changes"] if change["op"] == op).strip()


async def test_the_cover_note_is_generated_and_can_be_edited(story: Story) -> None:
    await story.before_the_college()
    before = await story.read("/submissions/1")
    assert "## Verplichte hoofdstukken" in before["cover_note"]
    assert "> Written: funding." in before["cover_note"]
    assert "| 2 (100%) |" in before["cover_note"]
    assert "- Overgenomen: 3" in before["cover_note"]

    after = await revised(story, "office", cover_note=before["cover_note"] + "\nRead this first.\n")

    assert "\n\nRead this first.\n\n## Register\n" in after["cover_note"]
    assert after["cover_note"].count("## Register") == 1
    assert after["hash"] != before["hash"]
    [revision] = after["revisions"]
    assert (revision["changed"], revision["by"]) == (["cover_note"], "office")
    assert (revision["replaced"], revision["hash"]) == (before["hash"], after["hash"])


async def test_who_voted_is_led_to_just_what_changed_and_votes_again(story: Story) -> None:
    await story.before_the_college()
    old = await story.ballot()
    await story.voted("for", "against")

    await revised(story, sections={"funding": "Written: funding, and it is less."})

    [shown] = (await story.read("/submissions", story.as_("college-1")))["items"]
    assert (shown["votes"], shown["your_vote_was_voided"]) == (0, True)
    assert not (await story.read("/submissions/1", story.as_("college-3")))["your_vote_was_voided"]
    refused = await story.as_("college-1").post(f"{story.at}/submissions/1/ballots", old)
    led_to = problem(refused, 409, "other_submission")["details"]["differences_from"]
    found = ok(await story.as_("college-1").get(story.at + DIFFERENCES, **{"from": led_to}))
    assert [part["part"] for part in found["parts"]] == ["cover_note", "plan/funding"]
    assert texts(found["parts"][1], "removed") == "funding."
    assert texts(found["parts"][1], "added") == "funding, and it is less."
    assert (found["version_before"], found["version_after"]) == (2, 3)
    assert found["reasons"] == ["A figure was wrong."]
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    assert not (await story.read("/submissions/1", story.as_("college-1")))["your_vote_was_voided"]
    [decision] = (await story.read("/decisions"))["items"]
    assert decision["outcome"] == "approved"


async def test_a_revised_plan_is_the_next_version_with_a_note_written_about_it(story: Story) -> None:
    await story.before_the_college()

    after = await revised(story, sections={"funding": "Less."})

    assert after["version"] == 3
    assert "het programma, versie 3, goed te keuren" in after["cover_note"]
    assert "> Less." in after["cover_note"]
    assert "Getoetst is versie 2, vóór de herziening." in after["cover_note"]
    version = await story.read("/plan-versions/3", story.bystander)
    assert version["sections"]["funding"] == "Less."
    assert version["sections"]["goals"] == "Written: goals."
    assert version["hash"] in after["cover_note"]


async def test_a_revised_response_memo_is_bound_and_published_as_it_reads_now(story: Story) -> None:
    await story.before_the_college()
    memo = (await story.office.get(f"{story.at}/documents/response-memo-1.md")).text

    after = await revised(
        story, "office", response_memos=[{"consultation": 1, "text": memo.replace("better", "fairer")}]
    )

    [bound] = after["response_memos"]
    document = await story.office.get(f"{story.at}/documents/{bound['document']}")
    assert "It is fairer." in document.text
    assert (await story.office.get(f"{story.at}/consultations/1/response-memo")).text == document.text
    found = await story.read(DIFFERENCES)
    assert [part["part"] for part in found["parts"]] == ["response-memo-1"]
    assert texts(found["parts"][0], "added").count("fairer.") == 3
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    published = {d["name"]: d["hash"] for d in reversed((await story.read("/documents"))["items"])}
    assert published["response-memo-1.md"] == bound["hash"]
    note = await story.office.get(f"{story.at}/documents/cover-note-1.md")
    assert note.text == after["cover_note"]


async def test_differences_add_up_from_the_hash_that_is_named(story: Story) -> None:
    await story.before_the_college()
    first = await current(story)
    await revised(story, cover_note="One.")
    await revised(story, sections={"funding": "Less."}, cover_note="Two.")

    latest = await story.read(DIFFERENCES)
    whole = ok(await story.office.get(story.at + DIFFERENCES, **{"from": first}))

    assert len(latest["revisions"]) == 1
    assert texts(latest["parts"][0], "removed") == "One."
    assert (len(whole["revisions"]), len(whole["reasons"])) == (2, 2)
    assert texts(whole["parts"][0], "added") == "Two."
    nothing = ok(await story.office.get(story.at + DIFFERENCES, **{"from": latest["after"]}))
    assert (nothing["parts"], nothing["revisions"]) == ([], [])


async def test_where_nothing_was_revised_there_is_no_difference(story: Story) -> None:
    await story.before_the_college()

    found = await story.read(DIFFERENCES)

    assert (found["before"], found["parts"]) == (found["after"], [])


async def test_what_cannot_be_revised_is_refused_with_why(story: Story) -> None:
    await story.before_the_college()
    shown = await story.read("/submissions/1")
    good = {"submission_hash": shown["hash"], "reason": "Better."}
    path = story.at + REVISIONS

    same = good | {"cover_note": f"\n{shown['cover_note']}\n", "sections": {"goals": "Written: goals."}}
    problem(await story.as_("anna").post(path, same), 409, "nothing_changes")
    problem(await story.as_("anna").post(path, good), 400, "invalid_input")
    problem(await story.as_("anna").post(path, good | {"cover_note": " \n"}), 400, "invalid_input")
    stale = good | {"submission_hash": "0" * 64, "cover_note": "New."}
    problem(await story.as_("anna").post(path, stale), 409, "other_submission")
    odd = good | {"sections": {"poems": "Roses."}}
    problem(await story.as_("anna").post(path, odd), 409, "unknown_section")
    empty = good | {"sections": {"funding": ""}}
    problem(await story.as_("anna").post(path, empty), 409, "gate_not_met")
    memo = good | {"response_memos": [{"consultation": 7, "text": "x"}]}
    problem(await story.as_("anna").post(path, memo), 409, "no_such_memo")
    plan = good | {"sections": {"funding": "Less."}}
    problem(await story.office.post(path, plan), 403, "not_the_kwartiermaker")
    problem(await story.as_("college-1").post(path, good | {"cover_note": "Mine."}), 403, "not_the_office")
    other = f"{story.at}/submissions/2"
    problem(await story.as_("anna").post(f"{other}/revisions", plan), 404, "no_such_submission")
    problem(await story.office.get(f"{other}/differences"), 404, "no_such_submission")
    unknown = await story.office.get(story.at + DIFFERENCES, **{"from": "0" * 64})
    problem(unknown, 404, "no_such_revision")
    assert await story.read("/submissions/1") == shown


async def test_the_same_revision_sent_twice_is_made_once(story: Story) -> None:
    await story.before_the_college()
    body = {"submission_hash": await current(story), "reason": "Better.", "sections": {"funding": "Less."}}
    anna, path = story.as_("anna"), story.at + REVISIONS

    first = ok(await anna.post(path, body, key="once"), 201)
    again = ok(await anna.post(path, body, key="once"), 201)

    assert again == first
    assert len((await story.read("/submissions/1"))["revisions"]) == 1
