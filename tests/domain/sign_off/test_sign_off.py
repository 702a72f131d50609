"""Sign-off: the chain of bodies, their meetings and what they decide."""

from datetime import date

import pytest

from domain.bodies import meetings
from domain.publication.publish_programme import ProgrammePublished
from domain.sign_off import submissions
from domain.sign_off.approve_programme import ProgrammeApproved, approve_the_programme
from domain.sign_off.ballot import may_send_back, the_ballot_is_over
from domain.sign_off.establish_decision import DecisionEstablished, establish_the_decision
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import (
    approved,
    before_the_body,
    decided,
    meeting_day,
    sent_back,
    submitted_again,
    under_review,
    whole_plan,
    with_conditions,
)
from tests.domain.programmes import START, Programme, body, every, rules

TUESDAYS = every(1, date(2026, 1, 6))
CHAIN = (body(), body("board", meetings=TUESDAYS), body("assembly", meetings=(date(2026, 3, 4),)))


def outcomes(programme: Programme) -> list[tuple[str, Outcome]]:
    return [(decision.body, decision.outcome) for decision in programme.state.sign_off.decisions]


class TestDeciding:
    @pytest.mark.parametrize(
        ("choices", "outcome"),
        [
            (("for", "for", "against"), "approved"),
            (("for", "for_with_conditions", "against"), "approved_with_conditions"),
            (("for",), "held_over"),
            (("abstain", "abstain", "abstain"), "held_over"),
            ((), "held_over"),
            (("for", "against"), "sent_back"),
            (("send_back", "for", "send_back"), "sent_back"),
            (("against", "against", "for"), "rejected"),
        ],
    )
    def test_the_rule_makes_a_decision_of_the_ballots(
        self, choices: tuple[Choice, ...], outcome: Outcome
    ) -> None:
        programme = decided(before_the_body(), *choices)
        assert outcomes(programme) == [("college", outcome)]

    def test_the_decision_holds_what_it_rests_on(self) -> None:
        programme = before_the_body()
        submission = programme.state.sign_off.submission
        assert submission is not None
        decided(programme, "for_with_conditions", "send_back", "for")
        decision = programme.last(DecisionEstablished)
        assert (decision.submission, decision.submission_hash) == (1, submission.hash)
        assert (decision.body, decision.meeting) == ("college", date(2026, 1, 8))
        assert decision.tally.model_dump() == {
            "seats": 3,
            "in_favour": 2,
            "with_conditions": 1,
            "against": 0,
            "send_back": 1,
            "abstained": 0,
            "objections": 0,
            "weighed": None,
        }
        assert [condition.key for condition in decision.conditions] == ["1-college-1-1"]
        assert decision.reasons == (asking.text("Seat 2 votes send_back."),)

    def test_reasons_are_those_against_and_for_sending_back_in_order_of_the_seats(self) -> None:
        programme = before_the_body()
        votes: dict[int, Choice] = {3: "against", 1: "send_back", 2: "for"}
        for seat, choice in votes.items():
            programme.act(asking.ballot(programme.state, seat, choice))
        decided(programme)
        assert programme.last(DecisionEstablished).reasons == (
            asking.text("Seat 1 votes send_back."),
            asking.text("Seat 3 votes against."),
        )

    def test_conditions_fall_away_with_the_approval(self) -> None:
        programme = decided(before_the_body(), "for_with_conditions", "against", "against")
        assert programme.last(DecisionEstablished).conditions == ()

    def test_nothing_is_established_before_the_meeting_is_over(self) -> None:
        programme = before_the_body()
        programme.members_vote("for", "for", "for")
        assert establish_the_decision(programme.state, START) == []

    def test_nothing_is_established_without_a_submission_or_a_meeting(self) -> None:
        assert establish_the_decision(under_review().state, START) == []
        assert establish_the_decision(before_the_body(rules(body(meetings=()))).state, START) == []

    def test_with_early_closing_it_is_established_as_soon_as_all_have_voted(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.members_vote("for", "for", "for")
        assert (programme.today, programme.state.ending) == (START, "approved")

    def test_a_body_whose_kwartiermaker_has_a_seat_never_closes_early(self) -> None:
        programme = before_the_body(rules(body(early_closing=True)))
        programme.act(asking.replace_kwartiermaker("id-of-college-member-3"))
        programme.members_vote("for", "for")
        assert programme.state.ending is None


class TestHeldOver:
    def test_it_goes_to_the_next_meeting_where_everyone_votes_anew(self) -> None:
        programme = decided(before_the_body(), "for")
        submission = programme.state.sign_off.submission
        assert submission is not None
        assert (submission.number, submission.votes) == (1, {})
        # On Friday the notice of three working days still allows next Thursday.
        assert submission.meeting == date(2026, 1, 15)
        assert programme.open_deadlines == {"meeting": date(2026, 1, 15)}

    def test_as_often_as_it_takes(self) -> None:
        programme = before_the_body()
        for _ in range(3):
            decided(programme, "for")
        decided(programme, "for", "for")
        assert outcomes(programme) == [("college", "held_over")] * 3 + [("college", "approved")]

    def test_without_a_next_meeting_the_office_plans_one(self) -> None:
        programme = decided(before_the_body(rules(body(meetings=(date(2026, 1, 8),)))), "for")
        assert programme.open_deadlines == {"plan-meeting": programme.working_days(5)}

    def test_the_meeting_that_held_it_over_early_does_not_take_it_again(self) -> None:
        meetings = (date(2026, 1, 20), date(2026, 1, 27))
        programme = before_the_body(rules(body(early_closing=True, meetings=meetings)))
        programme.members_vote("abstain", "abstain", "abstain")
        assert programme.today == START
        assert meeting_day(programme) == date(2026, 1, 27)

    def test_another_body_that_meets_on_that_day_may_take_its_own_submission(self) -> None:
        day = date(2026, 1, 20)
        chain = (body(early_closing=True, meetings=(day,)), body("board", meetings=(day,)))
        programme = before_the_body(rules(*chain))
        programme.members_vote("for", "for", "for")
        assert meeting_day(programme) == day


class TestSentBack:
    def test_the_kwartiermaker_writes_again_in_the_definition_phase(self) -> None:
        programme = sent_back()
        assert programme.state.phase == "definition"
        assert programme.state.definition.sent_back == 1
        assert programme.state.sign_off.sent_back == 1
        assert programme.state.sign_off.submission is None
        assert programme.open_deadlines == {"draft": programme.working_days(10)}

    def test_nobody_is_invited_or_consulted_again(self) -> None:
        programme = submitted_again(sent_back())
        assert programme.kinds.count("organisations.invited") == 1
        assert programme.kinds.count("consultation.opened") == 1
        assert programme.kinds.count("draft.assembled") == 1

    def test_the_chain_restarts_at_its_first_body_with_a_new_submission(self) -> None:
        programme = decided(before_the_body(rules(*CHAIN)), "for", "for", "for")
        decided(programme, "send_back", "send_back", "send_back")
        submitted_again(programme)
        submission = programme.state.sign_off.submission
        assert submission is not None
        assert (submission.number, submission.body, submission.version) == (3, "college", 2)
        assert outcomes(programme) == [("college", "approved"), ("board", "sent_back")]

    def test_conditions_that_were_set_on_the_way_are_gone(self) -> None:
        programme = decided(before_the_body(rules(*CHAIN)), "for_with_conditions", "for", "for")
        assert set(programme.state.conditions) == {"1-college-1-1"}
        decided(programme, "send_back", "send_back")
        assert programme.state.conditions == {}

    def test_past_the_limit_what_is_neither_approved_nor_rejected_is_held_over(self) -> None:
        programme = submitted_again(sent_back(rules(max_sent_back=1)))
        decided(programme, "for", "against")
        assert programme.state.phase == "sign_off"
        assert outcomes(programme)[-1] == ("college", "held_over")

    def test_the_limit_counts_for_the_whole_chain(self) -> None:
        programme = before_the_body(rules(*CHAIN, max_sent_back=2))
        decided(programme, "send_back", "send_back")
        submitted_again(programme)
        decided(programme, "for", "for")
        decided(programme, "send_back", "send_back")
        submitted_again(programme)
        assert programme.state.sign_off.sent_back == 2
        assert not may_send_back(programme.state)

    def test_a_draft_saved_while_the_body_deliberated_is_refused(self) -> None:
        programme = before_the_body()
        assert programme.refusal(asking.save_version(whole_plan())).code == "not_in_this_phase"


class TestRejected:
    def test_it_is_the_end(self) -> None:
        programme = decided(before_the_body(rules(*CHAIN)), "against", "against", "for")
        assert programme.state.ending == "rejected"
        assert programme.state.deadlines == {}
        assert programme.state.sign_off.submission is None
        assert not submissions.a_body_must_decide(programme.state)
        assert approve_the_programme(programme.state) == []
        assert programme.kinds[-1] == "decision.established"


class TestTheChain:
    @pytest.mark.parametrize("length", [1, 2, 3])
    def test_each_body_decides_on_its_own_submission_in_turn(self, length: int) -> None:
        programme = approved(rules(*CHAIN[:length]))
        assert outcomes(programme) == [(b.key, "approved") for b in CHAIN[:length]]
        prepared = [e.event for e in programme.register if isinstance(e.event, SubmissionPrepared)]
        assert [(p.submission, p.body) for p in prepared] == [
            (n, b.key) for n, b in enumerate(CHAIN[:length], start=1)
        ]
        assert len({p.hash for p in prepared}) == length
        assert len({p.version_hash for p in prepared}) == 1

    def test_the_next_bodys_notice_counts_from_the_decision_before(self) -> None:
        programme = decided(before_the_body(rules(*CHAIN)), "for", "for")
        assert programme.today == date(2026, 1, 9)
        assert meeting_day(programme) == date(2026, 1, 20)

    def test_after_the_last_the_programme_is_approved_and_published(self) -> None:
        programme = approved(rules(*CHAIN))
        submitted = programme.state.definition.submitted
        assert submitted is not None
        assert programme.last(ProgrammeApproved) == ProgrammeApproved(version=1, hash=submitted.hash)
        assert programme.kinds[-2:] == ["programme.approved", "programme.published"]
        assert programme.last(ProgrammePublished).documents
        assert (programme.state.ending, programme.state.published) == ("approved", True)
        assert programme.state.deadlines == {}

    def test_it_is_approved_once(self) -> None:
        assert approve_the_programme(approved().state) == []

    def test_it_is_not_approved_before(self) -> None:
        assert approve_the_programme(Programme().state) == []
        assert approve_the_programme(before_the_body().state) == []

    def test_when_nothing_is_left_to_decide_no_meeting_is_looked_for(self) -> None:
        state = with_conditions().state
        assert meetings.next_meeting(state, START) is None
        assert not submissions.nothing_is_prepared(state)
        assert not submissions.the_body_has_not_decided(state)
        assert the_ballot_is_over(state)

    def test_conditions_of_all_bodies_are_gathered_and_become_due_after_the_last(self) -> None:
        programme = before_the_body(rules(*CHAIN[:2]))
        decided(programme, "for", "for_with_conditions", "for")
        assert programme.state.phase == "sign_off"
        assert set(programme.open_deadlines) == {"meeting"}
        decided(programme, "for_with_conditions", "for", "for")
        assert programme.state.phase == "conditions"
        assert {key: c.body for key, c in programme.state.conditions.items()} == {
            "1-college-2-1": "college",
            "2-board-1-1": "board",
        }
        assert set(programme.open_deadlines) == {"condition-1-college-2-1", "condition-2-board-1-1"}

    def test_a_plain_approval_by_the_last_body_leaves_earlier_conditions_in_force(self) -> None:
        programme = before_the_body(rules(*CHAIN[:2]))
        decided(programme, "for", "for_with_conditions", "for")
        decided(programme, "for", "for", "for")
        assert (programme.state.phase, programme.state.ending) == ("conditions", None)
