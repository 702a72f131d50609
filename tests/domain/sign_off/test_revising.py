"""Revising what lies before a body: the votes on it are void, and nothing else is."""

from datetime import date, timedelta

import pytest

from domain.shared.actors import Actor
from domain.shared.canonical import digest
from domain.shared.refusals import Forbidden
from domain.shared.rules import Rules
from domain.sign_off import history
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.ballot import moment_of, the_ballot_is_over
from domain.sign_off.goals import goals_at
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import Submission
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    approved,
    before_the_body,
    decided,
    drafted,
    meeting_day,
    submitted_again,
    whole_plan,
)
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, OFFICE, member
from tests.domain.programmes import Programme, body, every, rules

DRAFTER = Actor(person="id-of-dirk", role="drafter")
REVISERS = (OFFICE, KWARTIERMAKER)
MAY_REVISE = {actor.person for actor in REVISERS}


def current(programme: Programme) -> Submission:
    submission = programme.state.sign_off.submission
    assert submission is not None
    return submission


def revised(programme: Programme, **changes: object) -> SubmissionRevised:
    """The event of a revision that gives the note other words, unless `changes` say what changes."""
    command = asking.revise(programme.state, **(changes or {"note": "Another note."}))  # pyright: ignore[reportArgumentType] - as asking has them
    (event,) = programme.act(command)
    assert isinstance(event, SubmissionRevised)
    return event


def with_another_plan(programme: Programme, words: str = "Revised") -> SubmissionRevised:
    return revised(programme, plan=whole_plan(words), note=f"Note with {words}.")


class TestWhatIsBound:
    def test_the_hash_is_over_version_note_memos_and_the_request(self) -> None:
        programme = before_the_body()
        event = programme.last(SubmissionPrepared)
        bound = {
            "submission": 1,
            "body": "college",
            "version_hash": event.version_hash,
            "cover_note": event.cover_note.hash,
            "memos": {"1": event.memos[1].hash},
            "requested": "approve",
        }
        assert event.hash == digest(bound)

    def test_every_part_that_changes_gives_another_hash(self) -> None:
        programme = before_the_body()
        hashes = [
            current(programme).hash,
            revised(programme, note="Another note.").hash,
            revised(programme, memos={1: "Another memo."}).hash,
            with_another_plan(programme).hash,
        ]
        assert len(set(hashes)) == len(hashes)

    def test_a_revision_names_what_changed_and_what_it_replaces(self) -> None:
        programme = before_the_body()
        before = current(programme)
        event = revised(programme, plan=whole_plan("Revised"), note="New.", memos={1: "Memo."})
        assert event.changed == ("plan", "cover_note", "response-memo-1")
        assert event.replaced == before.hash
        assert (event.version, event.based_on) == (2, 1)
        assert current(programme).replaced == (before.hash,)

    def test_a_memo_reads_as_it_was_revised_last_also_for_the_next_body(self) -> None:
        programme = before_the_body(rules(body(), body("board")))
        assert history.of(programme.register).memos == {}
        revised(programme, memos={1: "Another memo."})
        memos = history.of(programme.register).memos
        assert {n: memo.text for n, memo in memos.items()} == {1: asking.text("Another memo.")}


