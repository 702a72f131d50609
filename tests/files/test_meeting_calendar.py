"""A calendar file of a body: on which days it meets, and everything that cannot be used with its line."""

from datetime import UTC, date, datetime, time
from time import process_time

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.blueprint.sign_off import RULE_PARTS
from files.calendar_lines import LARGEST_FILE, MOST_EVENTS, MOST_RULES
from files.meeting_calendar import MOST_DAYS, Meetings, read_meetings
from tests.words.pseudo import english

ZONE = "Europe/Amsterdam"
TODAY = date(2026, 1, 5)
AFTER, BEFORE = datetime.fromisoformat("2026-01-06"), datetime.fromisoformat("2030-01-01")


def event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def calendar(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def read(*events: str, zone: str = ZONE) -> Meetings:
    return read_meetings(calendar(*events), zone, TODAY)


def days(*events: str, zone: str = ZONE) -> list[str]:
    """The days of a calendar in which nothing is wrong."""
    found = read(*events, zone=zone)
    assert found.problems == []
    return [str(day) for day in found.days]


def problems(content: bytes) -> list[tuple[int, str]]:
    return [
        (problem.line, english(problem.message, content.decode("latin-1"), *RULE_PARTS))
        for problem in read_meetings(content, ZONE, TODAY).problems
    ]


class TestSingleMeetings:
    def test_an_all_day_meeting_is_on_its_day(self) -> None:
        assert days(event("DTSTART;VALUE=DATE:20270311")) == ["2027-03-11"]

    @pytest.mark.parametrize(
        ("start", "day"),
        [
            ("DTSTART:20270311T130000Z", "2027-03-11"),
            ("DTSTART:20270310T233000Z", "2027-03-11"),
            ("DTSTART;TZID=Europe/Amsterdam:20270311T003000", "2027-03-11"),
            ("DTSTART;TZID=America/New_York:20270310T200000", "2027-03-11"),
            ("DTSTART;TZID=W. Europe Standard Time:20270311T140000", "2027-03-11"),
            ("DTSTART:20270311T140000", "2027-03-11"),
        ],
    )
    def test_a_timed_meeting_is_on_the_day_that_it_is_in_the_programmes_zone(
        self, start: str, day: str
    ) -> None:
        assert days(event(start)) == [day]

    def test_of_several_days_the_first_counts(self) -> None:
        assert days(event("DTSTART;VALUE=DATE:20270311", "DTEND;VALUE=DATE:20270313")) == ["2027-03-11"]

    def test_a_cancelled_meeting_is_left_out(self) -> None:
        held, cancelled = "DTSTART;VALUE=DATE:20270311", "DTSTART;VALUE=DATE:20270312"
        assert days(event(held), event(cancelled, "STATUS:CANCELLED", uid="2")) == ["2027-03-11"]

    def test_days_come_in_order_each_once_from_today_on(self) -> None:
        starts = ("20270311", "20260105", "20260104", "20270311", "20270101")
        found = days(*(event(f"DTSTART;VALUE=DATE:{start}", uid=str(n)) for n, start in enumerate(starts)))
        assert found == ["2026-01-05", "2027-01-01", "2027-03-11"]

    def test_what_does_not_say_when_it_is_does_not_matter(self) -> None:
        noise = [
            "SUMMARY:A meeting\\, with a\r\n  folded summary",
            'DESCRIPTION;ALTREP="x:y":Nonsense \x07 \\',
            'ATTENDEE;CN="Noor Niemand":mailto:noor@example.nl',
            "BEGIN:VALARM",
            "DTSTART;VALUE=DATE:20280101",
            "TRIGGER:nonsense",
            "END:VALARM",
            "X-NONSENSE",
        ]
        zone = "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n"
        task = "BEGIN:VTODO\r\nDTSTART;VALUE=DATE:20290101\r\nEND:VTODO\r\n"

        found = days(f"{zone}END:VTIMEZONE\r\n", task, event(*noise, "DTSTART;VALUE=DATE:20270311"))

        assert found == ["2027-03-11"]

    def test_lines_may_be_folded_and_end_as_they_like(self) -> None:
        content = calendar(event("DTSTART;VALUE=DA\r\n TE:2027\r\n\t0311")).replace(b"\r\n", b"\n")
        assert [str(day) for day in read_meetings(b"\xef\xbb\xbf" + content, ZONE, TODAY).days] == [
            "2027-03-11"
        ]


class TestSeries:
    START = "DTSTART;TZID=Europe/Amsterdam:20270311T140000"

    def test_a_series_ends_by_its_count_or_its_last_moment(self) -> None:
        monthly = "RRULE:FREQ=MONTHLY;BYDAY=2TH"
        expected = ["2027-03-11", "2027-04-08", "2027-05-13"]
        assert days(event(self.START, f"{monthly};COUNT=3")) == expected
        assert days(event(self.START, f"{monthly};UNTIL=20270513T120000Z")) == expected
        assert days(event(self.START, f"{monthly};UNTIL=20270513T115959Z")) == expected[:2]
        assert days(event(self.START, f"{monthly};UNTIL=20270513")) == expected
        assert days(event("DTSTART;VALUE=DATE:20270311", f"{monthly};UNTIL=20270513T000000Z")) == expected

    def test_a_series_without_an_end_is_followed_as_far_as_holidays_are_known(self) -> None:
        found = days(event(self.START, "RRULE:FREQ=YEARLY"))
        assert found == [f"{year}-03-11" for year in range(2027, 2036)]

    def test_a_series_that_began_long_ago_counts_from_there(self) -> None:
        assert days(event("DTSTART;VALUE=DATE:20251208", "RRULE:FREQ=WEEKLY;COUNT=6")) == [
            "2026-01-05",
            "2026-01-12",
        ]

    def test_days_are_added_and_left_out(self) -> None:
        found = days(
            event(
                self.START,
                "RRULE:FREQ=WEEKLY;COUNT=4",
                "EXDATE;TZID=Europe/Amsterdam:20270318T140000,20270401T140000",
                "EXDATE:20270325T130000Z",
                "RDATE;VALUE=DATE:20270601",
                "RDATE;VALUE=PERIOD:20270602T120000Z/PT2H",
            )
        )
        assert found == ["2027-03-11", "2027-06-01", "2027-06-02"]

    def test_one_meeting_of_a_series_is_moved_and_another_cancelled(self) -> None:
        series = event(self.START, "RRULE:FREQ=WEEKLY;COUNT=3")
        moved = event("RECURRENCE-ID:20270318T130000Z", "DTSTART;TZID=Europe/Amsterdam:20270322T100000")
        cancelled = event(
            "RECURRENCE-ID;TZID=Europe/Amsterdam:20270325T140000", self.START, "STATUS:CANCELLED"
        )
        assert days(cancelled, series, moved) == ["2027-03-11", "2027-03-22"]

    def test_a_change_belongs_to_its_own_series_only(self) -> None:
        series = [event("DTSTART;VALUE=DATE:20270311", "RRULE:FREQ=WEEKLY;COUNT=2", uid=uid) for uid in "12"]
        cancelled = event(
            "RECURRENCE-ID;VALUE=DATE:20270318", "DTSTART;VALUE=DATE:20270318", "STATUS:CANCELLED", uid="2"
        )
        assert days(*series, cancelled) == ["2027-03-11", "2027-03-18"]

    def test_a_cancelled_series_is_left_out_with_what_was_moved_in_it(self) -> None:
        series = event(self.START, "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED")
        moved = event("RECURRENCE-ID:20270318T130000Z", "DTSTART:20270322T100000Z")
        assert days(series, moved) == []

    def test_what_is_moved_without_its_series_is_a_meeting(self) -> None:
        assert days(event("RECURRENCE-ID:20270318T130000Z", "DTSTART:20270322T100000Z")) == ["2027-03-22"]

    def test_a_late_meeting_elsewhere_is_on_the_next_day_here_each_time(self) -> None:
        found = days(event("DTSTART;TZID=America/New_York:20270311T200000", "RRULE:FREQ=WEEKLY;COUNT=2"))
        assert found == ["2027-03-12", "2027-03-19"]


class TestWhatCannotBeUsed:
    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            ((), "DTSTART must be there once: it says when the meeting is"),
            (
                ("DTSTART:20270311", "DTSTART:20270312"),
                "DTSTART must be there once: it says when the meeting is",
            ),
            (("DTSTART:2027-03-11",), "DTSTART cannot be read"),
            (("DTSTART:20270311", "RRULE"), "a property cannot be read"),
            (("DTSTART:PT1H",), "DTSTART must be a day such as 20270311, or a moment"),
            (("DTSTART;VALUE=TEXT:20270311",), "DTSTART must be a day such as 20270311, or a moment"),
            (
                ("DTSTART;TZID=Nowhere/Else:20270311T140000",),
                'DTSTART: "Nowhere/Else" is not a time zone that is known; use an IANA name such as',
            ),
            (("DTSTART:00010101T000000Z",), "DTSTART: the year 1 is no year in which a body meets"),
            (("DTSTART:20270311", "RRULE:FREQ=HOPPA"), "RRULE cannot be read"),
            (("DTSTART:20270311", "RRULE:FREQ=SECONDLY"), 'RRULE: "SECONDLY" is not right for FREQ'),
            (("DTSTART:20270311", "RRULE:FREQ=YEARLY;BYWEEKNO=20"), 'RRULE: "BYWEEKNO=20" is not a part'),
            (
                ("DTSTART:20270311", "RRULE:FREQ=WEEKLY;BYDAY=2TH"),
                "RRULE: a number before a weekday goes with FREQ=MONTHLY or FREQ=YEARLY only",
            ),
            (
                ("DTSTART:20270311", "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"),
                "RRULE is there twice; write two series",
            ),
            (("DTSTART;VALUE=DATE:20050101", "RRULE:FREQ=DAILY"), "this series began on 2005-01-01"),
            (
                ("DTSTART:20270311", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270311"),
                "RECURRENCE-ID with RANGE is not taken",
            ),
        ],
    )
    def test_an_event_is_named_by_its_line_with_what_is_wrong(
        self, lines: tuple[str, ...], told: str
    ) -> None:
        good = event("DTSTART:20270311", uid="2")
        [(line, message)] = problems(calendar(good, event(*lines)))
        assert line == 7
        assert message.startswith(told)

    def test_every_bad_event_is_named(self) -> None:
        assert [line for line, _ in problems(calendar(event(), event(), event()))] == [3, 6, 9]

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (b"", (1, "there is no VEVENT in it; send the calendar of the body's meetings")),
            (b"day\n2027-03-11\n", (1, "is not iCalendar: BEGIN:VCALENDAR comes first")),
            (b"BEGIN:VCALENDAR\n\xff\n", (2, "is not UTF-8; save the file as UTF-8")),
            (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", (3, "ends before END:VEVENT")),
            (b"BEGIN:VCALENDAR\nEND:VEVENT\n", (2, "END:VEVENT ends what did not begin")),
            (
                b"BEGIN:VCALENDAR\nMETHOD:CANCEL\nEND:VCALENDAR\n",
                (2, "METHOD:CANCEL cancels meetings; send the calendar itself"),
            ),
        ],
    )
    def test_a_file_that_is_no_calendar_is_refused_as_a_whole(
        self, content: bytes, problem: tuple[int, str]
    ) -> None:
        assert problems(content) == [problem]


