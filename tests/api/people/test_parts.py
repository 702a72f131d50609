"""Who is in which part is the programme's to say: no token makes somebody its office, or a representative."""

from typing import Any

import pytest

from cli.tokens import Identity
from store.every_phase import programmes
from tests.api.story import Story
from tests.api.visiting import Door, Visitor, ok, problem
from tests.workflows.blueprints import small
from tests.workflows.driving import Programme
from tests.workflows.running import World

VERA = {"subject": "vera@example.nl", "name": "Vera Bureau", "email": "vera@example.nl"}
BECAUSE = {"reason": "She takes over from Olga."}
SAYS: dict[str, Any] = {"can": "yes", "will": "yes"}


def somebody(story: Story, subject: str, *roles: str) -> Visitor:
    return story.door.as_(Identity(subject, subject, subject, roles))


async def parts(story: Story, part: str) -> dict[str, str]:
    """Who is in a part, by name, with their ids."""
    found = (await story.read("/parts"))["items"]
    return {one["person"]["name"]: one["person"]["id"] for one in found if one["part"] == part}


async def test_the_office_of_nowhere_gives_no_mandates(story: Story) -> None:
    attacker = somebody(
        story, "attacker@elsewhere.example", "office", "starter", "operator", "representative"
    )
    await story.appointed()
    person = {"subject": "attacker@elsewhere.example", "name": "Mal", "email": "attacker@elsewhere.example"}
    days = {"first_day": "2090-01-01", "last_day": "2090-02-01"}
    seats = [{"body": "college", "seat": "college-1"}]

    mandate = await attacker.post(f"{story.at}/mandates", {"seats": seats, "person": person, **days})
    part = await attacker.post(f"{story.at}/parts", {"part": "office", "person": person, **BECAUSE})
    paper = await attacker.post(
        f"{story.at}/consultations/1/paper-contributions", {"organisation": "G1", **SAYS}
    )
    own = await attacker.post(f"{story.at}/consultations/1/contributions", SAYS)

    for refused in (mandate, part, paper):
        problem(refused, 403, "not_the_office")
    problem(own, 403, "not_a_representative")


async def test_whoever_the_blueprint_names_is_of_the_office_without_any_claim(story: Story) -> None:
    office = story.person("office")
    named = somebody(story, office["subject"])

    await story.act(named, "suspensions", reason="A pause.")

    assert (await story.read("/register"))["items"][-1]["actor"]["role"] == "office"


async def test_a_part_is_given_and_taken_with_a_reason_and_everybody_concerned_hears_of_it(
    story: Story, world: World
) -> None:
    await story.act(story.office, "parts", part="office", person=VERA, **BECAUSE)
    vera, there = somebody(story, VERA["subject"]), await parts(story, "office")
    before = next(id_ for name, id_ in there.items() if name != VERA["name"])
    await story.act(vera, f"parts/office/{before}/removals", reason="She has left.")

    assert await parts(vera_reads(story, vera), "office") == {VERA["name"]: there[VERA["name"]]}
    problem(await story.office.post(f"{story.at}/suspensions", {"reason": "A pause."}), 403, "not_the_office")
    rows = await world.pool.fetch(
        "SELECT kind, role, recipient FROM outbox WHERE programme = $1 ORDER BY id", story.slug
    )
    assert [(row["kind"], row["role"]) for row in rows] == [
        ("part_given", "office"),
        ("office_changed", "office"),
        ("office_changed", "principal"),
        ("part_taken", "office"),
        ("office_changed", "office"),
        ("office_changed", "principal"),
    ]
    register = ok(await vera.get(f"{story.at}/register"))["items"]
    assert "Vera" not in str(register)
    assert BECAUSE["reason"] not in str(register)


def vera_reads(story: Story, vera: Visitor) -> Story:
    """The same story, read by Vera."""

    class Hers(Story):
        @property
        def office(self) -> Visitor:
            return vera

    hers = Hers(story.door, story.blueprint)
    hers.slug, hers.at = story.slug, story.at
    return hers


@pytest.mark.parametrize("key", ["college-1", "panel-1"])
async def test_nobody_else_gives_or_takes_a_part(story: Story, key: str) -> None:
    [(_, id_)] = (await parts(story, "office")).items()

    given = await story.as_(key).post(f"{story.at}/parts", {"part": "office", "person": VERA, **BECAUSE})
    taken = await story.as_(key).post(f"{story.at}/parts/office/{id_}/removals", {"reason": "No."})

    problem(given, 403, "not_the_office")
    problem(taken, 403, "not_the_office")


