"""Points one by one, and those like a filter: about a section, of a group, open, with some words."""

from tests.api.story import Story
from tests.api.visiting import ok


async def said(story: Story) -> None:
    await story.appointed()
    await story.contributed("G1", sections={"goals": "Begin  small.", "funding": "Who pays?"})
    await story.contributed("G2", sections={"goals": "begin small."})
    await story.contributed("M1", sections={"goals": "Begin large."})
    await story.until("draft.assembled")
    await story.act(story.as_("anna"), "plan-versions", sections={"goals": "Two chains."})


async def numbers(story: Story, **like: str) -> list[int]:
    found = ok(await story.as_("anna").get(f"{story.at}/consultations/1/responses", **like))
    return [point["number"] for point in found["items"]]


async def test_points_are_found_by_section_group_answer_and_words(story: Story) -> None:
    await said(story)
    everything = await numbers(story)
    [funding] = await numbers(story, section="funding")
    [large] = await numbers(story, group="marktpartij")
    await story.responded(large)

    assert await numbers(story, text="WHO PAYS") == [funding]
    assert await numbers(story, text="org g1", section="goals") == [min(set(everything) - {funding, large})]
    assert await numbers(story, answered="true") == [large]
    assert await numbers(story, answered="false") == [one for one in everything if one != large]
    assert await numbers(story, answered="false", limit="1", after="1") == [2]


async def test_one_point_says_which_others_say_the_same_and_are_open(story: Story) -> None:
    await said(story)
    first, second = await numbers(story, text="begin", group="gemeente")
    anna, at = story.as_("anna"), f"{story.at}/consultations/1/points"

    assert ok(await anna.get(f"{at}/{first}"))["same"] == [second]

    await story.responded(second)

    assert ok(await anna.get(f"{at}/{first}"))["same"] == []
    assert (await anna.get(f"{at}/99")).status_code == 404


async def test_an_organisation_reads_its_own_points_only(story: Story) -> None:
    await said(story)
    own, other = await numbers(story, text="begin", group="gemeente")
    speaker, at = story.representative("G1"), f"{story.at}/consultations/1"

    assert ok(await speaker.get(f"{at}/points/{own}"))["same"] == []
    assert (await speaker.get(f"{at}/points/{other}")).status_code == 404


async def test_by_words_an_organisation_does_not_learn_what_others_said_in_a_merged_point(
    story: Story,
) -> None:
    await said(story)
    first, large = (await numbers(story, section="goals"))[0], (await numbers(story, group="marktpartij"))[0]
    await story.act(story.as_("anna"), "consultations/1/merges", points=[first, large])
    speaker, at = story.representative("G1"), f"{story.at}/consultations/1/responses"

    assert len(ok(await speaker.get(at, text="small"))["items"]) == 2
    assert ok(await speaker.get(at, text="large"))["items"] == []
    assert ok(await speaker.get(at, group="marktpartij"))["items"] == []


async def test_coverage_counts_per_section(story: Story) -> None:
    await said(story)
    await story.responded((await numbers(story, group="marktpartij"))[0])

    found = ok(await story.office.get(f"{story.at}/consultations/1/coverage"))["by_section"]

    assert found == [
        {"section": "funding", "points": 1, "answered": 0},
        {"section": "goals", "points": 3, "answered": 1},
    ]