class TestVotes:
    def test_votes_on_what_was_replaced_count_no_more_and_the_ballot_stays_open(self) -> None:
        programme = before_the_body()
        meeting = meeting_day(programme)
        programme.wait_until(date(2026, 1, 5))
        programme.members_vote("for", "against")
        event = revised(programme)
        assert current(programme).votes == {}
        assert event.voided == {
            "college-1": (member("college", 1).person,),
            "college-2": (member("college", 2).person,),
        }
        assert meeting_day(programme) == meeting
        assert not the_ballot_is_over(programme.state)

    def test_a_ballot_that_names_what_was_replaced_is_refused_and_led_to_what_changed(self) -> None:
        programme = before_the_body()
        old = asking.ballot(programme.state, 1)
        event = revised(programme)
        refusal = programme.refusal(old)
        assert refusal.code == "other_submission"
        assert refusal.details == {
            "submission": 1,
            "submission_hash": event.hash,
            "differences_from": event.replaced,
        }

    def test_who_voted_votes_again_and_the_decision_is_about_the_new_text(self) -> None:
        programme = before_the_body()
        programme.members_vote("against", "against", "against")
        event = revised(programme)
        decided(programme, "for", "for", "for")
        assert programme.last(ProgrammeApproved).version == 1
        decision = programme.state.sign_off.decisions[-1]
        assert decision.outcome == "approved"
        assert any(getattr(e, "submission_hash", "") == event.hash for e in programme.since(0))

    def test_a_substitute_who_voted_hears_of_it_beside_the_member(self) -> None:
        programme = before_the_body()
        programme.act(
            asking.give_mandate("id-of-sub", programme.today, meeting_day(programme), by=member("college", 1))
        )
        substitute = Actor(person="id-of-sub", role="substitute")
        programme.act(asking.ballot(programme.state, 1, by=substitute))
        assert revised(programme).voided == {"college-1": (member("college", 1).person, "id-of-sub")}


class TestWhenTheBodyDecides:
    def test_papers_that_come_too_late_for_the_meeting_go_to_the_next_one(self) -> None:
        programme = before_the_body()
        meeting = meeting_day(programme)
        programme.wait_until(meeting - timedelta(days=2))
        programme.members_vote("for")
        revised(programme)
        assert current(programme).votes == {}
        assert meeting_day(programme) > meeting
        assert meeting_day(programme) >= programme.working_days(3)

    def test_where_no_meeting_can_take_it_the_office_plans_one(self) -> None:
        programme = before_the_body(rules(body(meetings=(date(2026, 1, 8),))))
        programme.wait_until(date(2026, 1, 7))
        revised(programme)
        assert current(programme).meeting is None
        assert "plan-meeting" in programme.open_deadlines
        assert "meeting" not in programme.open_deadlines

    def test_a_body_that_asks_no_notice_takes_it_on_the_very_day(self) -> None:
        programme = before_the_body(rules(body(notice_working_days=0)))
        meeting = meeting_day(programme)
        programme.wait_until(meeting)
        revised(programme)
        assert meeting_day(programme) == meeting

    def test_while_it_waits_for_a_meeting_it_can_be_revised_and_goes_on_waiting(self) -> None:
        programme = before_the_body(rules(body(meetings=())))
        revised(programme)
        assert current(programme).meeting is None
        assert "plan-meeting" in programme.open_deadlines

    def test_a_meeting_without_quorum_on_the_text_before_is_no_first_meeting_on_this_one(self) -> None:
        programme = before_the_body(rules(body(second_meeting_without_quorum=True)))
        decided(programme)
        assert moment_of(programme.state).second_meeting
        revised(programme)
        assert not moment_of(programme.state).second_meeting


