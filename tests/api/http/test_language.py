"""An answer speaks one language: the one that the request asks for, and English when it asks for none."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from pydantic import ValidationError

from api.http import refusals
from service.asking.forms import Because
from service.asking.mistakes import SENTENCES, said
from service.invalid_input import InvalidInput
from tests.api.story import Story
from tests.api.visiting import Door, Visitor, ok, problem
from tests.words.pseudo import PSEUDO, outside
from tests.words.speaking import UNSPOKEN
from tests.workflows.blueprints import small
from words.languages import ENGLISH, LANGUAGES

DUTCH = LANGUAGES.speaking("nl")
SPEAKING = pytest.mark.parametrize(
    ("accepted", "language"),
    [(None, ENGLISH), ("nl-NL, en;q=0.5", DUTCH), ("en, nl;q=0.9", ENGLISH), (UNSPOKEN, ENGLISH)],
    ids=["nothing", "Dutch first", "English first", "neither"],
)


def asking(visitor: Visitor, accepted: str | None) -> Mapping[str, str]:
    key = {"Authorization": f"Bearer {visitor.token}", "Idempotency-Key": str(uuid4())}
    return key if accepted is None else key | {"Accept-Language": accepted}


def spoken(answer: httpx2.Response, language: str) -> None:
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]


@SPEAKING
async def test_a_problem_is_said_in_the_language_that_is_asked_for(
    door: Door,
    accepted: str | None,
    language: Any,  # noqa: ANN401 - a language
) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    answer = await door.http.get("/v1/nowhere", headers=headers)

    body = problem(answer, 404, "not_found")
    spoken(answer, language.code)
    assert body["title"] == language.say(refusals.NotFound.title)
    assert body["detail"] == language.say(refusals.NotFound.sentence)


@SPEAKING
async def test_what_is_wrong_with_a_field_is_said_in_that_language(
    door: Door,
    accepted: str | None,
    language: Any,  # noqa: ANN401 - a language
) -> None:
    answer = await door.http.post("/v1/programmes", json={}, headers=asking(door.starter, accepted))

    body = problem(answer, 400, "invalid_input")
    spoken(answer, language.code)
    assert body["detail"] == language.say(InvalidInput.sentence, n=2)
    assert {error["detail"] for error in body["errors"]} == {language.say(SENTENCES["missing"])}


async def test_keys_of_the_domain_are_in_words_in_what_people_read_and_stay_keys_for_programs(
    story: Story,
) -> None:
    path, request = f"/v1{story.at}/plan-versions", {"sections": {"goals": "What we want."}}

    in_dutch, in_english = [
        problem(await story.door.http.post(path, json=request, headers=headers), 409, "not_in_this_phase")
        for headers in (asking(story.as_("anna"), "nl"), asking(story.as_("anna"), None))
    ]

    assert "aanstelling" in in_dutch["detail"]
    assert "the phase appointment" in in_english["detail"]
    assert (
        in_dutch["details"]
        == in_english["details"]
        == {
            "phase": "appointment",
            "belongs_to": "definition",
        }
    )


async def test_what_a_programme_waits_for_is_said_in_one_language(story: Story) -> None:
    headers = asking(story.office, "nl")

    shown = await story.door.http.get(f"/v1{story.at}", headers=headers)

    spoken(shown, "nl")
    assert ok(shown)["waiting"]["role"] == "office"
    assert (await story.read())["waiting"]["sentence"] == "The programme office, to nominate candidates."


async def test_what_is_wrong_with_a_file_of_rows_is_said_in_dutch(story: Story) -> None:
    await story.appointed()
    headers = {**asking(story.office, "nl"), "Content-Type": "text/csv"}
    rows = "group,code,name,weight\ngemente,X1,Een,\ngemeente,X2,,0\ngemeente,G1,Org G1,\ngemeente,X4\n"

    answer = await story.door.http.post(f"/v1{story.at}/organisations/imports", content=rows, headers=headers)

    spoken(answer, "nl")
    assert [(error["field"], error["detail"]) for error in problem(answer, 400, "invalid_csv")["errors"]] == [
        ("line 2", 'group: "gemente" is hier geen groep; bedoelde u "gemeente"?'),
        ("line 3", "name: mag niet leeg zijn"),
        ("line 3", "weight: moet minstens 1 zijn, niet 0"),
        (
            "line 5",
            (
                "het aantal waarden is 2, het aantal kolommen 4;"
                " zet een waarde met een scheidingsteken erin tussen aanhalingstekens"
            ),
        ),
    ]


async def test_who_takes_part_already_is_named_in_dutch(story: Story) -> None:
    await story.appointed()
    headers = {**asking(story.office, "nl"), "Content-Type": "text/csv"}

    answer = await story.door.http.post(
        f"/v1{story.at}/organisations/imports",
        content="group,code,name\ngemeente,G1,Org G1\n",
        headers=headers,
    )

    [error] = problem(answer, 400, "invalid_csv")["errors"]
    assert error["detail"] == 'code: "G1" doet al mee; laat deze regel weg'


async def test_what_is_wrong_with_a_calendar_and_with_a_plan_is_said_in_dutch(story: Story) -> None:
    await story.appointed()
    sent = {
        "invalid_calendar": ("/bodies/college/calendar", "text/calendar", story.office),
        "invalid_plan": ("/plan-versions/imports", "text/markdown", story.as_("anna")),
    }

    said: dict[str, str] = {}
    for code, (path, media_type, who) in sent.items():
        headers = {**asking(who, "nl"), "Content-Type": media_type}
        answer = await story.door.http.post(f"/v1{story.at}{path}", content="Los.", headers=headers)
        said[code] = problem(answer, 400, code)["errors"][0]["detail"]

    assert said == {
        "invalid_calendar": "is geen iCalendar: BEGIN:VCALENDAR komt eerst",
        "invalid_plan": "deze tekst staat vóór het eerste hoofdstuk; zet hem in een hoofdstuk",
    }


async def test_what_is_wrong_with_a_blueprint_is_said_in_dutch(door: Door) -> None:
    blueprint = small().model_dump(mode="json")
    blueprint |= {"timezone": "Mars/Base", "titel": "Klein"}
    blueprint["sign_off"]["bodies"][0]["majority"] = "most"

    answer = await door.http.post(
        "/v1/programmes",
        json={"slug": "wrong", "blueprint": blueprint},
        headers=asking(door.starter, "nl"),
    )

    spoken(answer, "nl")
    errors = problem(answer, 400, "invalid_blueprint")["errors"]
    assert {error["field"]: error["detail"] for error in errors} == {
        "blueprint.timezone": '"Mars/Base" is geen tijdzone; gebruik een IANA-naam zoals Europe/Amsterdam',
        "blueprint.sign_off.bodies[0].majority": (
            "moet 'simple', 'two_thirds', 'three_quarters', 'unanimous' of 'consent' zijn, niet \"most\""
        ),
        "blueprint.titel": 'is geen sleutel die hier bekend is; bedoelde u "title"?',
    }


# --- what the answers teach ---


@pytest.mark.parametrize(
    ("token", "taught"),
    [
        ("no-token", "three parts with dots between them"),
        ("e30.e30.", "three parts"),
        ("x" * 20_000, "longer"),
    ],
    ids=["one part", "empty parts", "long"],
)
async def test_a_token_that_cannot_be_read_is_told_what_a_token_is(
    door: Door, token: str, taught: str
) -> None:
    body = problem(await Visitor(door.http, token).get("/programmes"), 401, "invalid_token")

    assert taught in body["detail"]
    assert "_error" not in body["detail"]


async def test_at_the_root_the_answer_says_where_the_api_begins(door: Door) -> None:
    detail = problem(await door.http.get("/"), 404, "not_found")["detail"]

    assert "/v1/docs" in detail
    assert "slash" not in detail


async def test_an_address_that_ends_with_a_slash_is_told_so(door: Door) -> None:
    detail = problem(await door.starter.get("/programmes/"), 404, "not_found")["detail"]

    assert "never ends with a slash" in detail


async def test_what_somebody_may_not_read_is_named(story: Story) -> None:
    answer = await story.door.stranger.get(f"{story.at}/undelivered")

    detail = problem(answer, 403, "not_readable")["detail"]
    assert detail == "You may not read this: letters that reached nobody."


def test_a_mistake_that_a_validator_of_ours_finds_is_a_message_until_it_is_said() -> None:
    with pytest.raises(ValidationError) as found:
        Because(reason="a\0b")

    [mistake] = found.value.errors()
    assert outside(PSEUDO.say(said(mistake))) == []
    assert ENGLISH.say(said(mistake)) == "This must not contain the character NUL (U+0000)."
