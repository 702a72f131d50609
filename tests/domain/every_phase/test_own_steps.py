"""Where a phase comes to rest at its beginning, and what follows by rules alone: what people are shown."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from domain.every_phase.own_steps import by_rule_alone, looking_ahead
from domain.every_phase.waiting import waiting
from domain.shared.rules import EarlyClosing
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from tests.domain import arranged
from tests.domain.programmes import Programme, body, rules

BEGINNINGS = [
    ("", "programme.agreed"),
    ("assignment.accepted", "consultation.opened"),
    ("definition.completed", "submission.scheduled"),
]
"""The entry after which a phase begins, none for the first, and the one after which it is at rest."""

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""The morning on which they start."""

AT_REST = (arranged.asked, arranged.drafted, arranged.under_review, arranged.with_conditions)


def after(kind: str, programme: Programme) -> ProgrammeState:
    """Where the programme stood after its first entry of a kind."""
    kinds = [entry.event.kind for entry in programme.register]
    return fold(programme.beginning, programme.register[: kinds.index(kind) + 1 if kind else 0])


@pytest.mark.parametrize(("begins", "rests"), BEGINNINGS)
def test_what_a_phase_will_wait_for_is_known_when_it_begins(begins: str, rests: str) -> None:
    programme = arranged.before_the_body()

    beginning, rest = after(begins, programme), after(rests, programme)

    assert waiting(beginning) != waiting(rest)
    assert waiting(looking_ahead(beginning, NOW)) == waiting(rest)


@pytest.mark.parametrize("arrange", AT_REST)
def test_a_programme_at_rest_stays_where_it_is(arrange: Callable[[], Programme]) -> None:
    state = arrange().state

    assert looking_ahead(state, NOW) == state


def test_what_is_suspended_or_over_stays_where_it_is() -> None:
    programme = arranged.withdrawn()

    assert looking_ahead(programme.state, NOW) == programme.state


# --- what follows by rules alone ---


def after_the_votes(early_closing: EarlyClosing, *, chaired: bool, votes: int = 3) -> Sequence[str]:
    """What is said to follow when so many of three seats have voted for it."""
    chair = "college-1" if chaired else None
    closing = body(early_closing=early_closing, chair=chair, chair_establishes=chaired)
    programme = arranged.before_the_body(rules(closing))
    programme.by_itself = False
    programme.members_vote(*("for",) * votes)
    return [event.kind for event in by_rule_alone(programme.state, programme.now)]


def test_that_all_have_voted_is_no_secret() -> None:
    assert after_the_votes("when_all_voted", chaired=True) == ["ballot.closed"]


@pytest.mark.parametrize("chaired", [True, False])
def test_that_a_ballot_is_decided_would_say_how_others_voted(chaired: bool) -> None:
    assert after_the_votes("when_decided", chaired=chaired, votes=2) == []
    assert after_the_votes("when_decided", chaired=chaired) == []


def test_a_decision_is_never_known_before_it_is_taken() -> None:
    assert after_the_votes("when_all_voted", chaired=False) == []


def test_what_depends_on_what_people_said_does_not_follow_by_rules_alone() -> None:
    programme = arranged.appointed()

    assert list(by_rule_alone(programme.state, programme.now)) == []


def test_what_rules_alone_decide_follows_as_it_will_happen() -> None:
    programme = arranged.under_review()
    programme.by_itself = False
    programme.panel_says("yes", "yes", "yes")

    foreseen = by_rule_alone(programme.state, programme.now)

    assert list(foreseen) == list(programme.next_steps())
    assert [event.kind for event in foreseen] == ["review.closed"]
