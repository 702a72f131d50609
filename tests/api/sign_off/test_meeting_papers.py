"""The papers of a meeting as one document: complete, the same each time, and no further than it was."""

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from domain.blueprint.model import Blueprint
from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor, problem
from tests.documents.reading import pages_of, reader, text_of
from tests.web.sign_off.test_deciding import before_the_college_again
from tests.workflows.blueprints import body, small
from tests.workflows.running import World


def in_english(*bodies: dict[str, Any]) -> Blueprint:
    return small(*bodies).model_copy(update={"language": "en"})


@pytest.fixture
async def story(door: Door, world: World) -> AsyncIterator[Story]:
    """A small programme whose documents are in English."""
    async with told(world, Story(door, in_english())) as story:
        yield story


async def meeting(story: Story, of: str = "college") -> str:
    """The address of the meeting that has the submission on its agenda."""
    found = (await story.read("/meetings"))["items"]
    [day] = [one["day"] for one in found if one["body"] == of and one["agenda"]]
    return f"{story.at}/meetings/{of}/{day}"


async def pdf(story: Story, address: str, visitor: Visitor | None = None, **asked: int) -> bytes:
    answer = await (visitor or story.as_("college-1")).get(address, **asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


def hash_of(content: bytes) -> str:
    return sha256(content).hexdigest()


async def revise(story: Story, **changes: Any) -> None:  # noqa: ANN401 - JSON
    hash_ = (await story.read("/submissions/1"))["hash"]
    usual = {"submission_hash": hash_, "reason": "A figure was wrong."}
    who = story.as_("anna") if "sections" in changes else story.office
    await story.act(who, "submissions/1/revisions", **usual, **changes)


class TestThePack:
    async def test_it_is_one_document_with_all_that_is_read_before_a_vote(self, story: Story) -> None:
        await story.before_the_college()

        content = await pdf(story, f"{await meeting(story)}/pack")

        said = text_of(content)
        for expected in (
            "What this meeting asks of you",
            "Approve the programme Small programme, version 2.",
            "1a Cover note",
            "1b The plan, version 2",
            "Written: funding.",
            "1c Response memo 1",
        ):
            assert expected in said
        assert f"page 3 of {len(pages_of(content))}" in said

    async def test_its_first_page_has_the_hashes_of_the_papers_as_the_register_has_them(
        self, story: Story
    ) -> None:
        await story.before_the_college()
        [item] = [one for one in (await story.read("/meetings"))["items"] if one["agenda"]]

        first = pages_of(await pdf(story, f"{await meeting(story)}/pack"))[0]

        hashes = [paper["hash"] for paper in item["agenda"][0]["papers"]]
        assert len(hashes) == 3
        for hash_ in hashes:
            assert hash_ in first.replace(" ", "")

    async def test_the_same_papers_give_the_same_bytes_whatever_else_happens(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        before = await pdf(story, f"{at}/pack")

        await story.voted("for", "for", "against")
        await story.until("programme.published")

        assert hash_of(await pdf(story, f"{at}/pack", story.office)) == hash_of(before)

    async def test_a_running_vote_is_not_in_it(self, story: Story) -> None:
        await story.before_the_college()
        await story.ballot("against", reason="Nobody else knows this.")

        assert "Nobody else knows this." not in text_of(await pdf(story, f"{await meeting(story)}/pack"))

    async def test_an_earlier_edition_stays_what_it_was(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        before = await pdf(story, f"{at}/pack")
        [entry] = [
            one["seq"]
            for one in (await story.read("/register"))["items"]
            if one.get("event", {}).get("kind") == "submission.scheduled"
        ]

        await revise(story, cover_note="Another note.")

        assert "Another note." in text_of(await pdf(story, f"{at}/pack"))
        assert hash_of(await pdf(story, f"{at}/pack", entry=entry)) == hash_of(before)

    async def test_of_an_entry_that_changed_nothing_there_is_no_edition(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)

        refused = problem(await story.office.get(f"{at}/pack", entry=1), 404, "no_such_edition")

        assert "did not change with register entry 1" in refused["detail"]

    async def test_without_an_agenda_there_is_none(self, story: Story) -> None:
        await story.before_the_college()
        found = (await story.read("/meetings"))["items"]
        empty = next(one["day"] for one in found if not one["agenda"])

        problem(
            await story.office.get(f"{story.at}/meetings/college/{empty}/pack"), 404, "nothing_on_the_agenda"
        )
        problem(
            await story.office.get(f"{story.at}/meetings/college/2001-01-01/pack"), 404, "unknown_meeting"
        )
        problem(await story.office.get(f"{story.at}/meetings/nobody/{empty}/pack"), 404, "unknown_body")

    async def test_whoever_may_not_read_the_papers_does_not_read_them_here(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)

        for part in (story.as_("panel-1"), story.representative("G1")):
            problem(await part.get(f"{at}/pack"), 403, "not_readable")
            problem(await part.get(f"{at}/supplement"), 403, "not_readable")

    async def test_a_paper_that_is_not_the_one_in_the_register_is_not_served(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        async with story.pool.acquire() as connection:
            await connection.execute(
                "UPDATE texts SET body = 'Forged.' WHERE programme = $1 AND body = 'Written: funding.'",
                story.slug,
            )

        assert (await story.office.get(f"{at}/pack")).status_code == 500

    async def test_it_is_tagged_to_keep_and_to_find_ones_way_in(self, story: Story) -> None:
        await story.before_the_college()

        read = reader(await pdf(story, f"{await meeting(story)}/pack"))

        root = read.trailer["/Root"]
        metadata = root["/Metadata"].get_data()
        assert b"<pdfaid:part>2</pdfaid:part>" in metadata
        assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert root["/MarkInfo"]["/Marked"]
        assert read.page_labels == [str(number) for number in range(1, len(read.pages) + 1)]
        agenda, item, papers, *_ = read.outline
        assert (agenda.title, item.title) == ("Agenda and papers", "1 Small programme")
        assert [one.title for one in papers if not isinstance(one, list)] == [
            "1a Cover note",
            "1b The plan, version 2",
            "1c Response memo 1",
        ]


class TestASecondBody:
    async def test_it_reads_what_the_first_said_and_what_it_still_wants_shown(
        self, world: World, door: Door
    ) -> None:
        two = in_english(body(), body("board", title="Board"))
        async with told(world, Story(door, two)) as story:
            await story.before_the_college()
            condition = {"text": "A budget for upkeep.", "owner": "principal", "due": "2099-09-30"}
            choices = ("for", "for_with_conditions", "for")
            await story.voted(*choices, conditions={2: [condition]})
            await story.until("decision.established")
            await story.until("submission.scheduled")

            said = text_of(await pdf(story, f"{await meeting(story, 'board')}/pack"))

        assert "What earlier bodies decided and advised" in said
        assert "Approved with conditions" in said
        assert "Open conditions" in said
        assert "A budget for upkeep." in said


class TestWhatDiffers:
    async def test_a_body_that_sent_the_plan_back_finds_what_it_says_now(self, story: Story) -> None:
        await before_the_college_again(story)
        found = (await story.read("/meetings"))["items"]
        day = next(one["day"] for one in found if any(a["submission"] == 2 for a in one["agenda"]))

        said = text_of(await pdf(story, f"{story.at}/meetings/college/{day}/pack"))

        assert "1c What differs from version 2, which this body saw last" in said
        assert "[added] Paid for ten years" in said
        assert "[removed] Written: funding" in said


class TestTheSupplement:
    async def test_it_has_only_what_is_new_and_why(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        await revise(story, sections={"funding": "Shared by number of inhabitants."})

        said = text_of(await pdf(story, f"{at}/supplement"))

        assert "A figure was wrong." in said
        assert "1c The plan, version 3: the chapters that changed" in said
        assert "[added] Shared by number of inhabitants." in said
        assert "Written: goals." not in said
        assert "1d Response memo 1 sent before" in said

    async def test_without_anything_new_there_is_none(self, story: Story) -> None:
        await story.before_the_college()

        problem(await story.office.get(f"{await meeting(story)}/supplement"), 404, "nothing_new")

    async def test_whoever_has_the_revised_papers_needs_none(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        await revise(story, cover_note="Another note.")
        entry = (await story.read("/register"))["items"][-1]["seq"]

        problem(await story.office.get(f"{at}/supplement", since=entry), 404, "nothing_new")


class TestTheListOfDecisions:
    async def test_it_says_what_came_of_each_item_and_who_voted_what(self, story: Story) -> None:
        await story.before_the_college()
        at = await meeting(story)
        condition = {"text": "A budget for upkeep.", "owner": "principal", "due": "2099-09-30"}
        await story.voted("for", "for_with_conditions", "against", conditions={2: [condition]})
        await story.until("decision.established")

        said = text_of(await pdf(story, f"{at}/decision-list", story.as_("panel-1")))

        assert "Approved with conditions at the meeting of" in said
        assert "college-3 against" in said
        assert "A budget for upkeep. (asked by college-2; to be shown by the principal" in said

    async def test_before_anything_is_established_there_is_none(self, story: Story) -> None:
        await story.before_the_college()
        await story.ballot("for")

        problem(await story.office.get(f"{await meeting(story)}/decision-list"), 404, "nothing_decided_yet")
