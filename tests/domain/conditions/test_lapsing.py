"""A condition that is not met in time goes back to the body that set it, and to no other."""

from datetime import date, timedelta

import pytest

from domain.conditions.lapsing import lapsed
from domain.conditions.let_conditions_lapse import ConditionLapsed, let_conditions_lapse
from domain.shared.rules import Rules
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day, with_conditions
from tests.domain.cast import member
from tests.domain.programmes import START, Programme, body, rules

FIRST, SECOND = "1-college-1-1", "1-college-2-1"
OF_BOARD, OF_ASSEMBLY = "2-board-1-1", "3-assembly-1-1"


def chain() -> Rules:
    return rules(body(), body("board"), body("assembly"))


def each_with_a_condition(*days: int, rules_: Rules | None = None) -> Programme:
    """Each body of the chain approved; its first member wants something shown so many days from the start."""
    programme = before_the_body(rules_ or chain())
    for wanted in days:
        due = START + timedelta(days=wanted)
        vote = asking.ballot(programme.state, 1, "for_with_conditions", conditions=[asking.condition(due)])
        programme.act(vote)
        programme.members_vote("for", "for", first=2)
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
    assert programme.state.phase == "conditions"
    return programme


def after(programme: Programme, key: str) -> Programme:
    """The day until which a condition could be shown is over."""
    programme.wait_until(programme.state.deadlines[f"condition-{key}"].due + timedelta(days=1))
    return programme


def show_and_judge(programme: Programme, key: str, *, met: bool = True) -> None:
    condition = programme.state.conditions[key]
    judge = member(condition.body, int(condition.set.seat[-1]))
    programme.act(asking.show_evidence(key), asking.judge_condition(key, by=judge, met=met))


def turn(state: ProgrammeState) -> str | None:
    return state.body.key if state.body is not None else None


def decisions(programme: Programme) -> list[tuple[str, str]]:
    return [(decision.body, decision.outcome) for decision in programme.state.sign_off.decisions]


class TestWhatLapses:
    def test_one_that_is_not_met_when_its_day_ends(self) -> None:
        programme = with_conditions()
        due = programme.state.conditions[FIRST].set.due
        show_and_judge(programme, SECOND)

        after(programme, FIRST)

        assert programme.last(ConditionLapsed) == ConditionLapsed(condition=FIRST, body="college", due=due)
        assert programme.state.conditions[FIRST].lapsed == due
        assert not programme.state.late

    def test_not_before_its_day_is_over(self) -> None:
        programme = with_conditions()
        programme.wait_until(programme.state.conditions[FIRST].set.due)
        assert "condition.lapsed" not in programme.kinds

    def test_not_one_for_which_evidence_was_shown_in_time_however_slow_its_judge(self) -> None:
        programme = with_conditions()
        programme.act(asking.show_evidence(FIRST), asking.show_evidence(SECOND))
        programme.wait_until(programme.today + timedelta(days=200))
        assert "condition.lapsed" not in programme.kinds

        for key, seat in ((FIRST, 1), (SECOND, 2)):
            programme.act(asking.judge_condition(key, by=member("college", seat)))
        assert programme.state.ending == "approved"

    def test_that_one_too_once_its_evidence_is_found_wanting_after_the_day(self) -> None:
        programme = with_conditions()
        show_and_judge(programme, SECOND)
        programme.act(asking.show_evidence(FIRST))
        after(programme, FIRST)

        programme.act(asking.judge_condition(FIRST, by=member("college", 1), met=False))

        assert programme.kinds[-4:-2] == ["condition.judged", "condition.lapsed"]

    def test_not_one_whose_evidence_was_found_wanting_in_time_until_the_day_is_over(self) -> None:
        programme = with_conditions()
        show_and_judge(programme, SECOND)
        show_and_judge(programme, FIRST, met=False)
        assert programme.state.phase == "conditions"
        after(programme, FIRST)
        assert programme.state.conditions[FIRST].lapsed

    def test_a_suspension_moves_the_day(self) -> None:
        programme = with_conditions()
        due = programme.state.deadlines[f"condition-{FIRST}"].due
        programme.act(asking.suspend())
        programme.wait_until(due + timedelta(days=10))
        programme.act(asking.resume())
        assert programme.state.phase == "conditions"
        assert programme.state.deadlines[f"condition-{FIRST}"].due > due + timedelta(days=10)

    def test_one_whose_deadline_was_moved_has_until_then(self) -> None:
        programme = with_conditions()
        show_and_judge(programme, SECOND)
        due = programme.state.deadlines[f"condition-{FIRST}"].due + timedelta(days=30)
        programme.act(asking.move_deadline(f"condition-{FIRST}", due))
        programme.wait_until(due)
        assert programme.state.phase == "conditions"
        programme.wait_until(due + timedelta(days=1))
        assert programme.last(ConditionLapsed).due == due