async def test_nobody_gives_themselves_a_part_in_the_decision(story: Story) -> None:
    themselves = story.person("office")
    seat = {"body": "college", "seat": "college-1", "first_day": "2090-01-01", "reason": "I want it."}

    part = await story.principal.post(
        f"{story.at}/parts", {"part": "office", "person": story.person("principal"), **BECAUSE}
    )
    taken = await story.office.post(f"{story.at}/seat-transfers", {**seat, "person": themselves})

    problem(part, 403, "not_for_yourself")
    problem(taken, 403, "not_for_yourself")


async def test_of_a_programme_from_before_the_office_is_whom_its_blueprint_named(
    story: Story, world: World
) -> None:
    office = await parts(story, "office")
    async with world.pool.acquire() as connection:
        await connection.execute("UPDATE programmes SET rules = rules - 'office' WHERE slug = $1", story.slug)
        state = await programmes.current_state(connection, story.slug)

    assert state is not None
    assert state.office == tuple(office.values())


async def test_whoever_runs_kwartier_gives_it_only_to_a_programme_without_one(story: Story) -> None:
    operator = somebody(story, "otto@beheer.example", "operator")

    refused = await operator.post(f"{story.at}/parts", {"part": "office", "person": VERA, **BECAUSE})

    problem(refused, 403, "not_the_office")


async def test_whoever_runs_kwartier_gives_an_office_to_a_programme_that_has_none(
    door: Door, world: World
) -> None:
    programme = await Programme.begin(world, small(), start=False)
    # As one from before whose blueprint names somebody who signs in as nobody here.
    gone = "UPDATE people SET subject = 'gone' WHERE programme = $1 AND id = $2::uuid"
    await world.pool.execute("UPDATE programmes SET rules = rules - 'office' WHERE slug = $1", programme.slug)
    await world.pool.execute(gone, programme.slug, programme.office.person)
    await programme.start()
    await programme.until_noted("programme.agreed")
    operator = door.as_(Identity("otto@beheer.example", "Otto Beheer", roles=("operator",)))
    place, asked = f"/programmes/{programme.slug}/parts", {"part": "office", "person": VERA, **BECAUSE}

    first = ok(await operator.post(place, asked, key="once"), 201)
    again = ok(await operator.post(place, asked, key="once"), 201)
    anothers = await operator.post(place, {**asked, "person": {**VERA, "subject": "mal@elsewhere.example"}})

    assert first == again
    [entry] = [one for one in await programme.register() if one.event.kind == "part.given"]
    query = "SELECT name FROM people WHERE programme = $1 AND id = $2::uuid"
    assert entry.actor.role == "administrator"
    assert await world.pool.fetchval(query, programme.slug, entry.actor.person) == "Otto Beheer"
    # From then on it has one, which gives and takes.
    problem(anothers, 403, "not_the_office")


# --- who speaks for an organisation ---


async def speaks_for(story: Story, who: Identity, *codes: str) -> dict[str, str]:
    """Let somebody speak for organisations; their ids as representatives, by code."""
    named = {"name": who.name, "email": who.subject}
    return {
        code: ok(await story.office.post(f"{story.at}/organisations/{code}/representatives", named), 201)[
            "id"
        ]
        for code in codes
    }


RIK = Identity("rik@g1.example", "Rik")


async def test_a_withdrawn_representative_speaks_no_more(story: Story) -> None:
    await story.appointed()
    ids = await speaks_for(story, RIK, "G1")
    await story.act(story.door.as_(RIK), "consultations/1/contributions", **SAYS)
    await story.act(story.office, f"organisations/G1/representatives/{ids['G1']}/withdrawals")

    refused = await story.door.as_(RIK).post(f"{story.at}/consultations/1/contributions", SAYS)
    reading = await story.door.as_(RIK).get(f"{story.at}/consultations/1/contributions")

    problem(refused, 403, "not_a_representative")
    problem(reading, 403, "not_readable")


async def test_whoever_speaks_for_several_says_for_which(story: Story) -> None:
    await story.appointed()
    await speaks_for(story, RIK, "G1", "G2")
    rik, place = story.door.as_(RIK), "consultations/1/contributions"

    unsaid = problem(await rik.post(f"{story.at}/{place}", SAYS), 409, "speaks_for_several")
    await story.act(rik, place, organisation="G2", **SAYS)
    anothers = await rik.post(f"{story.at}/{place}", {"organisation": "M1", **SAYS})

    assert unsaid["details"]["organisations"] == ["G1", "G2"]
    problem(anothers, 403, "not_a_representative")
    own = ok(await rik.get(f"{story.at}/{place}"))["items"]
    assert [contribution["organisation"] for contribution in own] == ["G2"]
