"""A seat passes on, over HTTP: recorded without a name, and the letters to both lie in the outbox."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.api.story import Story
from tests.api.visiting import problem

VERA = {"subject": "vera@example.nl", "name": "Vera Opvolger", "email": "vera@example.nl"}


def taking_over(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The first seat of the College, from today on."""
    usual = {
        "body": "college",
        "seat": "college-1",
        "person": VERA,
        # Where the programme is: around midnight it is another day on this machine.
        "first_day": str(datetime.now(ZoneInfo("Europe/Amsterdam")).date()),
        "reason": "Another portfolio.",
    }
    return {key: value for key, value in (usual | changes).items() if value is not None}


async def test_the_office_lets_a_seat_pass_on_and_no_name_goes_into_the_register(story: Story) -> None:
    await story.act(story.office, "seat-transfers", **taking_over())

    entry = (await story.read("/register"))["items"][-1]

    assert (entry["event"]["kind"], entry["actor"]["role"]) == ("seat.transferred", "office")
    assert (entry["event"]["body"], entry["event"]["seat"]) == ("college", "college-1")
    assert "Vera" not in str(entry)


async def test_the_principals_place_passes_on_and_with_it_what_only_they_may(story: Story) -> None:
    await story.act(story.principal, "seat-transfers", **taking_over(body=None, seat=None))

    refused = await story.principal.post(f"{story.at}/withdrawals", {"reason": "Enough."})

    problem(refused, 403, "not_the_principal")


async def test_a_body_without_a_seat_is_no_place(story: Story) -> None:
    refused = await story.office.post(f"{story.at}/seat-transfers", taking_over(seat=None))

    assert problem(refused, 400, "invalid_input")["errors"][0]["code"] == "no_seat"


async def test_nobody_else_lets_one_pass_on(story: Story) -> None:
    for visitor in (story.door.stranger, story.as_("college-1")):
        problem(await visitor.post(f"{story.at}/seat-transfers", taking_over()), 403, "not_the_office")
