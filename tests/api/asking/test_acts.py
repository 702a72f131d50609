"""The list of what somebody may do: what they see is what they may, and how it is done stands beside it."""

from typing import Any

from tests.api.story import Story
from tests.api.visiting import Visitor, ok, problem

Json = dict[str, Any]


async def acts(story: Story, visitor: Visitor) -> dict[str, Json]:
    answer = ok(await visitor.get(f"{story.at}/acts"))
    return {act["name"]: act for act in answer["items"]}


async def test_each_sees_what_is_for_them_to_do_now(story: Story) -> None:
    await story.nominated()

    office, principal = await acts(story, story.office), await acts(story, story.principal)

    assert "nominate" in office
    assert "choose" not in office
    assert "choose" in principal
    assert {"nominate", "withdraw-organisations"}.isdisjoint(principal)
    assert await acts(story, story.bystander) == {}


async def test_a_stranger_is_not_even_told_what_there_is_to_do(story: Story) -> None:
    problem(await story.door.stranger.get(f"{story.at}/acts"), 403, "not_readable")


async def test_an_act_says_what_to_send_where(story: Story) -> None:
    await story.nominated()

    move = (await acts(story, story.office))["move-deadline"]

    assert (move["title"], move["button"], move["method"]) == ("Move a deadline", "Move it", "POST")
    assert move["media_type"] == "application/json"
    assert move["places"] == [{"value": "deadline", "name": "Deadline"}]
    [choose] = move["possible"]
    assert choose["about"] == {"deadline": "choose"}
    assert choose["path"] == f"/v1{story.at}/deadlines/choose/moves"
    assert choose["name"].startswith("choice, now until the end of ")
    due = move["fields"]["properties"]["due"]
    assert (due["title"], due["format"]) == ("New last day", "date")
    assert move["fields"]["required"] == ["due", "reason"]


async def test_what_can_be_chosen_comes_with_its_name(story: Story) -> None:
    candidate = await story.nominated()

    choose = (await acts(story, story.principal))["choose"]

    assert choose["possible"][0]["about"] == {}
    assert choose["possible"][0]["name"] is None
    assert choose["possible"][0]["choices"] == [
        {"field": "preference", "options": [{"value": candidate, "name": "Name of anna"}]}
    ]


async def test_keys_stand_in_words_in_the_reader_s_language(story: Story) -> None:
    await story.submitted()
    headers = story.bystander.headers | {"Accept-Language": "nl"}

    answer = await story.door.http.get(f"/v1{story.at}/acts", headers=headers)

    (review,) = answer.json()["items"]
    assert answer.headers["content-language"] == "nl"
    assert review["title"] == "Toets het plan, als panel"
    can = review["fields"]["properties"]["can"]
    assert can["title"] == "Kunnen gemeenten deze verandering maken?"
    assert {"const": "yes_if", "title": "ja, mits"} in can["oneOf"]
    assert "enum" not in can


async def test_what_is_listed_is_done_by_sending_it_where_the_list_says(story: Story) -> None:
    await story.nominated()
    suspend = (await acts(story, story.office))["suspend"]["possible"][0]

    ok(await story.office.post(suspend["path"].removeprefix("/v1"), {"reason": "A pause."}), 201)

    now = await acts(story, story.office)
    assert "suspend" not in now
    assert {"resume", "give-part", "pass-on-seat"} <= now.keys()
    assert "nominate" not in now
