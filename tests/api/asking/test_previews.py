"""A preview says what then really happens, is refused as the act is, and writes nothing."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from api.bodies.calendars import EXAMPLE
from api.http.acting import ways_in
from attack.standing import settled
from domain.blueprint.model import Blueprint
from store.mail.addressing import address_some
from tests.api.story import Story, told
from tests.api.visiting import Door, Visitor, ok, problem
from tests.workflows.blueprints import SECTIONS, body, small
from tests.workflows.running import World
from tests.workflows.waiting import eventually

Json = dict[str, Any]
Letters = Mapping[tuple[str, str], int]

DAY = (datetime.now(UTC) + timedelta(days=60)).date()
BECAUSE = {"reason": "Because."}


async def previewed(story: Story, who: Visitor, name: str, fields: Json, **about: str | int) -> Json:
    tried = {"about": about, "fields": fields}
    return ok(await who.post(f"{story.at}/acts/{name}/previews", tried))


def path_of(story: Story, name: str, about: Mapping[str, str | int]) -> str:
    (way,) = (way for way in ways_in(story.door.app) if way.act.name == name and not way.another_way)
    address = way.address(story.slug, way.act.about.model_validate(about))
    return address.removeprefix("/v1")


async def letters_of(story: Story) -> Letters:
    """Every letter that was written so far, by its kind and the role that it is written to."""
    async with story.pool.acquire() as connection:
        # Whatever else lies in the outbox is addressed along.
        while True:
            async with connection.transaction():
                if not await address_some(connection):
                    break
        rows = await connection.fetch(
            "SELECT o.kind, o.role, count(*) AS people FROM letters l JOIN outbox o ON o.id = l.outbox"
            " WHERE o.programme = $1 GROUP BY o.kind, o.role",
            story.slug,
        )
    return Counter({(row["kind"], row["role"]): row["people"] for row in rows})


async def happened_since(story: Story, last: int, enough: int) -> list[str]:
    """The kinds of the entries after `last`, once there are enough of them; one that is sealed is a vote."""

    async def look() -> list[str]:
        found = (await story.read("/register?limit=1000", story.office))["items"]
        return [entry.get("event", SEALED)["kind"] for entry in found if entry["seq"] > last]

    return await eventually(look, lambda kinds: len(kinds) >= enough, lambda kinds: f"only {kinds}")


SEALED = {"kind": "ballot.cast"}


async def does_as_foreseen(story: Story, who: Visitor, name: str, fields: Json, **about: str | int) -> Json:
    """Let somebody look ahead and then do it: entries and letters are those that were foreseen."""
    foreseen = await previewed(story, who, name, fields, **about)
    letters = await letters_of(story)
    last = (await story.read())["head"]["seq"]

    answer = ok(await who.post(path_of(story, name, about), fields), 201)

    own = [entry["kind"] for entry in foreseen["entries"]]
    assert [entry["kind"] for entry in answer["entries"]] == own, name
    kinds = [*own, *(entry["kind"] for entry in foreseen["by_itself"])]
    happened = await happened_since(story, last, len(kinds))
    assert happened[: len(kinds)] == kinds, name
    if happened == kinds:
        more = Counter(await letters_of(story)) - Counter(letters)
        assert dict(more) == {(one["kind"], one["role"]): one["people"] for one in foreseen["letters"]}, name
    return foreseen


# --- nothing is written ---


async def everything(story: Story) -> Mapping[str, object]:
    """What stands in every table that the programme itself does not change meanwhile."""
    waiting = await story.pool.fetch("SELECT * FROM people_waiting")
    additions = await story.pool.fetch("SELECT * FROM organisation_additions")
    return {**await settled(story.pool), "waiting": waiting, "additions": additions}


NEW = {"email": "new@elsewhere.example", "name": "Nel New"}


async def test_looking_ahead_writes_nothing(story: Story) -> None:
    await story.drafted()
    before = await everything(story)
    tried: list[tuple[Visitor, str, Json, Json]] = [
        (story.office, "suspend", {}, BECAUSE),
        (story.office, "give-part", {}, {"part": "office", "person": NEW, **BECAUSE}),
        (story.office, "add-organisations", {}, {"organisations": [ORGANISATION]}),
        (story.as_("anna"), "allow-drafter", {}, {"person": NEW}),
        (story.as_("anna"), "save-version", {}, {"sections": {"goals": "Typed."}}),
        (story.principal, "withdraw", {}, BECAUSE),
    ]

    for who, name, about, fields in tried:
        await previewed(story, who, name, fields, **about)

    assert await everything(story) == before
    assert (await story.read())["suspended_on"] is None


ORGANISATION = {
    "group": "gemeente",
    "code": "G9",
    "name": "New",
    "representatives": [{"name": name, "email": f"{name}@g9.example"} for name in ("Rik", "Rob")],
}


# --- it is what then happens ---


async def test_what_is_foreseen_happens_while_a_kwartiermaker_is_found(story: Story) -> None:
    office, principal = story.office, story.principal
    await does_as_foreseen(story, office, "nominate", {"person": story.person("anna"), "interests": "None."})
    [candidate] = (await story.read("/nominations"))["items"]
    await does_as_foreseen(
        story, principal, "choose", {"preference": [candidate["person"]["id"]], "reason": "Good."}
    )
    await does_as_foreseen(story, office, "give-part", {"part": "office", "person": NEW, **BECAUSE})
    await does_as_foreseen(
        story,
        office,
        "pass-on-seat",
        {"seat": "panel-2", "person": NEW, "first_day": DAY.isoformat(), **BECAUSE},
    )
    await does_as_foreseen(story, office, "suspend", BECAUSE)
    await does_as_foreseen(story, office, "resume", BECAUSE)
    foreseen = await does_as_foreseen(story, story.as_("anna"), "answer-assignment", {"answer": "accept"})

    assert foreseen["waiting_before"]["role"] == "candidate"
    assert foreseen["waiting_after"]["role"] == "representative"


async def test_what_is_foreseen_happens_while_organisations_are_asked(story: Story) -> None:
    await story.appointed()
    office, anna = story.office, story.as_("anna")
    for code in ("G1", "G2", "M1"):
        await story.representative(code).get(story.at)
    await letters_of(story)

    await does_as_foreseen(story, office, "add-organisations", {"organisations": [ORGANISATION]})
    session = {"day": DAY.isoformat(), "title": "Funding", "organisations": ["G1", "G9"]}
    await does_as_foreseen(story, office, "plan-session", session)
    moved = {"due": (DAY + timedelta(days=1)).isoformat(), **BECAUSE}
    foreseen = await does_as_foreseen(story, office, "move-deadline", moved, deadline="session-1")
    assert [(day["before"], day["after"]) for day in foreseen["days"] if day["key"] == "session-1"] == [
        (DAY.isoformat(), moved["due"])
    ]
    await story.contributed("G1")
    await does_as_foreseen(story, office, "nudge-silent", {"group": "gemeente"}, consultation=1)
    await does_as_foreseen(story, office, "cancel-session", BECAUSE, session=1)
    await does_as_foreseen(story, office, "add-project", {"title": "Addresses", "owner": "G1"})
    place = {"place": "changes", "reason": "So.", "sections": ["funding"]}
    await does_as_foreseen(story, anna, "place-project", place, project=1)
    await does_as_foreseen(story, anna, "allow-drafter", {"person": story.person("bram")})
    await does_as_foreseen(story, office, "withdraw-organisations", {"organisations": ["G9"], **BECAUSE})
    await does_as_foreseen(story, office, "plan-meeting", {"body": "college", "day": DAY.isoformat()})


async def test_what_is_foreseen_happens_from_the_review_to_the_votes(story: Story) -> None:
    await story.drafted()
    anna = story.as_("anna")
    sections = {key: f"Our {key}." for key in SECTIONS}
    await does_as_foreseen(story, anna, "save-version", {"sections": sections})
    problem(
        await anna.post(f"{story.at}/acts/settle-responses/previews", {"about": {"consultation": 1}}),
        409,
        "responses_incomplete",
    )
    for point in (await story.read("/consultations/1/responses"))["items"]:
        await story.responded(point["number"])
    await does_as_foreseen(story, anna, "settle-responses", {}, consultation=1)
    await does_as_foreseen(story, anna, "submit-version", {}, version=2)
    answer = {"can": "yes", "will": "yes_if", "reason": "Good."}
    await does_as_foreseen(story, story.as_("panel-1"), "review", answer, version=2)
    foreseen = await does_as_foreseen(story, story.as_("panel-2"), "review", answer, version=2)
    assert [entry["kind"] for entry in foreseen["by_itself"]] == ["review.closed", "definition.completed"]
    await story.until("submission.scheduled")

    await does_as_foreseen(story, story.as_("college-1"), "cast-ballot", await story.ballot(), submission=1)
    changed_note = {**await story.ballot(), "cover_note": "# Other"}
    revision = {key: changed_note[key] for key in ("submission_hash", "reason", "cover_note")}
    await does_as_foreseen(story, anna, "revise-submission", revision, submission=1)


async def test_a_preview_of_a_vote_does_not_say_how_others_voted(story: Story) -> None:
    await story.before_the_college()
    await story.voted("for", "for")

    last = await previewed(
        story, story.as_("college-3"), "cast-ballot", await story.ballot("against"), submission=1
    )

    assert [entry["kind"] for entry in last["entries"]] == ["ballot.cast"]
    assert last["by_itself"] == []
    assert last["letters"] == []


# --- it is refused as the act is ---


async def test_a_preview_is_refused_as_the_act_is(story: Story) -> None:
    await story.asked()
    nobody = {"preference": ["nobody"], "reason": "So."}
    tried: list[tuple[Visitor, str, Json, Json]] = [
        (story.bystander, "suspend", {}, BECAUSE),
        (story.office, "withdraw", {}, BECAUSE),
        (story.office, "resume", {}, BECAUSE),
        (story.principal, "choose", {}, nobody),
        (story.office, "move-deadline", {"deadline": "none"}, {"due": DAY.isoformat(), **BECAUSE}),
        (story.office, "plan-meeting", {}, {"body": "none", "day": DAY.isoformat()}),
        (story.as_("anna"), "save-version", {}, {"sections": {"goals": "Typed."}}),
        (story.office, "nominate", {}, {"person": story.person("anna"), "interests": "None."}),
        (story.office, "cast-ballot", {"submission": 1}, await a_ballot(story)),
        (story.door.stranger, "suspend", {}, BECAUSE),
    ]

    for who, name, about, fields in tried:
        await refused_alike(story, who, name, about, fields)


async def test_a_preview_is_refused_as_the_act_is_while_the_programme_is_suspended(story: Story) -> None:
    await story.act(story.office, "suspensions", **BECAUSE)
    project = {"title": "Addresses", "owner": "G1"}

    await refused_alike(story, story.office, "suspend", {}, BECAUSE)
    await refused_alike(story, story.office, "add-project", {}, project)
    await story.act(story.principal, "withdrawals", **BECAUSE)
    await refused_alike(story, story.office, "resume", {}, BECAUSE)


async def refused_alike(story: Story, who: Visitor, name: str, about: Json, fields: Json) -> None:
    done = await who.post(path_of(story, name, about), fields)
    seen = await who.post(f"{story.at}/acts/{name}/previews", {"about": about, "fields": fields})
    alike = ("status", "code", "title", "detail", "details")
    assert 400 <= done.status_code < 500, name
    assert [seen.json().get(key) for key in alike] == [done.json().get(key) for key in alike], name


async def a_ballot(story: Story) -> Json:
    return {"submission_hash": "0" * 64, "choice": "for", "reason": "So."}


async def test_fields_that_are_wrong_are_named_where_they_stand(story: Story) -> None:
    wrong = {"about": {"deadline": 1}, "fields": {"due": "soon", "more": 1}}

    answer = await story.office.post(f"{story.at}/acts/move-deadline/previews", wrong)

    errors = problem(answer, 400, "invalid_input")["errors"]
    assert [(error["field"], error["code"]) for error in errors] == [("about.deadline", "string_type")]
    right = wrong | {"about": {"deadline": "nominate"}}
    errors = problem(
        await story.office.post(f"{story.at}/acts/move-deadline/previews", right), 400, "invalid_input"
    )["errors"]
    assert {error["field"] for error in errors} == {"fields.due", "fields.reason", "fields.more"}


async def test_an_act_that_there_is_not_is_not_found(story: Story) -> None:
    problem(await story.office.post(f"{story.at}/acts/dance/previews", {}), 404, "no_such_act")


# --- from the votes to the end ---


def chaired() -> Blueprint:
    """A body whose chair establishes what comes of its ballot, and which names who judges conditions."""
    return small(
        body(
            chair="college-1",
            chair_establishes=True,
            early_closing="when_all_voted",
            conditions_judged_by={"person": "kees"},
        )
    )


async def test_what_is_foreseen_happens_from_the_votes_to_the_end(door: Door, world: World) -> None:
    async with told(world, Story(door, chaired())) as story:
        await story.before_the_college()
        office, anna, chair = story.office, story.as_("anna"), story.as_("college-1")
        seat = {"seats": [{"body": "college", "seat": "college-2"}]}
        days = {"first_day": DAY.isoformat(), "last_day": DAY.isoformat()}
        mandate = {**seat, "person": story.person("rik"), **days}
        await does_as_foreseen(story, story.as_("college-2"), "give-mandate", mandate)
        await does_as_foreseen(story, office, "withdraw-mandate", {}, mandate=1)
        await does_as_foreseen(story, office, "classify-document", PUBLIC, document="programme")
        meeting = (await story.read("/meetings"))["items"][0]["day"]
        reference = {"day": meeting, "kind": "agenda", "reference": "https://college.example/agenda"}
        await does_as_foreseen(story, office, "file-reference", reference, body="college")
        await story.voted("for", "for")
        asked = [{"text": "Show it.", "owner": "kwartiermaker", "due": DAY.isoformat()}]
        with_conditions = await story.ballot("for_with_conditions", conditions=asked)
        last = await does_as_foreseen(
            story, story.as_("college-3"), "cast-ballot", with_conditions, submission=1
        )
        # That all have voted is no secret; what comes of it is.
        assert [entry["kind"] for entry in last["by_itself"]] == ["ballot.closed"]
        outcome = {"outcome": "approved_with_conditions"}
        await does_as_foreseen(story, chair, "establish-outcome", outcome, submission=1)
        await does_as_foreseen(story, chair, "correct-decision", {"correction": "Version 2."}, decision=1)
        [condition] = (await story.read("/conditions"))["items"]
        about = {"condition": condition["key"]}
        await does_as_foreseen(story, anna, "show-evidence", {"evidence": "Here."}, **about)
        verdict = {"verdict": "met", "reason": "It is."}
        end = await does_as_foreseen(story, story.as_("kees"), "judge-condition", verdict, **about)

    assert [entry["kind"] for entry in end["by_itself"]] == ["programme.approved"]
    assert end["waiting_after"]["sentence"] == "Nothing: the programme is approved."


PUBLIC = {"classification": "public", "reason": "It was announced so."}


async def test_what_is_foreseen_happens_to_who_is_in_which_part(story: Story) -> None:
    await does_as_foreseen(
        story, story.office, "give-part", {"part": "office", "person": story.person("bram"), **BECAUSE}
    )
    parts = (await story.read("/parts"))["items"]
    bram = next(one["person"]["id"] for one in parts if one["person"]["name"] == "Name of bram")
    await does_as_foreseen(story, story.principal, "take-part", BECAUSE, part="office", person=bram)


async def test_a_calendar_file_is_foreseen_as_text(story: Story) -> None:
    day = DAY.strftime("%Y%m%d")
    calendar = EXAMPLE.replace("20990312", day).replace("RRULE:FREQ=MONTHLY;COUNT=3\r\n", "")

    foreseen = await previewed(story, story.office, "plan-meetings", {"calendar": calendar}, body="college")

    answer = await story.office.send(f"{story.at}/bodies/college/calendar", calendar, "text/calendar")
    kinds = [entry["kind"] for entry in ok(answer, 201)["entries"]]
    assert [entry["kind"] for entry in foreseen["entries"]] == kinds == ["meetings.planned"]
