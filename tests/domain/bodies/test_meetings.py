"""Meetings: which one takes a submission, and who plans another one."""

from datetime import date, timedelta

import pytest

from domain.bodies import meetings
from domain.bodies.plan_meeting import MeetingPlanned
from domain.bodies.schedule_submission import SubmissionScheduled, put_on_the_agenda
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.sign_off.prepare_submission import SubmissionPrepared
from tests.domain import asking
from tests.domain.arranged import (
    approved,
    before_the_body,
    meeting_day,
    sent_back,
    under_review,
)
from tests.domain.cast import EVERY_ROLE, OFFICE, PRINCIPAL
from tests.domain.programmes import CALENDAR, START, Programme, body, rules


class TestTheAgenda:
    def test_a_submission_goes_to_the_first_meeting_that_the_notice_allows(self) -> None:
        programme = before_the_body()
        prepared = programme.last(SubmissionPrepared)
        assert (prepared.submission, prepared.body, prepared.version) == (1, "college", 1)
        assert programme.last(SubmissionScheduled).meeting == date(2026, 1, 8)
        assert programme.open_deadlines == {"meeting": date(2026, 1, 8)}
        assert programme.state.deadlines["meeting"].role == "member"
        assert programme.state.deadlines["meeting"].leads == (2, 1)

    @pytest.mark.parametrize(
        ("notice", "meeting"),
        [(0, date(2026, 1, 8)), (3, date(2026, 1, 8)), (4, date(2026, 1, 15)), (8, date(2026, 1, 15))],
    )
    def test_a_meeting_on_the_last_day_of_the_notice_still_takes_it(self, notice: int, meeting: date) -> None:
        assert meeting_day(before_the_body(rules(body(notice_working_days=notice)))) == meeting

    def test_without_notice_still_not_today(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=0, meetings=(START, date(2026, 1, 6)))))
        assert meeting_day(programme) == date(2026, 1, 6)

    def test_a_meeting_on_a_day_off_counts_its_notice_in_working_days(self) -> None:
        saturday = date(2026, 1, 10)
        assert (
            meeting_day(before_the_body(rules(body(meetings=(saturday,), notice_working_days=4)))) == saturday
        )
        assert (
            meetings.next_meeting(
                before_the_body(rules(body(meetings=(saturday,), notice_working_days=5))).state, START
            )
            is None
        )

    def test_once_it_is_on_an_agenda_it_stays_there(self) -> None:
        programme = before_the_body()
        assert put_on_the_agenda(programme.state, programme.today) == []
        assert meetings.a_meeting_can_take_it(programme.state, programme.today)

    def test_what_was_decided_already_waits_for_no_meeting(self) -> None:
        assert meetings.a_meeting_can_take_it(sent_back().state, START)
        assert meetings.a_meeting_can_take_it(approved().state, START)


class TestWithoutAMeeting:
    def programme(self) -> Programme:
        return before_the_body(rules(body(meetings=())))

    def test_the_office_is_asked_to_plan_one(self) -> None:
        programme = self.programme()
        assert programme.open_deadlines == {"plan-meeting": programme.working_days(5)}
        assert programme.state.deadlines["plan-meeting"].role == "office"
        assert not meetings.a_meeting_can_take_it(programme.state, programme.today)
        assert not meetings.is_on_an_agenda(programme.state)

    def test_a_meeting_that_was_still_to_come_when_it_was_prepared_may_be_over_before_anything_ran(
        self,
    ) -> None:
        programme = under_review(rules(body(meetings=(date(2026, 1, 8),))))
        programme.by_itself = False
        programme.panel_says("yes", "yes", "yes")
        while programme.state.sign_off.submission is None:
            programme.record(programme.next_steps())
        programme.on(date(2026, 1, 9))
        assert programme.next_steps() == []
        assert programme.open_deadlines == {"plan-meeting": CALENDAR.add(START, 5)}

    def test_a_planned_meeting_takes_it_at_once(self) -> None:
        programme = self.programme()
        day = programme.working_days(3)
        programme.act(asking.plan_meeting("college", day))
        assert meeting_day(programme) == day
        assert programme.open_deadlines == {"meeting": day}

    def test_a_meeting_within_the_notice_does_not_help(self) -> None:
        programme = self.programme()
        programme.act(asking.plan_meeting("college", programme.working_days(2)))
        assert set(programme.open_deadlines) == {"plan-meeting"}

    def test_a_meeting_of_another_body_does_not_help(self) -> None:
        programme = before_the_body(rules(body(meetings=()), body("board")))
        programme.act(asking.plan_meeting("board", programme.working_days(10) + timedelta(days=1)))
        assert set(programme.open_deadlines) == {"plan-meeting"}


class TestPlanningAMeeting:
    def test_it_is_recorded_and_kept(self) -> None:
        programme = Programme()
        assert programme.act(asking.plan_meeting("college", date(2026, 2, 2))) == [
            MeetingPlanned(body="college", day=date(2026, 2, 2))
        ]
        programme.act(asking.plan_meeting("college", date(2026, 1, 30)))
        assert programme.state.sign_off.planned == {"college": (date(2026, 2, 2), date(2026, 1, 30))}

    def test_the_first_of_all_planned_and_regular_meetings_is_taken(self) -> None:
        programme = under_review(rules(body(meetings=(date(2026, 2, 5),))))
        for day in (date(2026, 2, 4), date(2026, 2, 3), date(2026, 2, 10)):
            programme.act(asking.plan_meeting("college", day))
        programme.panel_says("yes", "yes", "yes")
        assert meeting_day(programme) == date(2026, 2, 3)

    @pytest.mark.parametrize("actor", [OFFICE, PRINCIPAL], ids=str)
    def test_office_and_principal_plan(self, actor: Actor) -> None:
        assert Programme().act(asking.plan_meeting("college", date(2026, 2, 2), by=actor))

    @pytest.mark.parametrize("day", [START, START - timedelta(days=1)])
    def test_it_lies_after_today(self, day: date) -> None:
        refusal = Programme().refusal(asking.plan_meeting("college", day))
        assert (refusal.code, refusal.details) == ("day_is_over", {"today": "2026-01-05"})

    def test_only_a_body_of_the_blueprint_meets(self) -> None:
        refusal = Programme(rules(body(), body("board"))).refusal(
            asking.plan_meeting("parliament", date(2026, 2, 2))
        )
        assert (refusal.code, refusal.details) == (
            "no_such_body",
            {"unknown": ["parliament"], "bodies": ["board", "college"]},
        )

    def test_a_day_is_planned_once(self) -> None:
        programme = Programme()
        assert programme.refusal(asking.plan_meeting("college", date(2026, 1, 8))).code == "already_planned"
        programme.act(asking.plan_meeting("college", date(2026, 2, 2)))
        assert programme.refusal(asking.plan_meeting("college", date(2026, 2, 2))).code == "already_planned"

    def test_bodies_may_meet_on_one_day(self) -> None:
        programme = Programme(rules(body(), body("board", meetings=())))
        programme.act(asking.plan_meeting("board", date(2026, 1, 8)))


@pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a not in (OFFICE, PRINCIPAL)], ids=str)
def test_nobody_else_plans_meetings(actor: Actor) -> None:
    refusal = Programme().refusal(asking.plan_meeting("college", date(2026, 2, 2), by=actor))
    assert isinstance(refusal, Forbidden)
    assert refusal.code in {"not_the_office", "not_the_principal"}
