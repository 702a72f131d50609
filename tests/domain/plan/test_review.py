"""The panel's review: *can* and *will* municipalities make this change?"""

import pytest

from domain.plan.close_review import ReviewClosed, close_the_review
from domain.plan.review import ReviewGiven
from domain.shared.actors import Actor
from domain.shared.support import Counts, Support, SupportCounts
from domain.state import roles
from domain.state.plan_versions import NoSuchVersion
from tests.domain import asking
from tests.domain.arranged import (
    before_the_body,
    drafted,
    sent_back,
    under_review,
    whole_plan,
)
from tests.domain.cast import EVERY_ROLE, PANEL


class TestReviewing:
    def test_a_seat_answers_on_can_and_will(self) -> None:
        programme = under_review()
        command = asking.review("panel-1", programme.state, can="yes_if", will="no")
        assert programme.act(command) == [
            ReviewGiven(version=1, seat="panel-1", can="yes_if", will="no", reason=command.reason)
        ]
        assert programme.state.definition.review is not None
        assert programme.state.definition.review.answers == {"panel-1": Support(can="yes_if", will="no")}

    def test_a_seat_may_change_its_answer_while_the_review_is_open(self) -> None:
        programme = under_review()
        programme.panel_says("no")
        programme.panel_says("yes")
        assert programme.state.definition.review is not None
        assert programme.state.definition.review.answers == {"panel-1": Support(can="yes", will="yes")}

    @pytest.mark.parametrize("actor", [a for a in EVERY_ROLE if a != PANEL["panel-1"]], ids=str)
    def test_only_the_holder_uses_a_seat(self, actor: Actor) -> None:
        programme = under_review()
        refusal = programme.refusal(asking.review("panel-1", programme.state, by=actor))
        assert isinstance(refusal, roles.NoSeat)
        assert refusal.code == "no_seat"

    def test_somebody_else_on_the_panel_does_not_use_it_either(self) -> None:
        programme = under_review()
        refusal = programme.refusal(asking.review("panel-1", programme.state, by=PANEL["panel-2"]))
        assert isinstance(refusal, roles.NotYourSeat)
        assert (refusal.code, refusal.details) == ("not_your_seat", {"seat": "panel-1"})

    def test_there_is_no_such_seat(self) -> None:
        programme = under_review()
        assert programme.refusal(asking.review("panel-9", programme.state)).code == "no_such_seat"

    def test_a_kwartiermaker_with_a_seat_does_not_review_their_own_plan(self) -> None:
        programme = under_review()
        programme.act(asking.replace_kwartiermaker(PANEL["panel-1"].person))
        assert programme.refusal(asking.review("panel-1", programme.state)).code == "own_work"

    def test_only_the_version_under_review_can_be_answered_on(self) -> None:
        programme = under_review()
        refusal = programme.refusal(asking.review("panel-1", programme.state, version=0))
        assert (refusal.code, refusal.details) == ("not_under_review", {"under_review": 1})
        assert refusal.message == "Another version is under review: version 1."

    def test_there_is_no_such_version(self) -> None:
        programme = under_review()
        refusal = programme.refusal(asking.review("panel-1", programme.state, version=2))
        assert isinstance(refusal, NoSuchVersion)
        assert (refusal.code, refusal.details) == ("no_such_version", {"version": 2})

    def test_before_a_version_is_submitted_there_is_no_review(self) -> None:
        programme = drafted()
        assert programme.refusal(asking.review("panel-1", programme.state)).code == "no_open_review"

    def test_after_it_closed_there_is_no_review(self) -> None:
        programme = under_review()
        programme.panel_says("no", "no", "no")
        assert programme.refusal(asking.review("panel-1", programme.state)).code == "no_open_review"

    def test_after_the_plan_was_sent_back_there_is_no_review_until_a_new_version(self) -> None:
        programme = sent_back()
        assert programme.refusal(asking.review("panel-1", programme.state)).code == "no_open_review"


class TestClosingTheReview:
    def test_it_closes_when_the_whole_panel_has_answered(self) -> None:
        programme = under_review()
        programme.panel_says("yes", "yes_if", "no")
        assert programme.last(ReviewClosed) == ReviewClosed(
            version=1,
            support=SupportCounts(can=Counts(yes=1, yes_if=1, no=1), will=Counts(yes=1, yes_if=1, no=1)),
            out_of=3,
            passed=True,
        )

    def test_it_closes_at_its_deadline_and_silence_is_no_yes(self) -> None:
        programme = under_review()
        programme.panel_says("yes")
        programme.wait(6)
        closed = programme.last(ReviewClosed)
        assert (closed.support.can.total, closed.out_of, closed.passed) == (1, 3, False)

    def test_enough_answers_pass_at_the_deadline(self) -> None:
        programme = under_review()
        programme.panel_says("yes", "yes")
        programme.wait(6)
        assert programme.last(ReviewClosed).passed

    def test_it_does_not_close_before(self) -> None:
        programme = under_review()
        programme.panel_says("yes", "yes")
        assert close_the_review(programme.state) == []

    def test_without_a_review_there_is_nothing_to_close(self) -> None:
        assert close_the_review(drafted().state) == []
        assert close_the_review(before_the_body().state) == []

    def test_a_review_of_a_newer_version_is_not_closed_with_the_time_of_the_old_one(self) -> None:
        programme = under_review()
        programme.by_itself = False
        programme.wait(6)
        programme.act(asking.save_version(whole_plan()), asking.submit_version(2))
        assert close_the_review(programme.state) == []

    def test_when_it_did_not_pass_the_kwartiermaker_writes_again(self) -> None:
        programme = under_review()
        programme.panel_says("no", "no", "yes")
        assert programme.state.phase == "definition"
        assert programme.open_deadlines == {"draft": programme.working_days(10)}

    @pytest.mark.parametrize(("can", "will"), [("yes", "no"), ("no", "yes")])
    def test_can_without_will_or_will_without_can_is_not_enough(
        self, can: asking.Answer, will: asking.Answer
    ) -> None:
        programme = under_review()
        for seat in PANEL:
            programme.act(asking.review(seat, programme.state, can=can, will=will))
        assert not programme.last(ReviewClosed).passed