class TestThePlan:
    def test_other_sections_become_the_next_version_which_is_what_is_approved(self) -> None:
        programme = before_the_body()
        event = with_another_plan(programme)
        decided(programme, "for", "for", "for")
        approved_ = programme.last(ProgrammeApproved)
        assert (approved_.version, approved_.hash) == (2, event.version_hash)
        assert programme.state.version == 2

    def test_its_number_is_after_every_version_that_was_saved_meanwhile(self) -> None:
        programme = drafted()
        programme.act(asking.settle_responses(), asking.submit_version(1))
        programme.act(asking.save_version(whole_plan("Never submitted")))
        programme.panel_says("yes", "yes", "yes")
        event = with_another_plan(programme)
        assert (event.version, event.based_on) == (3, 1)

    def test_goals_keep_their_answers_and_are_those_of_the_version_before_the_body(self) -> None:
        measured = rules()
        measured = measured.model_copy(
            update={"definition": measured.definition.model_copy(update={"principles": ("open",)})}
        )
        programme = drafted(measured)
        goal = asking.text("One strategy.")
        programme.act(
            asking.settle_responses(),
            asking.save_version(whole_plan(), goals=[goal]),
            asking.answer_principle(2, 1, "open"),
            asking.submit_version(2),
            asking.save_version(whole_plan("Never submitted"), goals=[asking.text("Another.")]),
        )
        programme.panel_says("yes", "yes", "yes")
        event = with_another_plan(programme)
        submitted = programme.state.definition.submitted
        assert submitted is not None
        assert [(g.text, g.answers["open"].follows) for g in submitted.goals] == [(goal, True)]
        assert goals_at(programme.since(0), event.version) == submitted.goals

    def test_a_plan_that_leaves_a_mandatory_section_empty_is_refused(self) -> None:
        programme = before_the_body()
        plan = whole_plan("Revised") | {"funding": asking.text("")}
        refusal = programme.refusal(asking.revise(programme.state, plan=plan, note="New."))
        assert refusal.code == "gate_not_met"
        assert refusal.details == {"missing_sections": ["funding"]}

    def test_an_unknown_section_is_refused(self) -> None:
        programme = before_the_body()
        plan = whole_plan("Revised") | {"poems": asking.text("Roses.")}
        refusal = programme.refusal(asking.revise(programme.state, plan=plan, note="New."))
        assert refusal.code == "unknown_section"

    def test_it_needs_a_note_that_names_the_new_version(self) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.revise(programme.state, plan=whole_plan("Revised")))
        assert refusal.code == "cover_note_stays_behind"
        assert refusal.details == {"version": 2}

    def test_who_wrote_it_votes_on_it_no_more(self) -> None:
        programme = drafted()
        drafter = Actor(person=member("college", 1).person, role="drafter")
        programme.act(
            asking.allow_drafter(drafter.person), asking.settle_responses(), asking.submit_version(1)
        )
        programme.panel_says("yes", "yes", "yes")
        programme.members_vote("for")
        programme.act(asking.revise(programme.state, plan=whole_plan("Mine"), note="New.", by=drafter))
        assert programme.refusal(asking.ballot(programme.state, 1)).code == "own_work"

    def test_who_changed_the_cover_note_votes_on_it_no_more_either(self) -> None:
        programme = before_the_body()
        secretary = Actor(person=member("college", 1).person, role="office")
        programme.act(asking.give_part(secretary.person))
        programme.act(asking.revise(programme.state, note="New.", by=secretary))
        assert programme.refusal(asking.ballot(programme.state, 1)).code == "own_work"
        programme.act(asking.ballot(programme.state, 2))

    def test_one_that_is_sent_back_after_it_was_revised_needs_a_newer_version(self) -> None:
        programme = before_the_body()
        with_another_plan(programme)
        decided(programme, "send_back", "send_back", "against")
        assert programme.state.definition.sent_back == 2
        submitted_again(programme)
        assert current(programme).version == 3


class TestWhoRevises:
    @pytest.mark.parametrize("actor", REVISERS, ids=str)
    def test_office_and_kwartiermaker_change_what_is_said_beside_the_plan(self, actor: Actor) -> None:
        programme = before_the_body()
        revised(programme, note="New.", by=actor)
        revised(programme, memos={1: "New memo."}, by=actor)

    @pytest.mark.parametrize(
        "actor", [a for a in EVERY_ROLE if a.person not in {reviser.person for reviser in REVISERS}], ids=str
    )
    def test_nobody_else_does(self, actor: Actor) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.revise(programme.state, note="New.", by=actor))
        assert isinstance(refusal, Forbidden)

    def test_the_plan_is_for_the_kwartiermaker_and_drafters_and_not_for_the_office(self) -> None:
        programme = drafted()
        programme.act(
            asking.allow_drafter(DRAFTER.person), asking.settle_responses(), asking.submit_version(1)
        )
        programme.panel_says("yes", "yes", "yes")
        by_office = asking.revise(programme.state, plan=whole_plan("New"), note="New.", by=OFFICE)
        assert programme.refusal(by_office).code == "not_the_kwartiermaker"
        revised(programme, plan=whole_plan("New"), note="New.", by=DRAFTER)
        by_drafter = asking.revise(programme.state, note="Newer.", by=DRAFTER)
        assert programme.refusal(by_drafter).code == "not_the_office"


