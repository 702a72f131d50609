"""Members vote, papers are revised, days pass, in any order: no vote counts that named another text."""

from datetime import date
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.shared.refusals import Refusal
from domain.sign_off import history
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.folding import fold
from domain.state.programme_state import Decision
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import before_the_body, whole_plan
from tests.domain.cast import KWARTIERMAKER, OFFICE
from tests.domain.programmes import Programme, body, every, rules

WORDS = st.sampled_from(("as it was", "one", "two", "three"))


class Revising(RuleBasedStateMachine):
    """A chain of two bodies with a plan before the first."""

    def __init__(self) -> None:
        super().__init__()
        self.programme = Programme()
        self.decisions: tuple[Decision, ...] = ()

    @initialize(
        notice=st.integers(0, 4),
        early=st.sampled_from((False, True, "when_decided")),
        second=st.booleans(),
    )
    def begin(self, notice: int, early: object, second: bool) -> None:
        chain = [
            body(
                key,
                notice_working_days=notice,
                early_closing=early,
                second_meeting_without_quorum=second,
                meetings=every(1, first),
            )
            for key, first in (("college", date(2026, 1, 8)), ("board", date(2026, 1, 9)))
        ]
        self.programme = before_the_body(rules(*chain))

    @rule(seat=st.integers(1, 3), choice=st.sampled_from([c for c in get_args(Choice) if c != "objection"]))
    def a_member_votes(self, seat: int, choice: Choice) -> None:
        state, body_ = self.programme.state, self.programme.state.body
        conditions = [asking.condition(date(2027, 1, 4))] if choice == "for_with_conditions" else []
        if state.sign_off.submission is not None and body_ is not None:
            self._try(asking.ballot(state, seat, choice, conditions=conditions))

    @rule(seat=st.integers(1, 3), data=st.data())
    def a_member_votes_on_what_was_replaced(self, seat: int, data: st.DataObject) -> None:
        submission = self.programme.state.sign_off.submission
        if submission is not None and submission.replaced:
            old = data.draw(st.sampled_from(submission.replaced))
            self._try(asking.ballot(self.programme.state, seat, submission_hash=old))

    @rule(words=WORDS, office=st.booleans())
    def the_note_or_memo_is_revised(self, words: str, office: bool) -> None:
        by = OFFICE if office else KWARTIERMAKER
        self._try(asking.revise(self.programme.state, note=words, memos={1: words}, by=by))

    @rule(words=WORDS)
    def the_plan_is_revised(self, words: str) -> None:
        self._try(asking.revise(self.programme.state, plan=whole_plan(words), note=f"With {words}"))

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.programme.wait(days)

    def _try(self, command: object) -> None:
        try:
            self.programme.act(command)  # pyright: ignore[reportArgumentType] - a command
        except Refusal:
            assert fold(self.programme.beginning, self.programme.register) == self.programme.state

    @invariant()
    def no_vote_counts_that_named_another_text(self) -> None:
        submission = self.programme.state.sign_off.submission
        if submission is None:
            return
        found = history.of(self.programme.register).submission(submission.number)
        assert found.is_decided or submission.votes.keys() == found.votes.keys()
        for vote in found.votes.values():
            assert vote.event.submission_hash == submission.hash

    @invariant()
    def every_decision_is_about_the_text_that_its_votes_named(self) -> None:
        text = ""
        for event in self.programme.since(0):
            match event:
                case SubmissionPrepared(hash=hash_) | SubmissionRevised(hash=hash_):
                    text = hash_
                case BallotCast(submission_hash=named) | DecisionEstablished(submission_hash=named):
                    assert named == text
                case _:
                    pass

    @invariant()
    def what_was_decided_stays(self) -> None:
        now = self.programme.state.sign_off.decisions
        assert now[: len(self.decisions)] == self.decisions
        self.decisions = now

    @invariant()
    def what_is_before_a_body_is_what_would_be_approved(self) -> None:
        state = self.programme.state
        submission, submitted = state.sign_off.submission, state.definition.submitted
        if submission is not None:
            assert submitted is not None
            assert (submission.version, submission.version_hash) == (submitted.number, submitted.hash)


Revising.TestCase.settings = settings(settings.default, max_examples=60, stateful_step_count=30)
TestRevising = Revising.TestCase
