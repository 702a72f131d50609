"""The goals of an earlier version, as they were measured then."""

from domain.sign_off.goals import goals_at
from domain.state.programme_state import Goal, Measured
from tests.domain import asking
from tests.domain.arranged import whole_plan, with_principles

FEWER, SOONER = asking.text("Fewer forms"), asking.text("Sooner done")


def test_goals_of_an_earlier_version_are_reported_as_they_were_then() -> None:
    programme = with_principles("Fewer forms")
    programme.act(
        asking.answer_principle(2, 1, "open"),
        asking.save_version(whole_plan(), goals=[FEWER, SOONER]),
        asking.answer_principle(3, 1, "trusted"),
    )
    happened = programme.since(0)
    answered = Measured(follows=True)
    assert goals_at(happened, 1) == ()
    assert goals_at(happened, 2) == (Goal(text=FEWER, answers={"open": answered}),)
    draft = programme.state.definition.draft
    assert draft is not None
    assert goals_at(happened, 3) == draft.goals
