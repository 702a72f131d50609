"""What a body misses in a plan that it sends back becomes points, and the next version answers each."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.every_phase.waiting import waiting
from domain.plan import sent_back_points
from domain.plan.answer_sent_back_point import AnswerSentBackPoint, NoSuchSentBackPoint, SentBackPointAnswered
from domain.plan.gate import criteria, holds
from domain.register.entries import Entry
from domain.sign_off.establish_decision import DecisionEstablished
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState, Vote
from domain.state.roles import NotADrafter
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import (
    before_the_body,
    decided,
    points_answered,
    sent_back,
    submitted_again,
    whole_plan,
)
from tests.domain.cast import BRAM, OFFICE, PRINCIPAL
from tests.domain.programmes import Programme, body, rules

TWO_SEND_BACK = (asking.text("Seat 1 votes send_back."), asking.text("Seat 2 votes send_back."))


def criterion(state: ProgrammeState) -> tuple[int, int, tuple[str, ...]]:
    found = next(c for c in criteria(state) if c.key == "sent_back_points")
    return found.have, found.need, tuple(map(str, found.missing))


class TestRaising:
    def test_the_reasons_of_who_sent_it_back_are_numbered_within_the_sending_back(self) -> None:
        programme = sent_back()

        points = programme.state.definition.points

        assert {key: point.text for key, point in points.items()} == dict(
            zip(("1-1", "1-2"), TWO_SEND_BACK, strict=True)
        )
        assert programme.last(DecisionEstablished).points == TWO_SEND_BACK

    def test_an_objection_is_a_point_too(self) -> None:
        programme = decided(before_the_body(rules(body(majority="consent"))), "for", "for", "objection")
        assert [p.text for p in programme.state.definition.points.values()] == [
            asking.text("Seat 3 votes objection.")
        ]

    def test_where_votes_against_were_enough_to_send_it_back_their_reasons_are(self) -> None:
        programme = decided(before_the_body(), "for", "against", "abstain")
        assert programme.state.sign_off.decisions[-1].outcome == "sent_back"
        assert [p.text for p in programme.state.definition.points.values()] == [
            asking.text("Seat 2 votes against.")
        ]

    def test_who_gave_no_reason_raised_no_point(self) -> None:
        programme = before_the_body()
        for seat in (1, 2):
            reason = asking.text("" if seat == 1 else "Show who pays.")
            programme.act(asking.ballot(programme.state, seat, "send_back", reason=reason))
        decided(programme)
        assert list(programme.state.definition.points) == ["1-1"]

    @pytest.mark.parametrize("choices", [("for", "for", "send_back"), ("against", "against", "send_back")])
    def test_any_other_outcome_leaves_no_points(self, choices: tuple[str, ...]) -> None:
        programme = decided(before_the_body(), *choices)  # type: ignore[arg-type]
        assert programme.last(DecisionEstablished).points == ()
        assert programme.state.definition.points == {}

    @given(st.lists(st.tuples(st.sampled_from(get_args(Choice)), st.booleans()), max_size=6))
    def test_every_point_is_a_reason_that_somebody_gave_and_nobody_in_favour(
        self, cast: list[tuple[str, bool]]
    ) -> None:
        votes = {
            f"seat-{nth}": Vote.model_validate(
                {"choice": choice, "reason": asking.text(f"Reason {nth}." if speaks else "")}
            )
            for nth, (choice, speaks) in enumerate(cast)
        }
        points = sent_back_points.raised_by(votes)
        wanted = [v for v in votes.values() if v.choice in {"send_back", "objection"} and v.reason.length]
        against = [v for v in votes.values() if v.choice == "against" and v.reason.length]
        assert list(points) == [vote.reason for vote in (wanted or against)]


class TestAnswering:
    def test_it_says_what_the_next_version_does_with_it_and_where(self) -> None:
        programme = sent_back()

        programme.act(asking.answer_sent_back_point("1-1", "funding", "goals", words="See funding."))

        answered = programme.state.definition.points["1-1"]
        assert (answered.answer, answered.sections) == (asking.text("See funding."), ("funding", "goals"))
        assert programme.last(SentBackPointAnswered).point == "1-1"

    def test_it_may_be_answered_anew_and_the_last_answer_counts(self) -> None:
        programme = sent_back()
        for words in ("At first.", "In the end."):
            programme.act(asking.answer_sent_back_point("1-1", words=words))
        assert programme.state.definition.points["1-1"].answer == asking.text("In the end.")

    def test_a_drafter_answers_as_well_and_nobody_else(self) -> None:
        programme = sent_back()
        programme.act(asking.allow_drafter(BRAM.person))
        programme.act(asking.answer_sent_back_point("1-1", by=BRAM))
        for by in (OFFICE, PRINCIPAL):
            refusal = programme.refusal(asking.answer_sent_back_point("1-2", by=by))
            assert (type(refusal), refusal.code) == (NotADrafter, "not_the_kwartiermaker")

    @pytest.mark.parametrize(
        ("command", "code"),
        [
            (asking.answer_sent_back_point("1-3"), "no_such_sent_back_point"),
            (asking.answer_sent_back_point("1-1", "poetry"), "unknown_section"),
        ],
    )
    def test_what_does_not_exist_is_refused(self, command: AnswerSentBackPoint, code: str) -> None:
        assert sent_back().refusal(command).code == code

    def test_a_point_that_was_not_raised_is_named_with_those_that_were(self) -> None:
        refusal = sent_back().refusal(asking.answer_sent_back_point("1-3"))
        assert isinstance(refusal, NoSuchSentBackPoint)
        assert refusal.details == {"point": "1-3", "points": ["1-1", "1-2"]}
        assert refusal.message == "The plan was not sent back with a point 1-3."

    def test_once_a_version_is_submitted_the_answers_stay_as_they_are(self) -> None:
        programme = points_answered(sent_back())
        programme.act(asking.save_version(whole_plan("Better")), asking.submit_version(2))

        assert programme.refusal(asking.answer_sent_back_point("1-1")).code == "answers_submitted"
        programme.act(asking.save_version(whole_plan("Best")))
        assert programme.refusal(asking.answer_sent_back_point("1-1")).code == "answers_submitted"

    def test_until_its_review_does_not_pass(self) -> None:
        programme = points_answered(sent_back())
        programme.act(asking.save_version(whole_plan("Better")), asking.submit_version(2))
        programme.panel_says("no", "no", "no")

        programme.act(asking.answer_sent_back_point("1-1", words="Otherwise."))

        assert programme.state.definition.points["1-1"].answer == asking.text("Otherwise.")

    def test_points_of_an_earlier_sending_back_are_past_but_stay_known(self) -> None:
        programme = submitted_again(sent_back(rules(max_sent_back=2)))
        decided(programme, "send_back", "send_back", "for")

        assert list(programme.state.definition.points) == ["1-1", "1-2", "2-1", "2-2"]
        assert sent_back_points.unanswered(programme.state) == ("2-1", "2-2")
        assert programme.refusal(asking.answer_sent_back_point("1-1")).code == "answers_submitted"


class TestTheGate:
    def test_it_names_the_points_without_an_answer(self) -> None:
        programme = sent_back()
        assert criterion(programme.state) == (0, 2, ("an answer to point 1-1", "an answer to point 1-2"))
        programme.act(asking.answer_sent_back_point("1-1"))
        assert criterion(programme.state) == (1, 2, ("an answer to point 1-2",))

    def test_no_version_is_submitted_before_each_is_answered(self) -> None:
        programme = sent_back()
        programme.act(asking.save_version(whole_plan("Better")), asking.answer_sent_back_point("1-2"))

        refusal = programme.refusal(asking.submit_version(2))
        assert refusal.code == "gate_not_met"
        assert refusal.details == {"missing_sent_back_points": ["an answer to point 1-1"]}

        programme.act(asking.answer_sent_back_point("1-1"), asking.submit_version(2))
        programme.panel_says("yes", "yes", "yes")
        assert programme.state.phase == "sign_off"

    def test_a_plan_that_never_came_back_has_nothing_to_answer(self) -> None:
        assert criterion(before_the_body().state) == (0, 0, ())

    def test_it_says_that_this_is_what_it_waits_for(self) -> None:
        programme = sent_back()
        assert str(waiting(programme.state).sentence) == (
            "The kwartiermaker, to answer the 2 points that the plan was sent back with."
        )
        points_answered(programme)
        assert str(waiting(programme.state).sentence) == "The kwartiermaker, to submit a version of the plan."


class TestTheCoverNote:
    def test_each_point_goes_along_with_its_answer(self) -> None:
        programme = sent_back()
        programme.act(asking.answer_sent_back_point("1-2", words="Done."))
        assert sent_back_points.points_and_answers(programme.state) == [
            (TWO_SEND_BACK[1], asking.text("Done."))
        ]


def without_points(entry: Entry) -> Entry:
    """The entry as it was written before there were points."""
    if not isinstance(entry.event, DecisionEstablished):
        return entry
    old = DecisionEstablished.model_validate(entry.event.model_dump(exclude={"points"}))
    return entry.model_copy(update={"event": old})


def test_a_plan_that_came_back_before_there_were_points_needs_no_answers() -> None:
    programme: Programme = sent_back()

    programme.state = fold(programme.beginning, map(without_points, programme.register))
    programme.act(asking.save_version(whole_plan("Better")), asking.submit_version(2))
    programme.panel_says("yes", "yes", "yes")

    assert holds(programme.state)
    assert programme.state.phase == "sign_off"
