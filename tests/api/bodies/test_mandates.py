"""Mandates over HTTP: given, listed and withdrawn; a substitute votes, and the member's own vote wins."""

from datetime import date, timedelta
from typing import Any

from tests.api.story import Story
from tests.api.visiting import ok, problem
from tests.workflows.running import World

SUBSTITUTE = "bram"


def a_mandate(story: Story, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """For the first member of the College, by a person without any other part; from yesterday for a month."""
    today = date.today()  # noqa: DTZ011 - yesterday and a month are far enough away, whatever the zone
    usual = {
        "seats": [{"body": "college", "seat": "college-1"}],
        "person": story.person(SUBSTITUTE),
        "first_day": str(today - timedelta(days=1)),
        "last_day": str(today + timedelta(days=30)),
    }
    return usual | changes


async def test_a_member_gives_a_mandate_which_everyone_can_read(story: Story) -> None:
    body = a_mandate(story)
    await story.act(story.as_("college-1"), "mandates", **body)

    [given] = (await story.read("/mandates", story.bystander))["items"]

    assert (given["number"], given["given_by"], given["withdrawn_on"]) == (1, "holder", None)
    assert (given["holder"]["name"], given["person"]["name"]) == ("Name of college-1", "Name of bram")
    assert (given["seats"], given["last_day"]) == (body["seats"], body["last_day"])


async def test_the_office_gives_it_on_the_members_behalf_to_somebody_new(story: Story) -> None:
    person = {"subject": "vera@example.nl", "name": "Vera Vervanger"}
    await story.act(story.office, "mandates", **a_mandate(story, person=person))

    [given] = (await story.read("/mandates"))["items"]

    assert (given["given_by"], given["person"]["name"]) == ("office", "Vera Vervanger")
    entry = (await story.read("/register"))["items"][-1]
    assert (entry["event"]["kind"], entry["actor"]["role"]) == ("mandate.given", "office")
    assert "Vera" not in str(entry)


async def test_nobody_else_gives_or_withdraws_one(story: Story) -> None:
    at, body = f"{story.at}/mandates", a_mandate(story)
    problem(await story.as_("college-2").post(at, body), 403, "not_your_seat")
    problem(await story.bystander.post(at, body), 403, "not_the_office")
    problem(await story.office.post(f"{at}/1/withdrawals"), 404, "no_such_mandate")

    await story.act(story.as_("college-1"), "mandates", **body)
    for visitor in (story.as_("college-2"), story.principal):
        problem(await visitor.post(f"{at}/1/withdrawals"), 403, "not_your_mandate")


async def test_whoever_may_vote_by_one_can_refuse_it(story: Story) -> None:
    await story.act(story.office, "mandates", **a_mandate(story))

    await story.act(story.as_(SUBSTITUTE), "mandates/1/withdrawals")

    entry = (await story.read("/register"))["items"][-1]
    assert (entry["event"]["kind"], entry["actor"]["role"]) == ("mandate.withdrawn", "substitute")


async def test_member_and_substitute_hear_of_it_whoever_gave_it(story: Story, world: World) -> None:
    await story.act(story.office, "mandates", **a_mandate(story))

    [given] = (await story.read("/mandates"))["items"]
    rows = await world.pool.fetch(
        "SELECT kind, recipient FROM outbox WHERE programme = $1 AND kind LIKE 'mandate%' ORDER BY kind",
        story.slug,
    )
    assert [tuple(row) for row in rows] == [
        ("mandate_of_yours", given["holder"]["id"]),
        ("mandate_to_you", given["person"]["id"]),
    ]


async def test_what_the_rules_refuse_is_told_with_the_reason(story: Story) -> None:
    at, member = f"{story.at}/mandates", story.as_("college-1")
    await story.act(member, "mandates", **a_mandate(story))

    other = problem(
        await member.post(at, a_mandate(story, person=story.person("kees"))), 409, "mandate_overlaps"
    )
    assert other["details"]["mandate"] == 1
    assert other["details"]["last_day"] == a_mandate(story)["last_day"]
    seats = [{"body": "college", "seat": "nobodys"}]
    problem(await story.office.post(at, a_mandate(story, seats=seats)), 409, "unknown_seat")
    twice = a_mandate(story)["seats"] * 2
    problem(await member.post(at, a_mandate(story, seats=twice)), 400, "invalid_input")


async def test_a_substitute_votes_and_the_members_own_vote_replaces_it(story: Story) -> None:
    await story.act(story.as_("college-1"), "mandates", **a_mandate(story))
    await story.before_the_college()

    await story.act(story.as_(SUBSTITUTE), "submissions/1/ballots", **await story.ballot("against"))
    entry = (await story.read("/register", story.as_(SUBSTITUTE)))["items"][-1]
    await story.act(story.as_("college-1"), "submissions/1/ballots", **await story.ballot("for"))
    again = await story.as_(SUBSTITUTE).post(
        f"{story.at}/submissions/1/ballots", await story.ballot("against")
    )

    [given] = (await story.read("/mandates"))["items"]
    assert entry["actor"] == {"person": given["person"]["id"], "role": "substitute"}
    assert (entry["event"]["for_person"], entry["event"]["mandate"]) == (given["holder"]["id"], 1)
    problem(again, 409, "member_voted")


async def test_a_mandate_that_was_withdrawn_serves_no_more(story: Story) -> None:
    member = story.as_("college-1")
    await story.act(member, "mandates", **a_mandate(story))
    await story.before_the_college()
    ok(await member.post(f"{story.at}/mandates/1/withdrawals"), 201)

    vote = await story.as_(SUBSTITUTE).post(f"{story.at}/submissions/1/ballots", await story.ballot())
    again = await member.post(f"{story.at}/mandates/1/withdrawals")

    assert problem(vote, 403, "mandate_not_valid")["details"]["withdrawn_on"] is not None
    problem(again, 409, "mandate_has_ended")
    assert (await story.read("/mandates"))["items"][0]["withdrawn_on"] is not None
