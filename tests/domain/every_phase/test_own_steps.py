"""Where a phase comes to rest at its beginning: what operators are shown from the first moment."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.every_phase.own_steps import looking_ahead
from domain.every_phase.waiting import waiting
from domain.state.folding import fold
from domain.state.programme_state import ProgrammeState
from tests.domain import arranged
from tests.domain.programmes import Programme

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