class TestTheBodyDecidesAgain:
    def test_on_a_new_submission_of_the_same_version(self) -> None:
        programme = each_with_a_condition(40, 90, 90)

        after(programme, FIRST)

        prepared = programme.last(SubmissionPrepared)
        assert (prepared.submission, prepared.body, prepared.version) == (4, "college", 1)
        assert programme.kinds[-3:] == ["condition.lapsed", "submission.prepared", "submission.scheduled"]
        assert (programme.state.phase, turn(programme.state)) == ("sign_off", "college")

    @pytest.mark.parametrize("key", [FIRST, OF_BOARD, OF_ASSEMBLY])
    def test_alone_and_then_the_others_go_on_where_they_were(self, key: str) -> None:
        days = {FIRST: (40, 90, 90), OF_BOARD: (90, 40, 90), OF_ASSEMBLY: (90, 90, 40)}
        programme = each_with_a_condition(*days[key])
        owner = programme.state.conditions[key].body
        others = programme.state.conditions.keys() - {key}
        before = programme.state.sign_off.decisions
        after(programme, key)

        decided(programme, "for", "for", "for")

        assert programme.state.sign_off.decisions[:3] == before
        assert decisions(programme)[3:] == [(owner, "approved")]
        assert (programme.state.phase, programme.state.conditions.keys()) == ("conditions", others)
        for other in sorted(others):
            show_and_judge(programme, other)
        assert programme.state.ending == "approved"

    def test_what_it_no_longer_asks_for_falls_away_and_the_approval_is_final(self) -> None:
        programme = after(each_with_a_condition(40, rules_=rules()), FIRST)
        decided(programme, "for", "for", "for")
        assert (programme.state.ending, programme.state.conditions) == ("approved", {})
        assert programme.kinds[-2:] == ["programme.approved", "programme.published"]

    def test_another_condition_replaces_it_with_a_day_of_its_own(self) -> None:
        programme = after(each_with_a_condition(40, rules_=rules()), FIRST)
        decided(programme, "for_with_conditions", "for", "for")

        (new,) = programme.state.conditions.values()
        assert (new.set.key, new.lapsed) == ("2-college-1-1", None)
        assert programme.state.deadlines["condition-2-college-1-1"].due == new.set.due
        after(programme, "2-college-1-1")
        assert programme.last(ConditionLapsed).condition == "2-college-1-1"

    def test_held_over_it_waits_for_another_meeting(self) -> None:
        programme = after(each_with_a_condition(40, rules_=rules()), FIRST)
        decided(programme, "abstain", "abstain", "abstain")
        assert decisions(programme)[-1] == ("college", "held_over")
        assert lapsed(programme.state)
        decided(programme, "for", "for", "for")
        assert programme.state.ending == "approved"

    def test_sent_back_the_plan_begins_again_without_any_condition(self) -> None:
        programme = after(each_with_a_condition(40, 90, 90), FIRST)
        decided(programme, "send_back", "send_back", "for")
        assert (programme.state.phase, programme.state.conditions) == ("definition", {})
        assert not [key for key in programme.state.deadlines if key.startswith("condition-")]
        assert programme.state.sign_off.position == 0

    def test_rejected_it_is_the_end(self) -> None:
        programme = after(each_with_a_condition(90, 40, 90), OF_BOARD)
        decided(programme, "against", "against", "for")
        assert programme.state.ending == "rejected"