class TestHowMuch:
    def test_a_file_has_a_size_that_is_looked_at_first(self) -> None:
        [(line, told)] = problems(b"x" * (LARGEST_FILE + 1))
        assert (line, told) == (1, f"is larger than {LARGEST_FILE:,} bytes; send less at a time")

    def test_there_is_an_end_to_events_series_and_days(self) -> None:
        [(_, told)] = problems(calendar(event("DTSTART:20270311") * (MOST_EVENTS + 1)))
        assert told == f"there are {MOST_EVENTS + 1:,} events; send at most {MOST_EVENTS:,}"
        series = event("DTSTART:20270311", "RRULE:FREQ=YEARLY")
        [(_, told)] = problems(calendar(series * (MOST_RULES + 1)))
        assert told == f"there are {MOST_RULES + 1} series; send at most {MOST_RULES}"
        [(_, told)] = problems(calendar(event("DTSTART:20270311", "RRULE:FREQ=DAILY")))
        assert told.endswith(f"meetings to come; send at most {MOST_DAYS:,}")

    def test_the_worst_file_takes_seconds(self) -> None:
        worst = event("DTSTART:20060201", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") * MOST_RULES
        began = process_time()

        assert days(worst) == []
        assert process_time() - began < 20


@given(
    st.text()
    | st.lists(st.sampled_from(["BEGIN:VEVENT", "END:VEVENT", "DTSTART:20270311", ";", ":"])).map("\n".join)
)
@example("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR")
@example("BEGIN:VCALENDAR\nEND:VCALENDAR\nx")
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    found = read_meetings(text.encode("utf-8", "surrogatepass"), ZONE, TODAY)
    assert found.days or found.problems


@given(
    name=st.sampled_from(("DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS")),
    value=st.text(st.characters(codec="utf-8", exclude_characters="\r\n")),
)
@example(name="RRULE", value=":FREQ=DAILY;COUNT=0")
@example(name="DTSTART", value=":99991231T235959")
@example(name="RDATE", value=";VALUE=PERIOD:00010101T000000Z/PT1H")
def test_whatever_a_property_says_it_is_read_or_named(name: str, value: str) -> None:
    read(event("DTSTART:20270311", f"{name}{value}"))


@given(
    st.sets(
        st.dates(TODAY, date(2030, 1, 1)) | st.datetimes(AFTER, BEFORE),
        max_size=8,
    )
)
def test_what_a_library_writes_is_read(starts: set[date]) -> None:
    written = icalendar.Calendar.new(
        subcomponents=[
            icalendar.Event.new(
                uid=str(n), stamp=datetime(2026, 1, 1, tzinfo=UTC), start=start, summary="Ï" * 90
            )
            for n, start in enumerate(starts)
        ]
    )

    found = read_meetings(written.to_ical(), ZONE, TODAY)

    expected = {start.date() if isinstance(start, datetime) else start for start in starts}
    assert found.days == tuple(sorted(expected))
    assert bool(found.problems) == (not starts)


def test_a_moment_of_the_hour_that_does_not_exist_has_its_day_all_the_same() -> None:
    spring = datetime.combine(date(2027, 3, 28), time(2, 30))
    assert days(event(f"DTSTART;TZID=Europe/Amsterdam:{spring:%Y%m%dT%H%M%S}")) == ["2027-03-28"]
