"""Support (draagvlak): *can* and *will*, side by side and never averaged."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.support import Answer, Counts, Support, SupportCounts

answers = st.sampled_from(get_args(Answer))
said = st.lists(st.builds(Support, can=answers, will=answers), max_size=30)


@given(said)
def test_every_answer_counts_once_in_each_question(given_: list[Support]) -> None:
    counts = SupportCounts.of(given_)
    assert counts.can.total == counts.will.total == len(given_)
    assert counts.can.yes_if == sum(support.can == "yes_if" for support in given_)
    assert counts.will.no == sum(support.will == "no" for support in given_)


@given(said)
def test_what_is_said_about_will_does_not_touch_can(given_: list[Support]) -> None:
    unwilling = [support.model_copy(update={"will": "no"}) for support in given_]
    assert SupportCounts.of(unwilling).can == SupportCounts.of(given_).can


def test_yes_and_yes_if_are_positive_and_no_is_not() -> None:
    assert Counts(yes=2, yes_if=1, no=4).positive == 3
    assert Counts(yes=2, yes_if=1, no=4).total == 7


def test_answers_may_come_from_anything_that_can_be_gone_through_once() -> None:
    once = iter([Support(can="yes", will="no"), Support(can="yes_if", will="no")])
    assert SupportCounts.of(once) == SupportCounts(can=Counts(yes=1, yes_if=1), will=Counts(no=2))


@pytest.mark.parametrize(
    ("can", "will", "percent", "out_of", "passes"),
    [
        (2, 2, 66, 3, True),
        (2, 2, 67, 3, False),
        (3, 1, 50, 3, False),
        (1, 3, 50, 3, False),
        (3, 3, 100, 3, True),
        (0, 0, 1, 3, False),
    ],
)
def test_it_passes_when_both_questions_reach_the_percentage(
    can: int, will: int, percent: int, out_of: int, passes: bool
) -> None:
    counts = SupportCounts(can=Counts(yes=can), will=Counts(yes_if=will))
    assert counts.passes(percent, out_of) is passes


@given(said, st.integers(1, 100), st.integers(0, 10))
def test_who_does_not_answer_never_helps(given_: list[Support], percent: int, silent: int) -> None:
    counts = SupportCounts.of(given_)
    if counts.passes(percent, len(given_) + silent):
        assert counts.passes(percent, len(given_))
