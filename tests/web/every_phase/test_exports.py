"""What the office takes along: the whole selection, whichever page of it is shown."""

from tests.api.story import Story
from tests.api.visiting import ok
from tests.files.calendars import titles
from tests.files.workbooks import cells, text_of
from tests.web.every_phase.test_programmes import become
from tests.web.visiting import Browser, FrontDoor


async def several(story: Story) -> set[str]:
    blueprint = story.blueprint.model_dump(mode="json")
    slugs = {f"{story.slug}-{number}" for number in (2, 3)}
    for slug in slugs:
        ok(await story.office.post("/programmes", {"slug": slug, "blueprint": blueprint}), 201)
    return {story.slug, *slugs}


async def files(browser: Browser, at: str) -> dict[str, bytes]:
    """What the links of a page lead to, by how the file ends."""
    page = await browser.open(at)
    found = [link for link in page.links if link.startswith("/programmes.")]
    return {
        link.partition("?")[0].rpartition(".")[2]: (await browser.open(link)).answer.content for link in found
    }


async def test_a_file_has_the_whole_selection_and_not_the_page(story: Story, door: FrontDoor) -> None:
    slugs, browser = await several(story), await become(door, story.slug, "office")

    found = await files(browser, "/programmes?limit=1")

    assert {row[1] for row in cells(found["xlsx"])[1:]} == slugs
    for content in found.values():
        assert all(slug in text_of(content) for slug in slugs)


async def test_it_is_the_selection_that_is_shown(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "office", "nl")
    await story.appointed()
    await story.act(story.principal, "withdrawals", reason="No money.")

    assert story.slug in text_of((await files(browser, "/programmes?situation=ended"))["csv"])
    # As the list itself: what has ended is not what somebody comes for.
    gone = (await browser.open("/programmes.csv")).answer.text
    assert story.slug not in gone
    assert "Aan zet" in gone


async def test_its_calendar_has_its_deadlines(story: Story, door: FrontDoor) -> None:
    await story.appointed()
    browser = await become(door, story.slug, "office")

    assert len(titles((await files(browser, "/programmes"))["ics"])) > 1


async def test_an_address_that_asks_for_what_there_is_not_is_no_file(story: Story, door: FrontDoor) -> None:
    await (await become(door, story.slug, "office")).open("/programmes.csv?fase=definitie", status=404)
