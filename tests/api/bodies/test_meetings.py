"""Meetings over HTTP: planned from a calendar file, read with what belongs to them, and as a file again."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from files.meeting_calendar import read_meetings
from tests.api.story import Story, told
from tests.api.visiting import Door, ok, problem
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.running import World
from words.languages import LANGUAGES

CALENDAR = "text/calendar"
SOON, LATER, LAST = (weekdays(days, 1)[0] for days in (3, 40, 80))
NOTICE = 8


@pytest.fixture
async def monthly(door: Door, world: World) -> AsyncIterator[Story]:
    """The College meets thrice; the first time comes too soon for anything."""
    meetings = [str(day) for day in (SOON, LATER, LAST)]
    blueprint = small(body(meetings=meetings, notice_working_days=NOTICE), body("board", meetings=[]))
    async with told(world, Story(door, blueprint)) as story:
        yield story


def calendar(*days: date, rule: str = "") -> str:
    events = [
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\n{rule}END:VEVENT\r\n"
        for n, day in enumerate(days)
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"


async def meetings(story: Story, key: str = "college") -> list[dict[str, Any]]:
    found = (await story.read("/meetings", story.bystander))["items"]
    return [meeting for meeting in found if meeting["body"] == key]


async def exported(story: Story, path: str = "meetings-export") -> list[icalendar.Event]:
    answer = await story.bystander.get(f"{story.at}/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(CALENDAR)
    return list(icalendar.Calendar.from_ical(answer.text).events)


# --- in ---


async def test_a_calendar_file_plans_what_is_new_in_one_entry_once(monthly: Story) -> None:
    story, at = monthly, f"{monthly.at}/bodies/college/calendar"
    new = LAST + timedelta(days=1)
    file = calendar(LATER, new, date(2020, 1, 1))

    answer = ok(await story.principal.send(at, file, CALENDAR, key="k"), 201)
    again = ok(await story.principal.send(at, file, CALENDAR, key="k"), 201)

    assert [entry["kind"] for entry in answer["entries"]] == ["meetings.planned"]
    assert again == answer
    assert [meeting["day"] for meeting in await meetings(story)] == [
        str(day) for day in (SOON, LATER, LAST, new)
    ]
    problem(await story.office.send(at, calendar(LATER), CALENDAR, key="k"), 409, "idempotency_key_reused")
    refused = problem(await story.office.send(at, file, CALENDAR), 409, "no_new_meetings")
    assert refused["details"]["days"] == 2


async def test_every_event_that_cannot_be_used_is_named_and_nothing_is_planned(monthly: Story) -> None:
    at = f"{monthly.at}/bodies/board/calendar"
    file = calendar(LATER, LAST).replace(f"DATE:{LAST:%Y%m%d}", "DATE:soon")

    answer = problem(await monthly.office.send(at, file, CALENDAR), 400, "invalid_calendar")

    [error] = answer["errors"]
    assert (error["field"], error["code"]) == ("line 7", "calendar")
    assert error["detail"].startswith("DTSTART cannot be read")
    assert await meetings(monthly, "board") == []
    problem(await monthly.office.send(at, b"\xff", CALENDAR), 400, "invalid_calendar")


async def test_a_calendar_is_sent_as_one_by_who_may_about_a_body_that_is_there(monthly: Story) -> None:
    at, file = f"{monthly.at}/bodies/board/calendar", calendar(LATER)

    problem(await monthly.office.send(at, file, "text/csv"), 415, "unsupported_media_type")
    problem(await monthly.as_("college-1").send(at, file, CALENDAR), 403, "not_the_office")
    elsewhere = f"{monthly.at}/bodies/parliament/calendar"
    problem(await monthly.office.send(elsewhere, file, CALENDAR), 404, "unknown_body")


# --- read ---


async def test_a_meeting_is_read_with_the_last_day_for_papers_its_agenda_and_what_goes_there(
    monthly: Story,
) -> None:
    await monthly.before_the_college()

    soon, later, last = await meetings(monthly)

    [item] = later["agenda"]
    submission = await monthly.read("/submissions/1")
    assert (item["submission"], item["hash"], item["outcome"]) == (1, submission["hash"], None)
    papers = {paper["kind"]: (paper["number"], paper["hash"]) for paper in item["papers"]}
    version = (await monthly.read("/plan-versions"))["items"][-1]
    assert papers["plan_version"] == (2, version["hash"])
    assert papers["cover_note"][0] == 1
    assert (soon["agenda"], last["agenda"]) == ([], [])
    assert later["papers_due"] < later["day"]
    kinds = [entry["event"]["kind"] for entry in (await monthly.read("/register"))["items"]]
    assert kinds[-3:] == ["submission.prepared", "notice.missed", "submission.scheduled"]


async def test_what_was_decided_at_a_meeting_is_read_there(story: Story) -> None:
    await story.before_the_college()
    on_the_agenda = (await story.read("/submissions/1"))["meeting"]
    await story.voted("send_back", "send_back", "send_back")
    await story.until("decision.established")

    [meeting] = [one for one in await meetings(story) if one["agenda"]]

    assert meeting["day"] == on_the_agenda
    assert [item["outcome"] for item in meeting["agenda"]] == ["sent_back"]


# --- references ---


async def test_a_reference_is_read_at_its_meeting_and_the_last_one_of_a_kind_holds(monthly: Story) -> None:
    first = {"day": str(SOON), "kind": "agenda", "reference": "College 2027/3", "file_hash": "a" * 64}
    await monthly.act(monthly.office, "bodies/college/references", **first)
    await monthly.act(monthly.office, "bodies/college/references", **first | {"reference": "College 2027/4"})
    papers = {"day": str(SOON), "kind": "papers", "reference": "https://college.example/stukken"}
    await monthly.act(monthly.office, "bodies/college/references", **papers)

    soon, *others = await meetings(monthly)

    assert soon["references"] == [
        {"kind": "agenda", "reference": "College 2027/4", "file_hash": "a" * 64},
        {"kind": "papers", "reference": "https://college.example/stukken", "file_hash": None},
    ]
    assert all(not other["references"] for other in others)
    register = await monthly.read("/register")
    assert [entry["event"]["kind"] for entry in register["items"]].count("reference.filed") == 3
    assert "College 2027" not in str(register)


async def test_what_the_rules_refuse_is_told_with_the_reason(monthly: Story) -> None:
    at, filed = f"{monthly.at}/bodies/college/references", {"kind": "minutes", "reference": "x"}

    early = problem(await monthly.office.post(at, filed | {"day": str(SOON)}), 409, "meeting_still_to_come")
    assert early["details"]["day"] == str(SOON)
    problem(await monthly.office.post(at, filed | {"day": "2027-01-03"}), 409, "no_such_meeting")
    problem(await monthly.principal.post(at, filed | {"day": str(SOON)}), 403, "not_the_office")
    problem(await monthly.office.post(at, filed | {"day": str(SOON), "kind": "song"}), 400, "invalid_input")
    problem(
        await monthly.office.post(at, filed | {"day": str(SOON), "reference": "\0"}), 400, "invalid_input"
    )


# --- out ---


async def test_the_calendar_has_a_whole_day_for_each_meeting_with_what_is_on_its_agenda(
    monthly: Story,
) -> None:
    await monthly.before_the_college()

    soon, later, last = await exported(monthly)

    assert (later.start, later.end) == (LATER, LATER + timedelta(days=1))
    assert later.summary == "College: Small programme"
    due = date.fromisoformat((await meetings(monthly))[1]["papers_due"])
    assert str(later.description).split("\n") == [
        f"Stukken uiterlijk op {LANGUAGES.speaking('nl').day(due)}",
        "Agenda: voorlegger 1, versie 2",
    ]
    assert later.sequence == 1
    assert (soon.sequence, last.sequence) == (0, 0)


async def test_the_calendar_stays_the_same_file_until_something_changes(monthly: Story) -> None:
    paths = ("meetings-export", "meetings.ics")
    first, second = [(await monthly.office.get(f"{monthly.at}/{path}")).text for path in paths]
    uids = {str(event.uid) for event in await exported(monthly)}

    ok(
        await monthly.office.send(
            f"{monthly.at}/bodies/college/calendar", calendar(date(2098, 1, 6)), CALENDAR
        ),
        201,
    )
    after = await exported(monthly)

    assert first == second
    assert len(uids) == 3
    assert uids < {str(event.uid) for event in after}
    assert [event.sequence for event in after] == [0, 0, 0, 1]


async def test_a_body_has_its_own_calendar_which_can_be_read_again(monthly: Story) -> None:
    ok(await monthly.office.send(f"{monthly.at}/bodies/board/calendar", calendar(LATER, LAST), CALENDAR), 201)

    answer = await monthly.office.get(f"{monthly.at}/bodies/board/meetings.ics")
    board = await exported(monthly, "bodies/board/meetings-export")
    college = await exported(monthly, "bodies/college/meetings-export")

    assert (
        answer.headers["content-disposition"] == f'attachment; filename="{monthly.slug}-board-meetings.ics"'
    )
    assert read_meetings(answer.content, "Europe/Amsterdam", datetime.now(UTC).date()).days == (LATER, LAST)
    assert ([event.start for event in board], len(college)) == ([LATER, LAST], 3)
    problem(await monthly.office.get(f"{monthly.at}/bodies/parliament/meetings-export"), 404, "unknown_body")
