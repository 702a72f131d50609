"""Who speaks for an organisation, by HTTP and from the blueprint."""

from uuid import uuid4

from tests.api.story import Story, told
from tests.api.visiting import Door, ok, problem
from tests.words.speaking import UNSPOKEN
from tests.workflows.blueprints import small
from tests.workflows.running import World

RIK = {"name": "Rik", "email": "rik@g1.example", "language": "nl"}
EVA = {"name": "Eva", "email": "eva@g1.example", "language": "en"}


def at(story: Story, code: str = "G1") -> str:
    return f"{story.at}/organisations/{code}/representatives"


async def names(story: Story, code: str = "G1") -> list[str]:
    return [who["name"] for who in ok(await story.office.get(at(story, code)))["items"]]


async def test_any_number_speaks_for_an_organisation_until_they_are_withdrawn(story: Story) -> None:
    rik = ok(await story.office.post(at(story), RIK), 201)
    eva = ok(await story.office.post(at(story), EVA), 201)

    assert (eva["name"], eva["email"], eva["language"]) == ("Eva", "eva@g1.example", "en")
    assert await names(story) == ["Rik", "Eva"]
    left = ok(await story.office.post(f"{at(story)}/{rik['id']}/withdrawals"), 201)
    again = ok(await story.office.post(f"{at(story)}/{rik['id']}/withdrawals"), 201)
    assert [who["name"] for who in left["items"]] == ["Eva"]
    assert again == left


async def test_the_same_key_is_the_same_representative_and_so_is_the_same_address(story: Story) -> None:
    key = str(uuid4())

    first = ok(await story.office.post(at(story), RIK, key=key), 201)

    assert ok(await story.office.post(at(story), RIK, key=key), 201) == first
    assert ok(await story.office.post(at(story), RIK), 201) == first
    problem(await story.office.post(at(story), EVA, key=key), 409, "idempotency_key_reused")
    assert await names(story) == ["Rik"]


async def test_who_was_withdrawn_can_be_added_again(story: Story) -> None:
    rik = ok(await story.office.post(at(story), RIK), 201)
    ok(await story.office.post(f"{at(story)}/{rik['id']}/withdrawals"), 201)

    again = ok(await story.office.post(at(story), RIK), 201)

    assert again["id"] != rik["id"]
    assert again["person"] == rik["person"]


async def test_the_register_does_not_grow_with_them(story: Story) -> None:
    before = (await story.read())["head"]

    ok(await story.office.post(at(story), RIK), 201)

    assert (await story.read())["head"] == before


async def test_what_does_not_exist_is_not_found(story: Story) -> None:
    problem(await story.office.post(at(story, "X9"), RIK), 404, "no_such_organisation")
    problem(await story.office.get(at(story, "X9")), 404, "no_such_organisation")
    gone = await story.office.post(f"{at(story)}/{uuid4()}/withdrawals")
    problem(gone, 404, "no_such_representative")
    problem(await story.office.post(at(story), RIK | {"email": "rik"}), 400, "invalid_input")
    problem(await story.office.post(at(story), RIK | {"language": UNSPOKEN}), 400, "invalid_input")


async def test_it_is_the_office_that_adds_and_with_the_principal_that_reads(story: Story) -> None:
    problem(await story.principal.post(at(story), RIK), 403, "not_the_office")
    problem(await story.principal.post(f"{at(story)}/{uuid4()}/withdrawals"), 403, "not_the_office")
    problem(await story.door.stranger.get(at(story)), 403, "not_readable")
    ok(await story.principal.get(at(story)))


async def test_a_blueprint_may_name_them_and_does_not_keep_their_names(door: Door, world: World) -> None:
    organisations = [{"code": "G1", "name": "Org G1", "representatives": [RIK, EVA]}]
    groups = [{"key": "gemeente", "title": "Gemeenten", "organisations": organisations}]

    async with told(world, Story(door, small(definition={"groups": groups}))) as story:
        assert await names(story) == ["Eva", "Rik"]
        async with world.pool.acquire() as connection:
            kept = await connection.fetchval("SELECT blueprint FROM programmes WHERE slug = $1", story.slug)
        assert "rik@g1.example" not in kept
