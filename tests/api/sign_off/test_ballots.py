"""Who voted what can be read once the ballot is over, and before that one's own vote only."""

from tests.api.bodies.test_mandates import SUBSTITUTE, a_mandate
from tests.api.story import Story
from tests.api.visiting import problem

BALLOTS = "/submissions/1/ballots"


async def test_once_it_is_over_every_vote_is_there_with_its_text_and_who_cast_it(story: Story) -> None:
    await story.act(story.as_("college-1"), "mandates", **a_mandate(story))
    await story.before_the_college()
    ballot = await story.ballot("for", reason="In her place.")
    await story.act(story.as_(SUBSTITUTE), "submissions/1/ballots", **ballot)
    for seat in ("college-2", "college-3"):
        await story.act(story.as_(seat), "submissions/1/ballots", **await story.ballot("for"))
    await story.until("programme.published")

    first, second, _ = (await story.read(BALLOTS, story.bystander))["items"]

    assert (first["seat"], first["choice"], first["reason"]) == ("college-1", "for", "In her place.")
    assert (first["voter"]["name"], first["in_place_of"]["name"]) == ("Name of bram", "Name of college-1")
    assert (first["mandate"], first["submission_hash"]) == (1, ballot["submission_hash"])
    assert (second["voter"]["name"], second["in_place_of"]) == ("Name of college-2", None)
    entries = {entry["seq"]: entry for entry in (await story.read("/register"))["items"]}
    assert entries[first["entry"]]["event"]["seat"] == "college-1"


async def test_while_it_is_open_each_sees_their_own_vote_and_the_one_on_their_seat(story: Story) -> None:
    await story.act(story.as_("college-1"), "mandates", **a_mandate(story))
    await story.before_the_college()
    for who in (SUBSTITUTE, "college-2"):
        await story.act(story.as_(who), "submissions/1/ballots", **await story.ballot("against"))

    seen = {
        who: [vote["seat"] for vote in (await story.read(BALLOTS, story.as_(who)))["items"]]
        for who in (SUBSTITUTE, "college-1", "college-2", "college-3")
    }

    assert seen == {
        SUBSTITUTE: ["college-1"],
        "college-1": ["college-1"],
        "college-2": ["college-2"],
        "college-3": [],
    }
    assert (await story.read(BALLOTS))["items"] == []


async def test_a_vote_that_a_revision_made_void_is_not_among_them(story: Story) -> None:
    await story.before_the_college()
    member = story.as_("college-1")
    ballot = await story.ballot("for")
    await story.act(member, "submissions/1/ballots", **ballot)
    change = {"submission_hash": ballot["submission_hash"], "cover_note": "Another.", "reason": "A slip."}
    await story.act(story.office, "submissions/1/revisions", **change)

    assert (await story.read(BALLOTS, member))["items"] == []


async def test_of_a_submission_that_was_never_made_there_is_no_ballot(story: Story) -> None:
    problem(await story.office.get(f"{story.at}{BALLOTS}"), 404, "no_such_submission")
