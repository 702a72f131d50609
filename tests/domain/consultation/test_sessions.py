"""Working sessions beside the written rounds: planned, held or cancelled, and what a confirmation makes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consultation.confirming import merged
from domain.consultation.plan_session import SessionPlanned
from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.remind import ReminderSent
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.arranged import appointed, asked, before_the_body, drafted, under_review
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, NEW_KWARTIERMAKER, OFFICE
from tests.domain.programmes import Programme

OTHERS = [
    actor
    for actor in (*EVERY_ROLE, NEW_KWARTIERMAKER)
    if actor.person not in {OFFICE.person, KWARTIERMAKER.person}
]
"""Who has nothing to say about sessions."""


def planned(days: int = 5) -> Programme:
    """A session with two organisations is some working days away."""
    programme = appointed()
    programme.act(asking.plan_session(programme.working_days(days), "G1", "G2"))
    return programme


class TestPlanning:
    def test_gives_the_session_a_number_a_day_and_who_is_invited(self) -> None:
        programme = planned()
        day = programme.working_days(5)
        event = programme.last(SessionPlanned)
        assert (event.session, event.day, event.organisations) == (1, day, ("G1", "G2"))
        assert programme.open_deadlines["session-1"] == day
        assert programme.state.deadlines["session-1"].role == "office"

    def test_numbers_sessions_one_after_the_other(self) -> None:
        programme = planned()
        programme.act(asking.cancel_session(1), asking.plan_session(programme.today))
        assert programme.last(SessionPlanned).session == 2

    @pytest.mark.parametrize("by", [OFFICE, KWARTIERMAKER])
    def test_is_for_the_office_and_the_kwartiermaker(self, by: Actor) -> None:
        programme = appointed()
        programme.act(asking.plan_session(programme.today, by=by))
        assert programme.kinds[-1] == "session.planned"

    def test_is_for_nobody_else(self) -> None:
        programme = appointed()
        for role in OTHERS:
            refusal = programme.refusal(asking.plan_session(programme.today, by=role))
            assert isinstance(refusal, Forbidden), role

    def test_is_not_for_a_day_that_is_over(self) -> None:
        programme = appointed()
        refusal = programme.refusal(asking.plan_session(programme.today - timedelta(days=1)))
        assert refusal.code == "day_is_over"

    def test_belongs_to_the_definition_phase(self) -> None:
        for programme in (asked(), before_the_body()):
            refusal = programme.refusal(asking.plan_session(programme.today))
            assert refusal.code == "not_in_this_phase"

    def test_waits_while_the_programme_is_suspended(self) -> None:
        programme = appointed()
        programme.act(asking.suspend())
        assert programme.refusal(asking.plan_session(programme.today)).code == "suspended"


class TestTheDay:
    def test_is_reminded_of_the_working_day_before(self) -> None:
        programme = planned()
        programme.wait(4)
        reminder = programme.last(ReminderSent)
        assert (reminder.deadline, reminder.to) == ("session-1", "office")

    def test_that_passed_without_a_record_is_late_and_the_principal_hears_of_it(self) -> None:
        programme = planned()
        programme.wait(6)
        passed = next(e for e in programme.since(0) if isinstance(e, DeadlinePassed))
        assert (passed.deadline, passed.escalated_to) == ("session-1", "principal")
        assert programme.state.late

    def test_is_late_no_more_once_it_is_recorded(self) -> None:
        programme = planned()
        programme.wait(6)
        programme.act(asking.record_session(1))
        assert "session-1" not in programme.state.deadlines

    def test_stays_where_it_is_when_the_programme_is_resumed(self) -> None:
        programme = planned()
        day = programme.open_deadlines["session-1"]
        programme.act(asking.suspend())
        programme.wait(2)
        programme.act(asking.resume())
        assert programme.open_deadlines["session-1"] == day

    def test_moves_with_its_deadline(self) -> None:
        programme = planned()
        later = programme.working_days(8)
        programme.act(asking.move_deadline("session-1", later))
        programme.wait(5)
        assert programme.refusal(asking.record_session(1)).details == {"day": later.isoformat()}


class TestRecording:
    def test_says_who_was_there_and_what_came_of_it(self) -> None:
        programme = planned(days=1)
        programme.wait(1)
        [event] = programme.act(asking.record_session(1, "G2", by=KWARTIERMAKER))
        assert event.kind == "session.held"
        assert programme.state.definition.sessions[1].status == "held"

    def test_is_refused_before_its_day(self) -> None:
        assert planned().refusal(asking.record_session(1)).code == "session_still_to_come"

    def test_names_only_who_was_invited(self) -> None:
        programme = planned(days=1)
        programme.wait(1)
        refusal = programme.refusal(asking.record_session(1, "G1", "M1"))
        assert (refusal.code, refusal.details["unknown"]) == ("not_invited_to_session", ["M1"])

    def test_is_about_sections_of_the_plan(self) -> None:
        programme = planned(days=1)
        programme.wait(1)
        assert programme.refusal(asking.record_session(1, sections=["weather"])).code == "unknown_section"

    def test_happens_once(self) -> None:
        programme = planned(days=1)
        programme.wait(1)
        programme.act(asking.record_session(1))
        for command in (asking.record_session(1), asking.cancel_session(1)):
            refusal = programme.refusal(command)
            assert (refusal.code, refusal.details) == ("session_not_planned", {"status": "held"})

    def test_needs_a_session(self) -> None:
        assert planned().refusal(asking.record_session(9)).code == "no_such_session"

    def test_is_for_the_office_and_the_kwartiermaker(self) -> None:
        programme = planned()
        for role in OTHERS:
            for command in (asking.record_session(1, by=role), asking.cancel_session(1, by=role)):
                assert isinstance(programme.refusal(command), Forbidden)


class TestTheEnd:
    def test_a_cancelled_session_is_waited_for_no_longer(self) -> None:
        programme = planned()
        programme.act(asking.cancel_session(1))
        assert programme.state.definition.sessions[1].status == "cancelled"
        assert "session-1" not in programme.state.deadlines

    def test_a_session_to_come_lapses_with_the_phase(self) -> None:
        programme = under_review()
        programme.act(asking.plan_session(programme.working_days(20)))
        programme.panel_says("yes", "yes", "yes")
        assert programme.state.phase == "sign_off"
        assert programme.state.definition.sessions[1].status == "lapsed"
        assert not [key for key in programme.state.deadlines if key.startswith("session-")]

    def test_a_session_does_not_keep_the_phase_from_ending(self) -> None:
        programme = drafted()
        day = programme.working_days(20)
        programme.act(asking.plan_session(day), asking.settle_responses(), asking.submit_version(1))
        programme.panel_says("yes", "yes", "yes")
        assert programme.state.phase == "sign_off"


def heading(session: int) -> str:
    return f"Session {session}"


class TestWhatAConfirmationMakes:
    def test_the_outcome_comes_below_their_own_text_with_where_it_comes_from(self) -> None:
        said = merged({"funding": "We pay.\n"}, {3: {"funding": "All pay."}}, heading)
        assert said == {"funding": "We pay.\n\n### Session 3\n\nAll pay."}

    def test_a_section_they_said_nothing_about_holds_the_outcome_alone(self) -> None:
        assert merged({}, {1: {"goals": "Less."}}, heading)["goals"].startswith("### Session 1")

    def test_sessions_stand_in_their_order(self) -> None:
        said = merged({}, {2: {"goals": "Second."}, 1: {"goals": "First."}}, heading)["goals"]
        assert said.index("First.") < said.index("Second.")

    def test_a_section_that_no_session_is_about_is_left_alone(self) -> None:
        assert "funding" not in merged({"funding": "We pay."}, {1: {"goals": "Less."}}, heading)

    def test_an_outcome_that_was_corrected_to_nothing_leaves_their_own_text(self) -> None:
        assert merged({"goals": "Ours."}, {1: {"goals": " "}}, heading) == {"goals": "Ours."}

    @given(own=st.text(), outcomes=st.dictionaries(st.integers(1, 5), st.text(), min_size=1))
    def test_nothing_that_was_said_gets_lost(self, own: str, outcomes: dict[int, str]) -> None:
        said = merged({"goals": own}, {n: {"goals": text} for n, text in outcomes.items()}, heading)["goals"]
        assert all(text.strip() in said for text in (own, *outcomes.values()))
