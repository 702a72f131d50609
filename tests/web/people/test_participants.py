"""Who takes part, on a page: people by their part, and organisations that can be searched."""

from tests.api.bodies.test_mandates import a_mandate
from tests.api.story import Story
from tests.web.every_phase.test_programmes import anybody, become
from tests.web.visiting import FrontDoor


async def test_everybody_stands_with_their_part_and_their_seat(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "principal")

    page = await browser.open(f"/programmes/{story.slug}/participants")

    for said in ("Programme office Name of office", "Principal Name of principal", "College"):
        assert said in page.words


async def test_organisations_are_found_by_name_code_and_group(story: Story, door: FrontDoor) -> None:
    browser = await become(door, story.slug, "principal")
    at = f"/programmes/{story.slug}/participants"
    organisations = (await story.read("/organisations"))["items"]
    one, *others = organisations

    page = await browser.open(f"{at}?search={one['code'].lower()}")
    of_group = await browser.open(f"{at}?group={one['group']}")
    none = await browser.open(f"{at}?search=nothing+like+it")

    assert one["name"] in page.words
    assert not any(f" {other['name']} {other['code']}" in page.words for other in others)
    assert one["name"] in of_group.words
    assert "No organisation is like this." in none.words


async def test_who_speaks_for_them_is_for_office_and_principal(story: Story, door: FrontDoor) -> None:
    named = {"name": "Rik Raadslid", "email": "rik@g1.example", "language": "nl"}
    await story.act(story.office, "organisations/G1/representatives", **named)
    at = f"/programmes/{story.slug}/participants"

    office = await (await become(door, story.slug, "office")).open(at)
    member = await (await become(door, story.slug, "college-1")).open(at)

    assert "Rik Raadslid" in office.words
    assert "Rik Raadslid" not in member.words


async def test_what_candidates_declared_is_for_who_nominates_and_who_chooses(
    story: Story, door: FrontDoor
) -> None:
    await story.asked()
    at = f"/programmes/{story.slug}/participants"
    (first, *_) = (await story.read("/nominations"))["items"]

    principal = await (await become(door, story.slug, "principal")).open(at)
    member = await (await become(door, story.slug, "college-1")).open(at)

    assert f"{first['person']['name']} · asked {first['interests']}" in principal.words
    assert first["interests"] not in member.words


async def test_a_candidate_is_shown_no_tab_to_what_is_not_for_them(story: Story, door: FrontDoor) -> None:
    await story.asked()
    browser = await become(door, story.slug, "anna")
    at = f"/programmes/{story.slug}"

    page = await browser.open(at)

    assert f"{at}/consultations" in page.links
    assert not {f"{at}/participants", f"{at}/register", f"{at}/projects"} & set(page.links)
    await browser.open(f"{at}/participants", status=403)


async def test_who_votes_by_a_mandate_is_for_who_takes_part_and_not_for_who_runs_kwartier(
    story: Story, door: FrontDoor
) -> None:
    vera = {"subject": "vera@example.nl", "name": "Vera Vervanger"}
    await story.act(story.office, "mandates", **a_mandate(story, person=vera))
    at = f"/programmes/{story.slug}/participants"

    member = await (await become(door, story.slug, "college-2")).open(at)
    operator = await (await anybody(door, "operator")).open(at)

    assert "may be voted for by Vera Vervanger" in member.words
    assert "Name of college-1" in operator.words
    assert "may be voted for by" not in operator.words
