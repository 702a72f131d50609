"""Each goal is measured against each principle: it follows, or says why not."""

import pytest

from domain.plan.answer_principle import PrincipleAnswered
from domain.plan.principles import carried_over, unanswered
from domain.shared.actors import Actor
from tests.domain import asking
from tests.domain.arranged import before_the_body, under_review, whole_plan, with_principles
from tests.domain.cast import OFFICE
from tests.domain.programmes import Programme

FEWER, SOONER = asking.text("Fewer forms"), asking.text("Sooner done")


def answers(programme: Programme) -> list[set[str]]:
    draft = programme.state.definition.draft
    assert draft is not None
    return [set(goal.answers) for goal in draft.goals]


class TestAnswering:
    def test_a_goal_follows_a_principle_or_deviates_for_a_reason(self) -> None:
        programme = with_principles("Fewer forms")
        programme.act(asking.answer_principle(2, 1, "open"))
        [event] = programme.act(asking.answer_principle(2, 1, "trusted", follows=False))
        assert isinstance(event, PrincipleAnswered)
        assert (event.version, event.goal, event.principle, event.follows) == (2, 1, "trusted", False)
        assert event.reason == asking.text("Not feasible yet.")
        assert answers(programme) == [{"open", "trusted"}]

    def test_only_known_goals_are_measured_against_known_principles(self) -> None:
        programme = with_principles("Fewer forms")
        assert programme.refusal(asking.answer_principle(2, 1, "cheap")).code == "unknown_principle"
        for goal in (0, 2):
            refusal = programme.refusal(asking.answer_principle(2, goal, "open"))
            assert (refusal.code, refusal.details) == ("unknown_goal", {"goals": 1})

    def test_only_in_the_newest_version_and_not_once_it_was_submitted(self) -> None:
        programme = with_principles("Fewer forms")
        assert programme.refusal(asking.answer_principle(1, 1, "open")).code == "not_the_newest_version"
        submitted = under_review()
        assert submitted.refusal(asking.answer_principle(1, 1, "open")).code == "already_submitted"

    def test_it_is_for_who_writes_the_plan(self) -> None:
        programme = with_principles("Fewer forms")
        refusal = programme.refusal(asking.answer_principle(2, 1, "open", by=OFFICE))
        assert refusal.code == "not_the_kwartiermaker"
        programme.act(asking.allow_drafter("id-of-dora"))
        dora = Actor(person="id-of-dora", role="drafter")
        assert programme.act(asking.answer_principle(2, 1, "open", by=dora))


class TestTheNextVersion:
    def test_keeps_the_goals_and_their_answers_when_it_names_none(self) -> None:
        programme = with_principles("Fewer forms")
        programme.act(asking.answer_principle(2, 1, "open"), asking.save_version(whole_plan()))
        assert answers(programme) == [{"open"}]

    def test_keeps_the_answers_of_goals_that_stay_wherever_they_stand(self) -> None:
        programme = with_principles("Fewer forms")
        programme.act(
            asking.answer_principle(2, 1, "open"),
            asking.save_version(whole_plan(), goals=[SOONER, FEWER]),
        )
        assert answers(programme) == [set(), {"open"}]

    def test_may_have_no_goals_any_more(self) -> None:
        programme = with_principles("Fewer forms")
        programme.act(asking.save_version(whole_plan(), goals=[]))
        assert answers(programme) == []


class TestTheGate:
    def test_wants_a_goal_where_there_are_principles(self) -> None:
        refusal = with_principles().refusal(asking.submit_version(2))
        assert (refusal.code, refusal.details) == (
            "gate_not_met",
            {"missing_principles": ["a goal to measure"]},
        )

    def test_wants_every_goal_measured_against_every_principle(self) -> None:
        programme = with_principles("Fewer forms", "Sooner done")
        programme.act(asking.answer_principle(2, 1, "open"), asking.answer_principle(2, 2, "trusted"))
        refusal = programme.refusal(asking.submit_version(2))
        assert refusal.details == {"missing_principles": ["goal 1: trusted", "goal 2: open"]}

    def test_is_met_when_all_are_measured(self) -> None:
        programme = with_principles("Fewer forms")
        programme.act(*(asking.answer_principle(2, 1, principle) for principle in ("open", "trusted")))
        programme.act(asking.submit_version(2))
        programme.panel_says("yes", "yes", "yes")
        assert programme.state.phase == "sign_off"

    def test_asks_nothing_where_the_blueprint_has_no_principles(self) -> None:
        assert before_the_body().state.phase == "sign_off"


@pytest.mark.parametrize("principles", [(), ("open",)])
def test_without_a_version_nothing_is_missing_but_a_goal(principles: tuple[str, ...]) -> None:
    assert unanswered(None, principles) == []
    assert carried_over([], []) == ()
