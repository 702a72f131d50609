"""Nothing known, found, not done: no check that looked at less than everything says that nothing is known."""

import pytest

from supply.verdict import Outcome, Verdict, together, worst


def test_nothing_is_known_when_everything_was_looked_at_and_nothing_found() -> None:
    assert Verdict(49, 49).outcome is Outcome.NOTHING_KNOWN


@pytest.mark.parametrize(
    "verdict",
    [Verdict(49, 0), Verdict(49, 48), Verdict(48, 49), Verdict(0, 0), Verdict(49, 49, not_done=("no",))],
    ids=["none of them", "one too few", "one too many", "nothing to look at", "a reason to doubt"],
)
def test_whatever_is_less_than_everything_is_not_done(verdict: Verdict) -> None:
    assert verdict.outcome is Outcome.NOT_DONE


def test_what_was_found_counts_also_where_not_everything_was_looked_at() -> None:
    assert Verdict(49, 3, found=("a weakness",), not_done=("46 others",)).outcome is Outcome.FOUND


def test_one_image_that_was_not_looked_at_is_enough() -> None:
    assert together([Verdict(1, 1), Verdict(1, 0, not_done=("away",))]).outcome is Outcome.NOT_DONE


def test_a_command_of_two_checks_ends_as_the_worse_of_them() -> None:
    well, found, not_done = Verdict(1, 1), Verdict(1, 1, found=("a weakness",)), Verdict(1, 0)

    assert worst([well, well]) is Outcome.NOTHING_KNOWN
    assert worst([well, not_done]) is Outcome.NOT_DONE
    assert worst([not_done, found]) is Outcome.FOUND
    assert worst([]) is Outcome.NOT_DONE


def test_outcomes_have_exit_codes_that_neither_a_crash_nor_a_wrong_option_has() -> None:
    assert sorted(Outcome) == [0, 3, 4]
