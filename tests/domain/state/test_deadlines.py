"""Deadlines: reminded of, passed, escalated, and moved."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.every_phase.move_deadline import DeadlineMoved
from domain.every_phase.pass_deadlines import ESCALATES_TO, DeadlinePassed, pass_due
from domain.every_phase.remind import ReminderSent
from domain.shared.actors import Actor, Role
from domain.shared.refusals import Forbidden
from domain.shared.rules import Lead
from domain.state import deadlines
from domain.state.deadlines import Moment, Passing, Reminder
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    asked,
    before_the_body,
    decided,
    drafted,
    under_review,
    with_conditions,
)
from tests.domain.cast import ANNA, EVERY_ROLE, OFFICE, PRINCIPAL
from tests.domain.programmes import CALENDAR, START, Programme, body, rules

FRIDAY = date(2026, 1, 16)


def before_a_meeting() -> Programme:
    return before_the_body(rules(body(meetings=(date(2026, 1, 15),))))


def without_a_meeting() -> Programme:
    return before_the_body(rules(body(meetings=())))


def nominated() -> Programme:
    programme = Programme()
    programme.act(asking.nominate(ANNA.person))
    return programme


EVERY_DEADLINE: dict[str, tuple[Callable[[], Programme], Role, Role | None]] = {
    "nominate": (Programme, "office", "principal"),
    "choose": (nominated, "principal", "office"),
    "accept": (asked, "candidate", "principal"),
    "term": (appointed, "kwartiermaker", "principal"),
    "consultation": (appointed, "representative", None),
    "draft": (drafted, "kwartiermaker", "principal"),
    "review": (under_review, "panel", "principal"),
    "plan-meeting": (without_a_meeting, "office", "principal"),
    "meeting": (before_a_meeting, "member", None),
    "condition-1-college-1-1": (with_conditions, "kwartiermaker", "principal"),
}
"""Each deadline: a programme where it is open, who is waited for, and who hears when it passes."""


@pytest.mark.parametrize("key", EVERY_DEADLINE)
class TestEveryDeadline:
    def test_waits_for_its_role(self, key: str) -> None:
        arrange, role, _ = EVERY_DEADLINE[key]
        assert arrange().state.deadlines[key].role == role

    def test_passes_at_the_end_of_its_day_and_is_told_to_who_must_hear_it(self, key: str) -> None:
        arrange, _, hears = EVERY_DEADLINE[key]
        programme = arrange()
        programme.by_itself = False
        due = programme.state.deadlines[key].due
        programme.wait_until(due)
        assert not deadlines.passed(programme.state, key)
        programme.wait_until(due + timedelta(days=1))
        assert deadlines.passed(programme.state, key)
        assert DeadlinePassed(deadline=key, due=due, escalated_to=hears) in programme.since(0)
        assert programme.state.late

    def test_passes_once(self, key: str) -> None:
        programme = EVERY_DEADLINE[key][0]()
        programme.by_itself = False
        programme.wait_until(programme.state.deadlines[key].due + timedelta(days=30))
        passed = [e for e in programme.since(0) if isinstance(e, DeadlinePassed) and e.deadline == key]
        assert len(passed) == 1
        assert deadlines.due_moments(programme.state, programme.now) == []

    def test_reminds_in_order_and_not_after_it_passed(self, key: str) -> None:
        programme = EVERY_DEADLINE[key][0]()
        programme.by_itself = False
        deadline = programme.state.deadlines[key]
        programme.wait_until(deadline.due + timedelta(days=1))
        mine = [e for e in programme.since(0) if isinstance(e, (ReminderSent, DeadlinePassed))]
        mine = [e for e in mine if e.deadline == key]
        assert [e.nth for e in mine if isinstance(e, ReminderSent)] == list(range(1, len(deadline.leads) + 1))
        assert all(e.to == deadline.role for e in mine if isinstance(e, ReminderSent))
        assert isinstance(mine[-1], DeadlinePassed)


def test_everybody_who_can_be_late_has_somebody_who_hears_of_it() -> None:
    never_late: set[Role] = {"representative", "member"}
    waited_for = {role for _, role, _ in EVERY_DEADLINE.values()}
    assert waited_for - set(ESCALATES_TO) == never_late
    assert all(role != hears for role, hears in ESCALATES_TO.items())


class TestMoments:
    def test_reminders_come_at_the_start_of_a_working_day_and_the_passing_at_the_end_of_the_last(
        self,
    ) -> None:
        programme = asked()
        begin, end = CALENDAR.start_of, CALENDAR.end_of
        assert programme.state.deadlines["accept"].due == date(2026, 1, 12)
        expected = [
            Moment(begin(date(2026, 1, 7)), "accept", Reminder(1)),
            Moment(begin(date(2026, 1, 9)), "accept", Reminder(2)),
            Moment(end(date(2026, 1, 12)), "accept", Passing()),
        ]
        for moment in expected:
            assert deadlines.next_moment(programme.state) == moment
            programme.now = moment.at
            assert deadlines.due_moments(programme.state, programme.now) == [moment]
            programme.meet_deadlines()
        assert deadlines.next_moment(programme.state) is None

    def test_reminders_are_sent_longest_before_first_whatever_order_the_rules_name(self) -> None:
        assert asked().state.deadlines["accept"].leads == (3, 1)

    def test_a_moment_before_is_too_early(self) -> None:
        programme = asked()
        first = deadlines.next_moment(programme.state)
        assert first is not None
        assert deadlines.due_moments(programme.state, first.at - timedelta(microseconds=1)) == []

    def test_of_reminders_that_were_missed_only_the_latest_is_sent(self) -> None:
        programme = asked()
        programme.on(date(2026, 1, 12))
        programme.meet_deadlines()
        assert [e.nth for e in programme.since(0) if isinstance(e, ReminderSent)] == [2]
        assert programme.state.deadlines["accept"].reminded == 2

    def test_when_the_deadline_itself_was_missed_nobody_is_reminded_any_more(self) -> None:
        programme = asked()
        programme.on(date(2026, 2, 2))
        programme.meet_deadlines()
        assert [e.kind for e in programme.since(5)] == ["deadline.passed"]

    def test_several_deadlines_are_met_at_once(self) -> None:
        programme = with_conditions()
        programme.by_itself = False
        programme.on(date(2026, 6, 1))
        passed = pass_due(programme.state, programme.now)
        assert [event.deadline for event in passed if isinstance(event, DeadlinePassed)] == sorted(
            programme.state.deadlines
        )

    def test_the_first_of_all_comes_next(self) -> None:
        programme = appointed()
        moment = deadlines.next_moment(programme.state)
        assert moment is not None
        assert moment.deadline == "consultation"

    def test_the_day_ends_at_midnight_in_the_programmes_own_zone(self) -> None:
        programme = asked()
        programme.on(date(2026, 1, 12))
        (before,) = deadlines.due_moments(programme.state, datetime(2026, 1, 12, 22, 59, 59, tzinfo=UTC))
        (after,) = deadlines.due_moments(programme.state, datetime(2026, 1, 12, 23, 0, tzinfo=UTC))
        assert (before.what, after.what) == (Reminder(2), Passing())

    @pytest.mark.parametrize("end", [asking.suspend(), asking.withdraw()], ids=lambda c: c.update)
    def test_nothing_is_due_while_suspended_or_after_the_end(
        self, end: asking.Suspend | asking.Withdraw
    ) -> None:
        programme = asked()
        programme.act(end)
        programme.on(date(2027, 1, 1))
        assert deadlines.next_moment(programme.state) is None
        assert deadlines.due_moments(programme.state, programme.now) == []
        assert pass_due(programme.state, programme.now) == []

    @given(
        st.integers(1, 40),
        st.lists(st.integers(1, 50), max_size=5, unique=True).map(tuple),
        st.integers(0, 90),
    )
    def test_after_meeting_what_is_due_nothing_is_due(
        self, working_days: int, reminders: tuple[int, ...], later: int
    ) -> None:
        programme = Programme()
        lead = Lead(working_days=working_days, reminders=reminders)
        programme.state = deadlines.begin(programme.state, "nominate", "office", lead, START)
        programme.now += timedelta(days=later)
        programme.meet_deadlines()
        assert deadlines.due_moments(programme.state, programme.now) == []
        moment = deadlines.next_moment(programme.state)
        assert moment is None or moment.at > programme.now

    @given(st.integers(1, 60), st.lists(st.integers(1, 60), max_size=6, unique=True).map(tuple))
    def test_moments_come_in_order_of_their_numbers(self, days: int, reminders: tuple[int, ...]) -> None:
        programme = Programme()
        lead = Lead(working_days=days, reminders=reminders)
        programme.state = deadlines.begin(programme.state, "nominate", "office", lead, START)
        seen: list[Moment] = []
        while (moment := deadlines.next_moment(programme.state)) is not None:
            seen.append(moment)
            changed = {"reminded": moment.what.nth} if isinstance(moment.what, Reminder) else {"passed": True}
            programme.state = deadlines.change(programme.state, "nominate", **changed)
        in_order = [*map(Reminder, range(1, len(reminders) + 1)), Passing()]
        assert [moment.what for moment in seen] == in_order
        assert [moment.at for moment in seen] == sorted(moment.at for moment in seen)


class TestMoving:
    def test_it_is_recorded_with_the_day_before_and_after(self) -> None:
        programme = appointed()
        command = asking.move_deadline("consultation", FRIDAY)
        assert programme.act(command) == [
            DeadlineMoved(
                deadline="consultation", due_before=date(2026, 1, 19), due=FRIDAY, reason=command.reason
            )
        ]
        assert programme.state.deadlines["consultation"].due == FRIDAY

    @pytest.mark.parametrize("key", [key for key in EVERY_DEADLINE if key != "meeting"])
    @pytest.mark.parametrize("days", [-1, 1, 30])
    def test_every_deadline_moves_earlier_and_later(self, key: str, days: int) -> None:
        programme = EVERY_DEADLINE[key][0]()
        due = programme.state.deadlines[key].due + timedelta(days=days)
        programme.act(asking.move_deadline(key, due))
        assert programme.state.deadlines[key].due == due
        programme.by_itself = False
        programme.wait_until(due + timedelta(days=1))
        assert deadlines.passed(programme.state, key)

    def test_a_body_meets_when_it_meets(self) -> None:
        refusal = before_a_meeting().refusal(asking.move_deadline("meeting", FRIDAY))
        assert refusal.code == "meeting_does_not_move"

    def test_today_is_still_possible(self) -> None:
        programme = asked()
        programme.act(asking.move_deadline("accept", programme.today))
        programme.wait(1)
        assert deadlines.passed(programme.state, "accept")

    def test_the_past_is_not(self) -> None:
        refusal = asked().refusal(asking.move_deadline("accept", START - timedelta(days=1)))
        assert (refusal.code, refusal.details) == ("day_is_over", {"today": "2026-01-05"})

    @pytest.mark.parametrize("key", ["draft", "meeting", "no-such"])
    def test_a_deadline_that_is_not_open_does_not_move(self, key: str) -> None:
        refusal = asked().refusal(asking.move_deadline(key, FRIDAY))
        assert (refusal.code, refusal.details) == ("no_such_deadline", {"open": ["accept"]})

    def test_one_that_passed_is_open_again_with_all_its_reminders(self) -> None:
        programme = asked()
        programme.wait(8)
        assert programme.state.late
        programme.act(asking.move_deadline("accept", programme.working_days(5)))
        moved = programme.state.deadlines["accept"]
        assert (moved.passed, moved.reminded) == (False, 0)
        assert not programme.state.late
        before = len(programme.register)
        programme.wait(6)
        assert [e.kind for e in programme.since(before)] == [
            "reminder.sent",
            "reminder.sent",
            "deadline.passed",
        ]

    def test_moved_closer_than_its_reminders_it_reminds_once_and_at_once(self) -> None:
        programme = asked()
        programme.act(asking.move_deadline("accept", programme.working_days(1)))
        programme.meet_deadlines()
        assert [e.nth for e in programme.since(0) if isinstance(e, ReminderSent)] == [2]

    @pytest.mark.parametrize("actor", [OFFICE, PRINCIPAL], ids=str)
    def test_office_and_principal_move_it(self, actor: Actor) -> None:
        assert asked().act(asking.move_deadline("accept", FRIDAY, by=actor))

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a not in (OFFICE, PRINCIPAL)], ids=str)
    def test_nobody_else_does(self, actor: Actor) -> None:
        refusal = asked().refusal(asking.move_deadline("accept", FRIDAY, by=actor))
        assert isinstance(refusal, Forbidden)
        assert refusal.code in {"not_the_office", "not_the_principal"}


class TestChanging:
    def test_a_closed_deadline_stays_closed_whatever_comes_after(self) -> None:
        programme = appointed()
        programme.record([DeadlinePassed(deadline="accept", due=START)])
        programme.record([ReminderSent(deadline="accept", nth=1, to="candidate", count=1)])
        assert set(programme.state.deadlines) == {"term", "consultation"}

    def test_one_that_is_not_open_has_not_passed(self) -> None:
        assert not deadlines.passed(Programme().state, "accept")

    def test_beginning_an_open_one_starts_it_anew(self) -> None:
        programme = Programme()
        programme.wait(7)
        lead = Lead(working_days=3)
        state = deadlines.begin(programme.state, "nominate", "office", lead, programme.today)
        assert state.deadlines["nominate"].due == programme.working_days(3)
        assert not state.late

    def test_a_meeting_that_is_over_is_nobodys_fault(self) -> None:
        programme = decided(before_a_meeting(), "for")
        assert programme.last(DeadlinePassed).escalated_to is None
        assert not programme.state.late
