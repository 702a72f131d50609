"""Starting a programme: a blueprint is checked, frozen and kept, once."""

from uuid import uuid4

import pytest

from cli.tokens import Identity
from tests.api.story import Story
from tests.api.visiting import Door, ok, problem
from tests.words.speaking import THERE_ARE, UNSPOKEN
from tests.workflows.blueprints import small


async def test_a_started_programme_is_answered_with_where_it_is_and_waits_for_candidates(
    story: Story,
) -> None:
    programme = await story.read()

    assert programme["slug"] == story.slug
    assert programme["phase"] == "appointment"
    assert programme["waiting"]["role"] == "office"
    assert programme["principal"]["name"] == "Name of principal"
    [entry] = (await story.read("/register"))["items"]
    assert entry["event"]["kind"] == "programme.agreed"
    assert entry["event"]["blueprint"] == programme["blueprint_hash"]


async def test_the_answer_to_a_start_names_the_address_of_the_programme(story: Story) -> None:
    body = {"slug": f"{story.slug}-2", "blueprint": story.blueprint.model_dump(mode="json")}
    answer = await story.office.post("/programmes", body)

    assert ok(answer, 201)["head"]["seq"] == 1
    assert answer.headers["location"] == f"/v1/programmes/{story.slug}-2"


async def test_a_start_that_is_repeated_with_its_key_is_the_same_start(story: Story) -> None:
    key, body = (
        str(uuid4()),
        {"slug": f"{story.slug}-2", "blueprint": story.blueprint.model_dump(mode="json")},
    )

    first = ok(await story.office.post("/programmes", body, key=key), 201)
    again = ok(await story.office.post("/programmes", body, key=key), 201)

    assert first == again


async def test_a_key_that_started_one_programme_starts_no_other(story: Story) -> None:
    key, blueprint = str(uuid4()), story.blueprint.model_dump(mode="json")
    ok(
        await story.office.post("/programmes", {"slug": f"{story.slug}-2", "blueprint": blueprint}, key=key),
        201,
    )

    other = await story.office.post(
        "/programmes", {"slug": f"{story.slug}-3", "blueprint": blueprint}, key=key
    )

    problem(other, 409, "idempotency_key_reused")


async def test_a_slug_is_unique_for_ever(story: Story) -> None:
    body = {"slug": story.slug, "blueprint": story.blueprint.model_dump(mode="json")}

    problem(await story.office.post("/programmes", body), 409, "slug_taken")


async def test_only_who_has_the_role_for_it_starts_programmes(story: Story) -> None:
    body = {"slug": f"{story.slug}-2", "blueprint": story.blueprint.model_dump(mode="json")}

    problem(await story.principal.post("/programmes", body), 403, "not_a_starter")


async def test_whoever_starts_a_programme_has_no_part_in_it_by_that(story: Story) -> None:
    body = {"slug": f"{story.slug}-3", "blueprint": story.blueprint.model_dump(mode="json")}
    ok(await story.door.starter.post("/programmes", body), 201)

    shown = await story.door.starter.get(f"/programmes/{story.slug}-3")
    asked = await story.door.starter.post(f"/programmes/{story.slug}-3/suspensions", {"reason": "A pause."})

    problem(shown, 403, "not_readable")
    problem(asked, 403, "not_the_office")


async def test_every_problem_of_a_blueprint_is_told_with_its_key(door: Door) -> None:
    blueprint = small().model_dump(mode="json") | {"principal": "nobody", "timezone": "Mars/Base"}

    answer = await door.starter.post("/programmes", {"slug": "wrong", "blueprint": blueprint})

    body = problem(answer, 400, "invalid_blueprint")
    assert [error["field"] for error in body["errors"]] == ["blueprint.timezone"]
    blueprint["timezone"] = "Europe/Amsterdam"
    answer = await door.starter.post("/programmes", {"slug": "wrong", "blueprint": blueprint})
    body = problem(answer, 400, "invalid_blueprint")
    assert [error["field"] for error in body["errors"]] == ["blueprint.principal"]


async def test_a_language_that_is_not_spoken_here_is_refused_with_those_that_are(door: Door) -> None:
    blueprint = small().model_dump(mode="json") | {"language": UNSPOKEN}

    answer = await door.starter.post("/programmes", {"slug": "unspoken", "blueprint": blueprint})

    [error] = problem(answer, 400, "invalid_blueprint")["errors"]
    assert error["field"] == "blueprint.language"
    assert error["detail"].endswith(f"there are: {THERE_ARE}")


