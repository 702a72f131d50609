"""Seeing what would start: the calendar as it would be, every mistake at once, and nothing is kept."""

from tests.api.story import Story
from tests.api.visiting import ok, problem


async def test_whoever_starts_programmes_sees_the_calendar_first(story: Story) -> None:
    body = {"slug": "to-come", "blueprint": story.blueprint.model_dump(mode="json")}

    ahead = ok(await story.office.post("/programmes/previews", body))

    assert [step["key"] for step in ahead["steps"]][:3] == ["nominate", "choose", "accept"]
    assert ahead["term_from"] == ahead["steps"][2]["last"]
    problem(await story.office.get("/programmes/to-come"), 404, "no_such_programme")


async def test_every_mistake_of_the_blueprint_is_named_at_once(story: Story) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    blueprint["principal"] = "nobody"
    blueprint["sign_off"]["bodies"][0]["seats"][0]["person"] = "nobody"

    answer = problem(
        await story.office.post("/programmes/previews", {"slug": "to-come", "blueprint": blueprint}),
        400,
        "invalid_blueprint",
    )

    fields = [one["field"] for one in answer["errors"]]
    assert fields == ["blueprint.principal", "blueprint.sign_off.bodies[0].seats[0].person"]


async def test_a_name_that_is_taken_is_refused_as_starting_would_be(story: Story) -> None:
    body = {"slug": story.slug, "blueprint": story.blueprint.model_dump(mode="json")}

    problem(await story.office.post("/programmes/previews", body), 409, "slug_taken")


async def test_whoever_may_not_start_one_sees_nothing(story: Story) -> None:
    body: dict[str, object] = {"slug": "to-come", "blueprint": "nothing that is read"}

    problem(await story.as_("college-1").post("/programmes/previews", body), 403, "not_a_starter")