class TestMeanwhile:
    """While a body decides again, conditions of others go on."""

    def test_evidence_is_shown_and_judged(self) -> None:
        programme = after(each_with_a_condition(40, 90, 90), FIRST)
        show_and_judge(programme, OF_BOARD)
        show_and_judge(programme, OF_ASSEMBLY)
        assert programme.state.conditions[OF_BOARD].met
        decided(programme, "for", "for", "for")
        assert programme.state.ending == "approved"

    def test_a_day_that_was_moved_stays_where_it_is(self) -> None:
        programme = after(each_with_a_condition(40, 90, 90), FIRST)
        moved = programme.today + timedelta(days=200)
        programme.act(asking.move_deadline(f"condition-{OF_BOARD}", moved))
        decided(programme, "for_with_conditions", "for", "for")
        assert programme.state.deadlines[f"condition-{OF_BOARD}"].due == moved

    def test_nothing_is_shown_for_what_lapsed(self) -> None:
        programme = after(each_with_a_condition(40, 90, 90), FIRST)
        assert programme.refusal(asking.show_evidence(FIRST)).code == "condition_out_of_time"
        judging = asking.judge_condition(FIRST, by=member("college", 1))
        assert programme.refusal(judging).code == "no_evidence"

    def test_a_day_that_ends_meanwhile_ends_it_and_its_body_is_next(self) -> None:
        meetings = (date(2026, 1, 8), date(2026, 4, 1))
        programme = each_with_a_condition(35, 40, rules_=rules(body(meetings=meetings), body("board")))
        after(programme, FIRST)
        after(programme, OF_BOARD)
        assert turn(programme.state) == "college"
        assert let_conditions_lapse(programme.state) == []
        assert programme.refusal(asking.show_evidence(OF_BOARD)).code == "condition_out_of_time"

        decided(programme, "for", "for", "for")

        assert turn(programme.state) == "board"
        assert programme.last(ConditionLapsed).condition == OF_BOARD
        decided(programme, "for", "for", "for")
        assert programme.state.ending == "approved"


class TestEarly:
    def test_what_an_earlier_body_asked_for_may_be_shown_while_others_decide(self) -> None:
        programme = before_the_body(rules(body(), body("board")))
        decided(programme, "for_with_conditions", "for", "for")
        assert turn(programme.state) == "board"
        show_and_judge(programme, FIRST)

        decided(programme, "for", "for", "for")

        assert programme.state.ending == "approved"

    def test_before_any_condition_was_set_there_is_none(self) -> None:
        refusal = before_the_body().refusal(asking.show_evidence(FIRST))
        assert (refusal.code, refusal.details) == (
            "no_such_condition",
            {"condition": FIRST, "conditions": []},
        )


class TestTwoAtOnce:
    def test_of_one_body_come_to_it_together(self) -> None:
        programme = after(with_conditions(), FIRST)
        assert programme.kinds.count("condition.lapsed") == 2
        assert [c.set.key for c in lapsed(programme.state, "college")] == [FIRST, SECOND]
        decided(programme, "for", "for", "for")
        assert programme.state.ending == "approved"
        assert len(decisions(programme)) == 2

    def test_of_two_bodies_come_to_each_in_the_order_of_the_chain(self) -> None:
        programme = after(each_with_a_condition(40, 90, 40), FIRST)

        assert turn(programme.state) == "college"
        decided(programme, "for", "for", "for")
        assert turn(programme.state) == "assembly"
        decided(programme, "for_with_conditions", "for", "for")
        assert decisions(programme)[3:] == [
            ("college", "approved"),
            ("assembly", "approved_with_conditions"),
        ]
        assert programme.state.conditions.keys() == {OF_BOARD, "5-assembly-1-1"}
        assert programme.state.phase == "conditions"