async def test_without_a_worker_a_programme_is_stored_all_the_same(door: Door) -> None:
    body = {"slug": "alone", "blueprint": small().model_dump(mode="json")}

    started = ok(await door.starter.post("/programmes", body), 201)

    assert started["head"]["seq"] == 0
    office = next(person for person in small().people if person.key == "office")
    reader = door.as_(Identity(office.subject, office.name))
    assert ok(await reader.get("/programmes/alone"))["slug"] == "alone"


async def test_programmes_are_listed_a_page_at_a_time(story: Story) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    for slug in ("a-first", "b-second"):
        ok(await story.office.post("/programmes", {"slug": slug, "blueprint": blueprint}), 201)

    first = ok(await story.office.get("/programmes", limit=2))
    rest = ok(await story.office.get("/programmes", limit=2, after=first["next"]))

    assert [item["slug"] for item in first["items"]] == ["a-first", "b-second"]
    assert [item["slug"] for item in rest["items"]] == [story.slug]
    assert rest["next"] is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"phase": "appointment"}, True),
        ({"phase": "sign_off"}, False),
        ({"situation": "open"}, True),
        ({"situation": "running"}, True),
        ({"situation": "ended"}, False),
        ({"role": "office"}, True),
        ({"role": "principal"}, False),
        ({"late": "true"}, False),
        ({"late": "false"}, True),
        ({"mine": "true"}, True),
        ({"dueBy": "2020-01-01"}, False),
        ({"search": "nothing like it"}, False),
        ({"sort": "due"}, True),
    ],
)
async def test_a_list_shows_those_that_are_asked_for(
    story: Story, wanted: dict[str, str], found: bool
) -> None:
    answer = ok(await story.office.get("/programmes", **wanted))
    assert [item["slug"] for item in answer["items"]] == ([story.slug] if found else [])


async def test_a_list_sorted_by_day_goes_on_where_its_page_ended(story: Story) -> None:
    blueprint = story.blueprint.model_dump(mode="json")
    ok(await story.office.post("/programmes", {"slug": "another", "blueprint": blueprint}), 201)

    first = ok(await story.office.get("/programmes", sort="due", limit=1))
    second = ok(await story.office.get("/programmes", sort="due", limit=1, after=first["next"]))
    third = ok(await story.office.get("/programmes", sort="due", limit=1, after=second["next"]))

    assert {item["slug"] for item in first["items"] + second["items"]} == {"another", story.slug}
    assert third == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/programmes", "fase"),
        ("/programmes", "Late"),
        ("/programmes/{slug}", "late"),
        ("/programmes/{slug}/register", "from"),
    ],
)
async def test_a_filter_that_there_is_not_is_refused(story: Story, path: str, parameter: str) -> None:
    answer = await story.office.get(path.format(slug=story.slug), **{parameter: "x"})

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["field"] == parameter


@pytest.mark.parametrize("after", ["1.2.x", "x.common", "12.", ".x", "A"])
async def test_a_page_begins_nowhere_but_where_an_answer_said(story: Story, after: str) -> None:
    assert (await story.office.get("/programmes", sort="due", after=after)).status_code == 400


async def test_everything_that_is_waited_for_is_told_with_since_when(story: Story) -> None:
    (turn,) = ok(await story.office.get(f"/programmes/{story.slug}"))["turns"]

    assert (turn["code"], turn["role"], turn["deadline"]) == ("nominate", "office", "nominate")
    assert turn["sentence"] == "The programme office, to nominate candidates."
    assert turn["since"] is not None
    assert turn["due"] > turn["since"]
    assert not turn["late"]


async def test_the_blueprint_is_shown_frozen_and_to_most_people_without_addresses(story: Story) -> None:
    whole = await story.read("/blueprint")
    seen = await story.read("/blueprint", story.bystander)

    assert whole["calendar"]["holidays"] is not None
    assert isinstance(whole["sign_off"]["bodies"][0]["meetings"], list)
    assert whole["people"][0]["email"].endswith("@small.example")
    assert set(seen["people"][0]) == {"key", "name"}
