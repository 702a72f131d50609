"""The gate of the definition phase says exactly what is missing."""

from domain.gate import Criterion, criteria, holds, missing_sections
from domain.state import ProgrammeState
from tests.domain import asking
from tests.domain.arranged import appointed, before_the_body, drafted, sent_back, under_review, whole_plan
from tests.domain.programmes import MANDATORY, Programme, rules


def missing(state: ProgrammeState) -> dict[str, tuple[str, ...]]:
    return {criterion.key: criterion.missing for criterion in criteria(state) if not criterion.met}


def test_a_criterion_is_met_when_nothing_is_missing() -> None:
    assert Criterion(key="review").met
    assert not Criterion(key="review", missing=("3 answers of the panel",)).met


def test_the_criteria_stand_in_the_order_in_which_a_plan_meets_them() -> None:
    assert [criterion.key for criterion in criteria(Programme().state)] == [
        "consultation",
        "sections",
        "new_version",
        "review",
        "projects",
    ]


def test_at_the_beginning_everything_is_missing() -> None:
    state = Programme().state
    assert missing(state) == {
        "consultation": ("a closed consultation",),
        "sections": MANDATORY,
        "new_version": ("a submitted version",),
        "review": ("3 answers of the panel",),
    }
    assert not holds(state)


def test_an_open_consultation_is_not_enough() -> None:
    assert missing(appointed().state)["consultation"] == ("a closed consultation",)


def test_a_draft_is_not_a_submitted_version() -> None:
    state = drafted().state
    assert "consultation" not in missing(state)
    assert missing(state)["sections"] == MANDATORY
    assert missing(state)["new_version"] == ("a submitted version",)


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
        "new_version": ("a version after 1, which was sent back",),
        "review": ("yes or yes-if from 60% on can and will",),
    }
    programme.act(asking.save_version(whole_plan()), asking.submit_version(2))
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
