"""Everything that is waited for: whose turn it is, for what, how far it is, and until when."""

from datetime import date, timedelta
from typing import get_args

import pytest

from domain.every_phase.turns import Turn, TurnCode, turns
from domain.every_phase.waiting import sentence
from domain.shared.rules import Lead
from domain.state.deadlines import CONDITION, JUDGING
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    approved,
    asked,
    before_the_body,
    decided,
    drafted,
    points_answered,
    sent_back,
    under_review,
    with_conditions,
)
from tests.domain.cast import ANNA, KWARTIERMAKER, OFFICE, PANEL, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules


def of(programme: Programme) -> list[str]:
    """The keys of the turns, in order."""
    return [turn.key for turn in turns(programme.state)]


def turn(programme: Programme, key: str) -> Turn:
    return next(turn for turn in turns(programme.state) if turn.key == key)


def nominated() -> Programme:
    programme = Programme()
    programme.act(asking.nominate(ANNA.person))
    return programme


class TestOneAfterTheOther:
    def test_first_the_office_nominates_then_the_principal_chooses_then_the_candidate_answers(self) -> None:
        assert turns(Programme().state)[0].people == (OFFICE.person,)
        assert turns(nominated().state)[0].people == (PRINCIPAL.person,)
        assert turns(asked().state)[0].people == (ANNA.person,)
        assert [of(p) for p in (Programme(), nominated(), asked())] == [
            ["nominate"],
            ["choose"],
            ["answer_assignment"],
        ]

    def test_a_programme_that_has_ended_waits_for_nothing(self) -> None:
        assert of(approved()) == []

    def test_a_suspended_one_waits_to_be_resumed_and_for_nothing_else(self) -> None:
        programme = drafted()
        programme.act(asking.suspend())

        (resume,) = turns(programme.state)

        assert (resume.code, resume.role, resume.people) == ("resume", "office", (OFFICE.person,))
        assert (resume.day, resume.due, resume.late) == (programme.today, None, False)


class TestSeveralAtOnce:
    def test_contributions_are_answered_before_a_version_goes_to_the_panel(self) -> None:
        assert of(drafted()) == ["answer_contributions/1", "submit_version"]

    def test_projects_wait_for_their_place_whatever_else_is_waited_for(self) -> None:
        programme = appointed()
        programme.act(asking.add_projects())

        assert of(programme) == ["contribute/1", "place_projects"]
        assert turn(programme, "place_projects").people == (KWARTIERMAKER.person,)

    def test_a_day_that_passed_makes_only_what_it_was_for_late(self) -> None:
        programme = appointed()
        programme.act(asking.add_projects())
        programme.act(asking.move_deadline("projects", programme.working_days(1)))
        programme.wait(3)

        assert turn(programme, "place_projects").late
        assert not turn(programme, "contribute/1").late
        assert turn(programme, "contribute/1").due == programme.state.deadlines["consultation"].due

    def test_a_session_waits_for_its_record_beside_the_rest(self) -> None:
        programme = drafted()
        programme.act(asking.plan_session(programme.working_days(2)))

        assert of(programme)[-1] == "record_session/1"
        assert turn(programme, "record_session/1").due == programme.working_days(2)

    def test_points_of_a_sending_back_are_counted(self) -> None:
        programme = sent_back()
        assert of(programme) == ["answer_sent_back_points", "submit_version"]
        assert turn(programme, "answer_sent_back_points").numbers == {"done": 0, "of": 2}
        assert of(points_answered(programme)) == ["submit_version"]

    def test_while_the_panel_reads_nothing_else_is_asked_about_the_plan(self) -> None:
        programme = under_review()
        programme.panel_says("yes")

        (review,) = turns(programme.state)

        assert review.numbers == {"done": 1, "of": 3}
        assert review.people == (PANEL["panel-2"].person, PANEL["panel-3"].person)

    def test_each_condition_waits_for_its_evidence_or_its_judge(self) -> None:
        programme = with_conditions()
        programme.act(asking.show_evidence("1-college-1-1"))

        show, judge = turns(programme.state)

        assert (show.key, show.people) == ("show_evidence/1-college-2-1", (KWARTIERMAKER.person,))
        assert show.deadline == f"{CONDITION}1-college-2-1"
        assert (judge.key, judge.people) == (
            "judge_evidence/1-college-1-1",
            (member("college", 1).person,),
        )
        assert judge.deadline is None

    def test_whoever_judges_has_until_the_day_that_their_body_gave_them(self) -> None:
        programme = with_conditions(rules(body(judging=Lead(working_days=3))))
        programme.act(asking.show_evidence("1-college-1-1"))

        _, judge = turns(programme.state)

        assert judge.deadline == f"{JUDGING}1-college-1-1"
        assert judge.due == programme.working_days(3)


class TestABody:
    def test_those_who_have_not_voted_are_waited_for(self) -> None:
        programme = before_the_body()
        programme.members_vote("for")

        (vote,) = turns(programme.state)

        assert (vote.key, vote.body, vote.whose) == ("vote/1", "college", "college")
        assert vote.people == (member("college", 2).person, member("college", 3).person)
        assert vote.numbers == {"done": 1, "of": 3}
        assert vote.due == date(2026, 1, 8)

    def test_whoever_may_vote_for_a_member_is_waited_for_with_them(self) -> None:
        programme = before_the_body()
        day = programme.state.deadlines["meeting"].due
        programme.act(asking.give_mandate("id-of-vera", day, day, by=member("college", 1)))

        (vote,) = turns(programme.state)

        assert "id-of-vera" in vote.people
        programme.act(asking.ballot(programme.state, 1, "for"))
        assert "id-of-vera" not in turns(programme.state)[0].people

    def test_a_meeting_that_comes_too_soon_is_named(self) -> None:
        programme = before_the_body(rules(body(meetings=(), notice_working_days=40)))
        assert of(programme) == ["plan_meeting/1"]
        soon = programme.working_days(2)
        programme.act(asking.plan_meeting("college", soon))

        (plan,) = turns(programme.state)

        assert (plan.code, plan.day) == ("plan_another_meeting", soon)

    def test_the_chair_is_waited_for_where_the_blueprint_wants_one(self) -> None:
        chaired = rules(body(chair="college-1", chair_establishes=True))
        programme = decided(before_the_body(chaired), "for", "for")

        (establish,) = turns(programme.state)

        assert (establish.code, establish.people) == ("establish_outcome", (member("college", 1).person,))


def test_every_code_has_its_sentence() -> None:
    for code in get_args(TurnCode):
        words = str(sentence(Turn(code, "office", body="college", about="1", numbers=EVERY_NUMBER)))
        assert words.endswith(".")
        assert "{" not in words


EVERY_NUMBER = {"done": 1, "of": 2, "said": 1, "seats": 3}


@pytest.mark.parametrize("days", [0, 5, 30])
def test_no_two_turns_of_a_programme_are_the_same(days: int) -> None:
    for arrange in (appointed, drafted, sent_back, under_review, before_the_body, with_conditions):
        programme = arrange()
        programme.wait_until(programme.today + timedelta(days=days))
        keys = of(programme)
        assert len(keys) == len(set(keys))
        assert bool(keys) == (programme.state.ending is None)
