"""Suspended and resumed: open deadlines move by the working days lost, meetings do not move."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.every_phase.resume import ProgrammeResumed
from domain.every_phase.suspend import ProgrammeSuspended
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.sign_off.ballot import the_ballot_is_over
from domain.state.commands import Command
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    asked,
    before_the_body,
    decided,
    drafted,
    meeting_day,
    under_review,
    whole_plan,
    with_conditions,
)
from tests.domain.cast import BRAM, CAS, EVERY_ROLE, OFFICE, PRINCIPAL, member
from tests.domain.programmes import CALENDAR, START, Programme, body, rules


def suspended(programme: Programme) -> Programme:
    programme.act(asking.suspend())
    return programme


def pause(programme: Programme, until: date) -> Programme:
    """Suspend today, resume on a later day."""
    suspended(programme)
    programme.wait_until(until)
    programme.act(asking.resume())
    return programme


class TestSuspending:
    def test_it_is_recorded_with_its_reason(self) -> None:
        programme, command = asked(), asking.suspend()
        assert programme.act(command) == [ProgrammeSuspended(reason=command.reason)]
        assert programme.state.suspended_on == START

    def test_twice_is_refused(self) -> None:
        refusal = suspended(asked()).refusal(asking.suspend())
        assert (refusal.code, refusal.details) == ("suspended", {"suspended_on": "2026-01-05"})

    def test_deadlines_stay_open_and_do_not_pass(self) -> None:
        programme = suspended(asked())
        before = programme.state.deadlines
        programme.wait_until(START + timedelta(days=200))
        assert programme.state.deadlines == before
        assert programme.kinds[-1] == "programme.suspended"


class TestResuming:
    def test_it_is_recorded_with_the_working_days_that_were_lost(self) -> None:
        programme = suspended(asked())
        programme.wait_until(date(2026, 1, 14))
        command = asking.resume()
        assert programme.act(command) == [ProgrammeResumed(working_days=7, reason=command.reason)]
        assert programme.state.suspended_on is None
        assert programme.state.deadlines["accept"].due == date(2026, 1, 21)

    def test_on_the_same_day_nothing_is_lost(self) -> None:
        programme = asked()
        before = programme.state.deadlines
        pause(programme, START)
        assert programme.last(ProgrammeResumed).working_days == 0
        assert programme.state.deadlines == before

    def test_over_a_weekend_nothing_is_lost(self) -> None:
        programme = asked()
        programme.wait_until(date(2026, 1, 9))
        due = programme.state.deadlines["accept"].due
        pause(programme, date(2026, 1, 11))
        assert programme.state.deadlines["accept"].due == due

    def test_it_must_be_suspended(self) -> None:
        assert asked().refusal(asking.resume()).code == "not_suspended"

    def test_reminders_that_were_sent_are_not_sent_again(self) -> None:
        programme = asked()
        programme.wait_until(date(2026, 1, 8))
        assert programme.state.deadlines["accept"].reminded == 1
        pause(programme, date(2026, 1, 15))
        assert programme.state.deadlines["accept"].reminded == 1

    def test_what_was_late_stays_late(self) -> None:
        programme = asked()
        programme.wait(8)
        before = programme.state.deadlines["accept"]
        pause(programme, programme.working_days(5))
        assert programme.state.deadlines["accept"] == before
        assert programme.state.late

    @pytest.mark.parametrize(
        "arrange", [Programme, asked, appointed, drafted, under_review, before_the_body, with_conditions]
    )
    @given(st.integers(0, 12), st.integers(0, 150))
    def test_every_open_deadline_keeps_the_working_days_it_had_left(
        self, arrange: type[Programme], before: int, lost: int
    ) -> None:
        programme = arrange()
        programme.wait_until(programme.today + timedelta(days=before))
        state, day = programme.state, programme.today
        pause(programme, day + timedelta(days=lost))
        for key, deadline in state.deadlines.items():
            if key in {"meeting", "plan-meeting"} or deadline.passed:
                continue
            moved = programme.state.deadlines[key]
            assert CALENDAR.between(programme.today, moved.due) == CALENDAR.between(day, deadline.due)
            assert moved.due >= deadline.due
            assert (moved.leads, moved.reminded, moved.role) == (
                deadline.leads,
                deadline.reminded,
                deadline.role,
            )

    @given(st.lists(st.integers(0, 20), min_size=2, max_size=4))
    def test_several_pauses_lose_what_one_long_one_of_as_many_working_days_would(
        self, lost: list[int]
    ) -> None:
        programme = asked()
        for days in lost:
            pause(programme, programme.working_days(days))
        assert programme.state.deadlines["accept"].due == CALENDAR.add(START, 5 + sum(lost))


class TestMeetings:
    def test_a_meeting_after_the_pause_stays_where_it_is(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=10)))
        day = meeting_day(programme)
        programme.members_vote("for")
        pause(programme, day - timedelta(days=1))
        submission = programme.state.sign_off.submission
        assert submission is not None
        assert (submission.meeting, set(submission.votes)) == (day, {"college-1"})
        assert programme.state.deadlines["meeting"].due == day

    def test_resumed_on_its_very_day_it_still_decides(self) -> None:
        programme = before_the_body()
        day = meeting_day(programme)
        pause(programme, day)
        assert meeting_day(programme) == day
        decided(programme, "for", "for")
        assert programme.state.ending == "approved"

    def test_one_that_was_missed_is_followed_by_the_next_eligible_one(self) -> None:
        programme = before_the_body()
        programme.members_vote("for", "for", "for")
        pause(programme, date(2026, 1, 13))
        submission = programme.state.sign_off.submission
        assert submission is not None
        # Thursday the fifteenth is too soon for the notice of three working days.
        assert (submission.number, submission.meeting, submission.votes) == (1, date(2026, 1, 22), {})
        assert programme.state.deadlines["meeting"].due == date(2026, 1, 22)
        assert programme.state.sign_off.decisions == ()

    def test_when_there_is_no_next_one_the_office_plans_one(self) -> None:
        programme = before_the_body(rules(body(meetings=(date(2026, 1, 8),))))
        pause(programme, date(2026, 1, 9))
        assert programme.state.deadlines["plan-meeting"].due == programme.working_days(5)
        assert "meeting" not in programme.state.deadlines

    def test_time_for_planning_one_moves_like_any_other(self) -> None:
        programme = before_the_body(rules(body(meetings=())))
        due = programme.state.deadlines["plan-meeting"].due
        pause(programme, programme.working_days(4))
        assert programme.state.deadlines["plan-meeting"].due == CALENDAR.add(due, 4)

    def test_a_submission_that_was_not_on_an_agenda_yet_keeps_its_time(self) -> None:
        programme = under_review(rules(body(meetings=(date(2026, 1, 8),))))
        programme.by_itself = False
        programme.panel_says("yes", "yes", "yes")
        while programme.state.sign_off.submission is None:
            programme.record(programme.next_steps())
        pause(programme, date(2026, 1, 9))
        programme.settle()
        assert programme.state.deadlines["plan-meeting"].due == CALENDAR.add(START, 5 + 4)

    def test_ballots_of_a_meeting_that_was_over_before_the_suspension_count(self) -> None:
        programme = before_the_body()
        programme.by_itself = False
        programme.members_vote("for", "for")
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
        assert the_ballot_is_over(programme.state)
        pause(programme, programme.working_days(5))
        programme.settle()
        assert programme.state.ending == "approved"

    def test_a_ballot_that_everyone_had_cast_before_the_suspension_counts(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.by_itself = False
        programme.members_vote("for", "for", "for")
        pause(programme, meeting_day(programme) + timedelta(days=7))
        programme.settle()
        assert programme.state.ending == "approved"


class TestWhileSuspended:
    @pytest.mark.parametrize(
        "command",
        [
            asking.move_deadline("accept", date(2026, 2, 2)),
            asking.plan_meeting("college", date(2026, 2, 2)),
            asking.nominate(CAS.person),
            asking.choose(BRAM.person),
            asking.accept(),
            asking.decline(),
            asking.save_version(whole_plan()),
            asking.settle_responses(),
            asking.answer_principle(1, 1, "open"),
            asking.allow_drafter(CAS.person),
            asking.submit_version(1),
            asking.review("panel-1", asked().state),
            asking.ballot(asked().state, 1),
            asking.show_evidence("1-college-1-1"),
            asking.judge_condition("1-college-1-1", by=member("college", 1)),
        ],
        ids=lambda command: command.update,
    )
    def test_people_cannot_go_on(self, command: Command) -> None:
        assert suspended(asked()).refusal(command).code == "suspended"

    def test_it_can_be_withdrawn(self) -> None:
        programme = suspended(asked())
        programme.act(asking.withdraw())
        assert (programme.state.ending, programme.state.suspended_on) == ("withdrawn", None)

    def test_it_can_get_another_kwartiermaker(self) -> None:
        programme = suspended(appointed())
        programme.act(asking.replace_kwartiermaker())
        assert programme.state.kwartiermaker == "id-of-kees"

    def test_the_programme_itself_does_not_go_on(self) -> None:
        programme = under_review()
        programme.by_itself = False
        programme.panel_says("yes", "yes", "yes")
        suspended(programme)
        programme.settle()
        assert programme.kinds[-1] == "programme.suspended"
        programme.act(asking.resume())
        programme.settle()
        assert programme.state.phase == "sign_off"


@pytest.mark.parametrize("command", [asking.suspend, asking.resume])
class TestWho:
    def programme(self, command: object) -> Programme:
        return suspended(asked()) if command is asking.resume else asked()

    @pytest.mark.parametrize("actor", [OFFICE, PRINCIPAL], ids=str)
    def test_office_and_principal_do(self, command: type, actor: Actor) -> None:
        assert self.programme(command).act(command(by=actor))

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a not in (OFFICE, PRINCIPAL)], ids=str)
    def test_nobody_else_does(self, command: type, actor: Actor) -> None:
        refusal = self.programme(command).refusal(command(by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code in {"not_the_office", "not_the_principal"}