class TestWhatIsRefused:
    def test_the_same_texts_once_more(self) -> None:
        programme = before_the_body()
        with_another_plan(programme)
        revised(programme, memos={1: "New memo."})
        same = asking.revise(
            programme.state,
            plan=whole_plan("Revised"),
            note="Note with Revised.",
            memos={1: "New memo."},
        )
        assert programme.refusal(same).code == "nothing_changes"

    def test_one_made_from_a_text_that_somebody_replaced_meanwhile(self) -> None:
        programme = before_the_body()
        mine = asking.revise(programme.state, note="Mine.")
        revised(programme, note="Theirs.")
        assert programme.refusal(mine).code == "other_submission"

    def test_a_memo_about_a_consultation_that_has_none(self) -> None:
        programme = before_the_body()
        refusal = programme.refusal(asking.revise(programme.state, memos={2: "New."}))
        assert refusal.code == "no_such_memo"
        assert refusal.details == {"unknown": [2], "consultations": [1]}

    def test_when_the_ballot_is_over(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.by_itself = False
        programme.members_vote("for", "for", "for")
        assert programme.refusal(asking.revise(programme.state, note="New.")).code == "ballot_is_over"

    def test_while_the_outcome_waits_for_the_chair(self) -> None:
        programme = before_the_body(rules(body(chair="college-1", chair_establishes=True)))
        decided(programme, "for", "for", "for")
        assert current(programme).closed
        assert programme.refusal(asking.revise(programme.state, note="New.")).code == "ballot_is_over"

    def test_what_an_older_version_prepared_and_knows_by_its_hash_only(self) -> None:
        programme = before_the_body()
        old = current(programme).model_copy(update={"cover_note": None})
        programme.state = programme.state.with_sign_off(submission=old)
        assert programme.refusal(asking.revise(programme.state, note="New.")).code == "cannot_be_revised"

    def test_when_nothing_is_before_a_body(self) -> None:
        programme = before_the_body(rules(body(), body("board")))
        programme.by_itself = False
        decided(programme, "for", "for", "for")
        programme.meet_deadlines()
        while programme.state.sign_off.submission is not None:
            programme.record(programme.next_steps())
        assert programme.refusal(asking.revise(programme.state, note="New.")).code == "nothing_before_a_body"

    @pytest.mark.parametrize("arrange", [appointed, approved])
    def test_outside_sign_off(self, arrange: object) -> None:
        programme = arrange()  # pyright: ignore[reportCallIssue, reportUnknownVariableType] - both need nothing
        assert isinstance(programme, Programme)
        refusal = programme.refusal(asking.revise(programme.state, note="New."))
        assert refusal.code in {"not_in_this_phase", "programme_ended"}


class TestEarlierBodies:
    def two(self) -> Rules:
        return rules(body(), body("board", meetings=every(1, date(2026, 1, 15))))

    def test_what_an_earlier_body_decided_on_its_own_submission_stays(self) -> None:
        programme = before_the_body(self.two())
        decided(programme, "for_with_conditions", "for", "for")
        before, conditions = programme.state.sign_off.decisions, programme.state.conditions
        with_another_plan(programme)
        assert programme.state.sign_off.decisions == before
        assert programme.state.conditions == conditions
        assert programme.state.sign_off.position == 1

    def test_each_decision_says_which_version_it_was_about(self) -> None:
        programme = before_the_body(self.two())
        decided(programme, "for", "for", "for")
        with_another_plan(programme)
        decided(programme, "for", "for", "for")
        assert [(d.body, d.version) for d in programme.state.sign_off.decisions] == [
            ("college", 1),
            ("board", 2),
        ]

    def test_the_next_body_gets_what_the_one_before_decided_on(self) -> None:
        programme = before_the_body(self.two())
        with_another_plan(programme)
        decided(programme, "for", "for", "for")
        assert (current(programme).body, current(programme).version) == ("board", 2)
