"""The calendar of what comes in several programmes: a day that moves stays the same event."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from documents.agenda import Coming, agenda
from domain.reading.days import Day
from tests.words.pseudo import PSEUDO, outside
from words.days import DEADLINES
from words.language import Language
from words.languages import ENGLISH, LANGUAGES

DAY = date(2027, 3, 11)
BEGUN = datetime(2026, 11, 28, 12, tzinfo=UTC)


def coming(day: Day, programme: str = "common", seq: int = 7) -> Coming:
    bodies = {"college": "The College"}
    return Coming(
        programme,
        "Common Ground",
        bodies,
        day,
        seq,
        BEGUN,
        BEGUN,
        f"https://k.example/programmes/{programme}",
    )


def event(one: Coming, language: Language = ENGLISH) -> icalendar.Event:
    [found] = icalendar.Calendar.from_ical(agenda(language, "Agenda", "all", [one])).subcomponents
    assert isinstance(found, icalendar.Event)
    return found


def draft(on: date = DAY) -> Day:
    return Day("deadline", "draft", on, "kwartiermaker")


def test_an_event_is_a_whole_day_on_which_nobody_is_busy() -> None:
    found = event(coming(draft()))

    assert (found.start, found.end) == (DAY, DAY + timedelta(days=1))
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["SUMMARY"] == "Last day for a version of the plan: Common Ground"
    assert found["URL"] == "https://k.example/programmes/common"


def test_a_day_that_moves_is_the_same_event_with_a_higher_sequence() -> None:
    before, after = event(coming(draft())), event(coming(draft(DAY + timedelta(days=7)), seq=9))

    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (7, 9)


def test_days_of_other_programmes_rounds_and_submissions_are_other_events() -> None:
    rounds = [Day("round", "consultation", DAY, "representative", about=str(number)) for number in (1, 2)]
    found = [coming(draft()), coming(draft(), "other"), *map(coming, rounds)]

    assert len({str(event(one)["UID"]) for one in found}) == len(found)


def test_the_file_is_the_same_until_something_changes() -> None:
    assert agenda(ENGLISH, "Agenda", "all", [coming(draft())]) == agenda(
        ENGLISH, "Agenda", "all", [coming(draft())]
    )


def test_a_meeting_names_its_body_and_speaks_the_language_of_whoever_asks() -> None:
    day = Day("meeting", "meeting", DAY, "member", about="1", body="college")

    assert event(coming(day), LANGUAGES.speaking("nl"))["SUMMARY"] == (
        "The College vergadert en besluit: Common Ground"
    )


@pytest.mark.parametrize("deadline", [*DEADLINES, "condition-dpia", "judging-dpia"])
def test_every_deadline_has_its_words(deadline: str) -> None:
    said = str(event(coming(Day("deadline", deadline, DAY, "office")), PSEUDO)["SUMMARY"])

    assert outside(said, "Common Ground", "dpia") == []
