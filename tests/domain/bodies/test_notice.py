"""The notice: a meeting that comes too soon is said to be missed, at once and once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bodies.notice import papers_due
from domain.every_phase.waiting import waiting
from domain.vocabulary.events_of_sign_off import (
    MeetingPlanned,
    MeetingsPlanned,
    NoticeMissed,
    SubmissionScheduled,
)
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day
from tests.domain.programmes import CALENDAR, START, Programme, body, every, rules

THURSDAYS = every(1, date(2026, 1, 8))


def missed(programme: Programme) -> list[NoticeMissed]:
    return [event for event in programme.since(0) if isinstance(event, NoticeMissed)]


def without_meetings(notice: int = 3) -> Programme:
    return before_the_body(rules(body(meetings=(), notice_working_days=notice)))


class TestWhenASubmissionIsPrepared:
    def test_a_meeting_that_comes_too_soon_is_said_to_be_missed_before_the_next_takes_it(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=4)))

        assert missed(programme) == [
            NoticeMissed(submission=1, body="college", missed=THURSDAYS[0], next=THURSDAYS[1])
        ]
        assert programme.kinds[-3:] == ["submission.prepared", "notice.missed", "submission.scheduled"]

    def test_nothing_is_said_when_the_first_meeting_takes_it(self) -> None:
        assert missed(before_the_body(rules(body(notice_working_days=3)))) == []

    def test_of_several_the_first_is_named_and_the_others_are_not_said_again(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=10)))

        [said] = missed(programme)
        assert (said.missed, said.next) == (THURSDAYS[0], THURSDAYS[2])
        submission = programme.state.sign_off.submission
        assert submission is not None
        assert submission.missed == THURSDAYS[:2]

    def test_todays_meeting_was_never_within_reach(self) -> None:
        assert missed(before_the_body(rules(body(meetings=(START, date(2026, 1, 15)))))) == []

    def test_without_a_next_one_it_says_so_and_a_meeting_must_be_planned(self) -> None:
        programme = before_the_body(rules(body(meetings=THURSDAYS[:1], notice_working_days=4)))

        assert missed(programme) == [
            NoticeMissed(submission=1, body="college", missed=THURSDAYS[0], next=None)
        ]
        assert str(waiting(programme.state).sentence) == (
            "The programme office, to plan a meeting of college: 2026-01-08 comes too soon by its notice."
        )

    def test_each_body_has_its_own_notice(self) -> None:
        programme = before_the_body(rules(body(), body("board", notice_working_days=8)))

        decided(programme, "for", "for")

        [said] = missed(programme)
        assert (said.body, said.submission, said.missed, said.next) == (
            "board",
            2,
            date(2026, 1, 15),
            date(2026, 1, 22),
        )


class TestWhenItWaitsAnew:
    def test_held_over_it_may_miss_the_meeting_after(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=3, meetings=every(1, date(2026, 1, 8)))))
        decided(programme, "abstain", "abstain")
        assert missed(programme) == []

        close = tuple(date(2026, 1, day) for day in (8, 12, 15))
        programme = before_the_body(rules(body(meetings=close)))
        decided(programme, "abstain", "abstain")

        [said] = missed(programme)
        assert (said.submission, said.missed, said.next) == (1, date(2026, 1, 12), date(2026, 1, 15))
        assert meeting_day(programme) == date(2026, 1, 15)

    def test_suspended_past_its_meeting_it_may_miss_the_next(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=3)))
        programme.act(asking.suspend())
        programme.wait_until(date(2026, 1, 13))
        programme.act(asking.resume())

        [said] = missed(programme)
        assert (said.missed, said.next) == (date(2026, 1, 15), date(2026, 1, 22))
        assert programme.last(SubmissionScheduled).meeting == date(2026, 1, 22)


class TestWhenAMeetingIsPlannedTooSoon:
    def test_it_is_said_with_the_planning(self) -> None:
        programme, day = without_meetings(), START + timedelta(days=1)

        caused = programme.act(asking.plan_meeting("college", day))

        assert caused == [
            MeetingPlanned(body="college", day=day),
            NoticeMissed(submission=1, body="college", missed=day, next=None),
        ]

    def test_older_commands_are_judged_as_they_were(self) -> None:
        programme, day = without_meetings(), START + timedelta(days=1)
        programme.by_itself = False

        caused = programme.act(asking.plan_meeting("college", day, tells=False))

        assert caused == [MeetingPlanned(body="college", day=day)]

    def test_a_calendar_names_the_meeting_that_takes_it_instead(self) -> None:
        programme, soon, later = without_meetings(), START + timedelta(days=1), START + timedelta(days=7)

        caused = programme.act(asking.plan_meetings("college", soon, later))

        assert caused == [
            MeetingsPlanned(body="college", days=(soon, later)),
            NoticeMissed(submission=1, body="college", missed=soon, next=later),
        ]
        assert meeting_day(programme) == later

    def test_nothing_is_missed_while_no_submission_waits(self) -> None:
        programme = Programme(rules(body(meetings=())))
        programme.act(asking.plan_meeting("college", START + timedelta(days=1)))
        assert missed(programme) == []

    def test_nor_by_another_body_than_the_one_whose_turn_it_is(self) -> None:
        programme = before_the_body(rules(body(meetings=()), body("board", meetings=())))
        programme.act(asking.plan_meeting("board", START + timedelta(days=1)))
        assert missed(programme) == []


@given(
    notice=st.integers(0, 15),
    meetings=st.sets(st.dates(date(2026, 1, 2), date(2026, 3, 1)), max_size=8),
)
def test_whatever_the_calendar_each_meeting_takes_it_or_is_missed_or_comes_later(
    notice: int, meetings: set[date]
) -> None:
    programme = before_the_body(rules(body(meetings=tuple(sorted(meetings)), notice_working_days=notice)))
    submission = programme.state.sign_off.submission
    assert submission is not None
    earliest = CALENDAR.add(START, notice)

    assert set(submission.missed) == {day for day in meetings if START < day < earliest}
    assert submission.meeting == min((d for d in meetings if d > START and d >= earliest), default=None)
    assert [said.next for said in missed(programme)] == ([submission.meeting] if submission.missed else [])


@given(meeting=st.dates(date(2026, 1, 20), date(2026, 12, 31)), notice=st.integers(0, 12))
def test_the_papers_last_day_is_the_last_on_which_the_notice_allows_the_meeting(
    meeting: date, notice: int
) -> None:
    due = papers_due(meeting, notice, CALENDAR)

    assert due < meeting
    assert CALENDAR.add(due, notice) <= meeting
    after = due + timedelta(days=1)
    assert after == meeting or CALENDAR.add(after, notice) > meeting


@pytest.mark.parametrize(
    ("meeting", "notice", "due"),
    [
        (date(2026, 1, 8), 3, date(2026, 1, 5)),
        (date(2026, 1, 8), 4, date(2026, 1, 4)),
        (date(2026, 1, 8), 0, date(2026, 1, 7)),
        (date(2026, 1, 10), 4, date(2026, 1, 5)),
    ],
)
def test_it_is_told_by_the_programmes_working_days(meeting: date, notice: int, due: date) -> None:
    assert papers_due(meeting, notice, CALENDAR) == due
