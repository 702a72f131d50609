"""The gate of the definition phase says exactly what is missing."""

from domain.plan.gate import MOST_NAMED, Criterion, criteria, holds, missing_sections
from domain.shared.messages import verbatim
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    before_the_body,
    drafted,
    points_answered,
    sent_back,
    under_review,
    whole_plan,
)
from tests.domain.programmes import MANDATORY, Programme, rules


def missing(state: ProgrammeState) -> dict[str, tuple[str, ...]]:
    return {
        criterion.key: tuple(map(str, criterion.missing))
        for criterion in criteria(state)
        if not criterion.met
    }


def amounts(state: ProgrammeState) -> dict[str, tuple[int, int]]:
    return {criterion.key: (criterion.have, criterion.need) for criterion in criteria(state)}


def test_a_criterion_is_met_when_nothing_is_missing() -> None:
    assert Criterion(key="review", have=2, need=2).met
    short = Criterion(key="sections", have=2, need=5, missing=tuple(map(verbatim, "abc")))
    assert not short.met
    assert short.short_by == 3


def test_the_criteria_stand_in_the_order_in_which_a_plan_meets_them() -> None:
    assert [criterion.key for criterion in criteria(Programme().state)] == [
        "consultation",
        "sections",
        "principles",
        "responses",
        "sent_back_points",
        "new_version",
        "review",
        "projects",
    ]


def test_at_the_beginning_everything_is_missing() -> None:
    state = Programme().state
    assert missing(state) == {
        "consultation": ("a closed consultation",),
        "sections": MANDATORY,
        "responses": ("responses to a consultation",),
        "new_version": ("a submitted version",),
        "review": ("3 answers of the panel",),
    }
    assert not holds(state)


def test_an_open_consultation_is_not_enough() -> None:
    assert missing(appointed().state)["consultation"] == ("a closed consultation",)


def test_a_draft_is_looked_at_before_it_is_submitted_but_is_no_submitted_version() -> None:
    programme = drafted()
    assert missing(programme.state) == {
        "responses": ("consultation 1",),
        "new_version": ("a submitted version",),
        "review": ("3 answers of the panel",),
    }
    programme.act(asking.save_version(whole_plan() | {"funding": asking.text("")}))
    assert missing(programme.state)["sections"] == ("funding",)


def test_after_a_review_that_did_not_pass_the_newest_version_is_looked_at() -> None:
    programme = under_review()
    programme.panel_says("no", "no", "no")
    programme.act(asking.save_version({"goals": asking.text("Goals")}))
    assert missing(programme.state)["sections"] == MANDATORY[1:]


def test_while_a_version_is_under_review_a_newer_one_makes_no_difference() -> None:
    programme = under_review()
    programme.act(asking.save_version({"goals": asking.text("Goals")}))
    assert missing(programme.state) == {"review": ("3 answers of the panel",)}


def test_a_closed_consultation_misses_its_responses() -> None:
    programme = drafted()
    assert missing(programme.state)["responses"] == ("consultation 1",)
    programme.act(asking.settle_responses())
    assert "responses" not in missing(programme.state)


def test_it_says_how_much_there_is_and_how_much_there_must_be() -> None:
    assert amounts(drafted().state) == {
        "consultation": (1, 1),
        "sections": (5, 5),
        "principles": (0, 0),
        "responses": (0, 1),
        "sent_back_points": (0, 0),
        "new_version": (0, 1),
        "review": (0, 2),
        "projects": (0, 0),
    }
    assert amounts(before_the_body().state) == {
        "consultation": (1, 1),
        "sections": (5, 5),
        "principles": (0, 0),
        "responses": (1, 1),
        "sent_back_points": (0, 0),
        "new_version": (1, 1),
        "review": (2, 2),
        "projects": (0, 0),
    }


def test_seats_count_where_fewest_are_convinced_and_the_last_once_the_review_is_closed() -> None:
    programme = under_review()
    programme.act(asking.review("panel-1", programme.state, can="yes", will="no"))
    assert amounts(programme.state)["review"] == (0, 2)
    programme.by_itself = False
    programme.panel_says("yes", "yes", "yes")
    assert amounts(programme.state)["review"] == (1, 2)
    programme.settle()
    assert amounts(programme.state)["review"] == (2, 2)


def test_of_very_many_things_the_first_are_named_and_all_are_counted() -> None:
    keys = tuple(f"section-{n}" for n in range(50))
    chosen = rules()
    many = chosen.definition.model_copy(update={"mandatory_sections": keys})
    state = drafted(chosen.model_copy(update={"definition": many})).state
    [sections] = [criterion for criterion in criteria(state) if criterion.key == "sections"]
    assert tuple(map(str, sections.missing)) == keys[:MOST_NAMED]
    assert sections.short_by == 50


def test_a_review_that_has_begun_misses_its_answers() -> None:
    programme = under_review()
    assert missing(programme.state) == {"review": ("3 answers of the panel",)}
    programme.panel_says("yes")
    assert missing(programme.state) == {"review": ("2 answers of the panel",)}


def test_a_review_with_all_answers_misses_its_closing() -> None:
    programme = under_review()
    programme.by_itself = False
    programme.panel_says("yes", "yes", "yes")
    assert missing(programme.state) == {"review": ("the closing of the review",)}


def test_a_review_that_did_not_pass_says_what_it_takes() -> None:
    programme = under_review()
    programme.panel_says("yes", "no", "no")
    assert missing(programme.state) == {"review": ("yes or yes-if from 60% on can and will",)}


def test_it_holds_when_the_review_passed() -> None:
    state = before_the_body().state
    assert missing(state) == {}
    assert holds(state)


def test_a_plan_that_was_sent_back_needs_a_newer_version_and_another_review() -> None:
    programme = sent_back()
    assert missing(programme.state) == {
        "sent_back_points": ("an answer to point 1-1", "an answer to point 1-2"),
        "new_version": ("a version after 1, which was sent back",),
        "review": ("yes or yes-if from 60% on can and will",),
    }
    points_answered(programme).act(asking.save_version(whole_plan()), asking.submit_version(2))
    assert missing(programme.state) == {"review": ("3 answers of the panel",)}


def test_without_a_panel_only_the_closing_of_the_review_is_missing() -> None:
    assert missing(drafted(rules(panel=0)).state)["review"] == ("the closing of the review",)


def test_the_sections_of_a_version_are_checked_one_by_one() -> None:
    programme = drafted()
    sections = whole_plan() | {"governance": asking.text(""), "annex": asking.text("")}
    del sections["funding"]
    programme.act(asking.save_version(sections))
    assert missing_sections(programme.state, programme.state.definition.draft) == ("governance", "funding")
    assert missing_sections(programme.state, None) == MANDATORY
