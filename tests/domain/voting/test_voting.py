"""Quorum, majority and outcome: what the ballots of a body come down to."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.shared.rules import BodyRules, Majority
from domain.voting.outcome import Outcome, has_majority, has_quorum, outcome
from domain.voting.tally import Choice, Tally
from tests.domain.programmes import body

choices: st.SearchStrategy[Choice] = st.sampled_from(get_args(Choice))
in_favour: st.SearchStrategy[Choice] = st.sampled_from(("for", "for_with_conditions"))
majorities = st.sampled_from(get_args(Majority))
percents = st.integers(1, 100)


Votes = dict[str, Choice]


@st.composite
def ballots(draw: st.DrawFn, present: int = 0, absent: int = 0) -> tuple[Votes, int]:
    """One choice for each seat that voted, and the number of seats.

    At least `present` of them voted and `absent` did not.
    """
    votes = draw(st.lists(choices, min_size=present, max_size=12))
    seats = len(votes) + draw(st.integers(absent, 4))
    cast: Votes = {f"seat-{n}": choice for n, choice in enumerate(votes)}
    return cast, max(seats, 1)


def and_then(votes: Votes, choice: Choice, seat: str = "one-more") -> Votes:
    more: Votes = {seat: choice}
    return votes | more


def tally(
    seats: int = 10,
    *,
    yes: int = 0,
    conditions: int = 0,
    against: int = 0,
    send_back: int = 0,
    abstain: int = 0,
    objections: int = 0,
) -> Tally:
    """A tally of `yes` plain votes in favour, and the others."""
    return Tally(
        seats=seats,
        in_favour=yes + conditions,
        with_conditions=conditions,
        against=against,
        send_back=send_back,
        abstained=abstain,
        objections=objections,
    )


def decide(count: Tally, majority: Majority = "simple", *, quorum: int = 50, back: bool = True) -> Outcome:
    return outcome(count, body(majority=majority, quorum_percent=quorum), may_send_back=back)


class TestTally:
    @given(ballots())
    def test_every_ballot_is_counted_once(self, cast: tuple[Votes, int]) -> None:
        votes, seats = cast
        count = Tally.of(votes, seats)
        assert count.present == len(votes) <= count.seats == seats
        said = (count.in_favour, count.against, count.send_back, count.objections, count.abstained)
        assert sum(said) == count.present
        assert 0 <= count.with_conditions <= count.in_favour
        assert count.cast == count.present - count.abstained

    def test_each_choice_has_its_place(self) -> None:
        votes: Votes = dict(zip("abcdefg", [*get_args(Choice), "for"], strict=True))
        assert Tally.of(votes, 8) == tally(
            8, yes=2, conditions=1, against=1, send_back=1, abstain=1, objections=1
        )

    def test_nobody_voted(self) -> None:
        assert Tally.of({}, 3) == tally(3)


class TestQuorum:
    @pytest.mark.parametrize(
        ("present", "seats", "percent", "enough"),
        [
            (5, 10, 50, True),
            (4, 10, 50, False),
            (3, 5, 50, True),
            (2, 5, 50, False),
            (2, 3, 66, True),
            (2, 3, 67, False),
            (10, 10, 100, True),
            (9, 10, 100, False),
            (1, 100, 1, True),
            (0, 100, 1, False),
            (1, 1, 100, True),
        ],
    )
    def test_it_is_at_least_the_percentage_of_the_seats(
        self, present: int, seats: int, percent: int, enough: bool
    ) -> None:
        assert has_quorum(tally(seats, yes=present), percent) is enough

    def test_abstaining_is_being_present(self) -> None:
        assert has_quorum(tally(4, yes=1, abstain=1), 50)

    @given(ballots(absent=1), percents)
    def test_one_more_who_is_present_never_loses_it(self, cast: tuple[Votes, int], percent: int) -> None:
        votes, seats = cast
        if has_quorum(Tally.of(votes, seats), percent):
            assert has_quorum(Tally.of(and_then(votes, "abstain"), seats), percent)

    @given(ballots(), percents, percents)
    def test_who_meets_a_high_quorum_meets_a_lower_one(
        self, cast: tuple[Votes, int], one: int, other: int
    ) -> None:
        count = Tally.of(*cast)
        if has_quorum(count, max(one, other)):
            assert has_quorum(count, min(one, other))


class TestMajority:
    @pytest.mark.parametrize(
        ("majority", "votes", "cast", "enough"),
        [
            ("simple", 2, 4, False),
            ("simple", 3, 4, True),
            ("simple", 2, 3, True),
            ("simple", 1, 3, False),
            ("simple", 1, 1, True),
            ("two_thirds", 2, 3, True),
            ("two_thirds", 1, 3, False),
            ("two_thirds", 4, 6, True),
            ("two_thirds", 5, 8, False),
            ("two_thirds", 6, 8, True),
            ("two_thirds", 66, 100, False),
            ("two_thirds", 67, 100, True),
            ("three_quarters", 3, 4, True),
            ("three_quarters", 2, 3, False),
            ("three_quarters", 74, 100, False),
            ("three_quarters", 75, 100, True),
            ("unanimous", 3, 3, True),
            ("unanimous", 2, 3, False),
            ("unanimous", 1, 1, True),
        ],
    )
    def test_exact_boundaries(self, majority: Majority, votes: int, cast: int, enough: bool) -> None:
        assert has_majority(votes, cast, majority) is enough

    @pytest.mark.parametrize("majority", get_args(Majority))
    def test_of_nothing_there_is_no_majority(self, majority: Majority) -> None:
        assert not has_majority(0, 0, majority)

    @given(st.integers(1, 200), st.data())
    def test_all_is_two_thirds_and_two_thirds_is_more_than_half(self, cast: int, data: st.DataObject) -> None:
        votes = data.draw(st.integers(0, cast))
        unanimous, three_quarters, two_thirds, simple = (
            has_majority(votes, cast, majority)
            for majority in ("unanimous", "three_quarters", "two_thirds", "simple")
        )
        assert unanimous <= three_quarters <= two_thirds <= simple

    @given(st.integers(1, 200), majorities, st.data())
    def test_who_is_in_favour_and_who_is_not_never_both_have_it(
        self, cast: int, majority: Majority, data: st.DataObject
    ) -> None:
        votes = data.draw(st.integers(0, cast))
        assert not (has_majority(votes, cast, majority) and has_majority(cast - votes, cast, majority))


class TestOutcome:
    @pytest.mark.parametrize(
        ("count", "majority", "expected"),
        [
            (tally(yes=4), "simple", "held_over"),
            (tally(yes=5), "simple", "approved"),
            (tally(abstain=10), "simple", "held_over"),
            (tally(yes=1, abstain=4), "simple", "approved"),
            (tally(yes=3, against=2), "simple", "approved"),
            (tally(yes=2, conditions=1, against=2), "simple", "approved_with_conditions"),
            (tally(conditions=3, against=3), "simple", "sent_back"),
            (tally(yes=3, against=3), "simple", "sent_back"),
            (tally(yes=2, against=3), "simple", "rejected"),
            (tally(yes=2, against=2, send_back=1), "simple", "sent_back"),
            (tally(yes=1, against=3, send_back=1), "simple", "rejected"),
            (tally(yes=3, send_back=2), "simple", "approved"),
            (tally(yes=4, against=2), "two_thirds", "approved"),
            (tally(yes=3, against=2), "two_thirds", "sent_back"),
            (tally(yes=3, against=2, abstain=5), "two_thirds", "sent_back"),
            (tally(yes=2, against=3), "two_thirds", "rejected"),
            (tally(yes=9, against=1), "unanimous", "sent_back"),
            (tally(yes=9, abstain=1), "unanimous", "approved"),
        ],
    )
    def test_examples(self, count: Tally, majority: Majority, expected: Outcome) -> None:
        assert decide(count, majority) == expected

    def test_what_may_not_be_sent_back_is_held_over(self) -> None:
        assert decide(tally(yes=2, against=2, send_back=1), back=False) == "held_over"

    def test_without_quorum_nothing_counts_however_unanimous(self) -> None:
        assert decide(tally(against=4), quorum=50) == "held_over"
        assert decide(tally(yes=9), quorum=100) == "held_over"

    @given(ballots(), majorities, percents, st.booleans())
    def test_there_always_is_one(
        self, cast: tuple[Votes, int], majority: Majority, percent: int, back: bool
    ) -> None:
        assert decide(Tally.of(*cast), majority, quorum=percent, back=back) in get_args(Outcome)

    @given(ballots(), majorities, percents)
    def test_it_is_never_sent_back_when_it_may_not_be(
        self, cast: tuple[Votes, int], majority: Majority, percent: int
    ) -> None:
        assert decide(Tally.of(*cast), majority, quorum=percent, back=False) != "sent_back"

    @given(ballots(), majorities, percents)
    def test_how_often_it_was_sent_back_changes_nothing_else(
        self, cast: tuple[Votes, int], majority: Majority, percent: int
    ) -> None:
        count = Tally.of(*cast)
        with_, without = (decide(count, majority, quorum=percent, back=back) for back in (True, False))
        assert without == ("held_over" if with_ == "sent_back" else with_)

    @given(ballots(absent=1), majorities, percents, st.booleans(), in_favour)
    def test_one_more_vote_in_favour_never_undoes_an_approval(
        self,
        cast: tuple[Votes, int],
        majority: Majority,
        percent: int,
        back: bool,
        one_more: Choice,
    ) -> None:
        votes, seats = cast
        before = decide(Tally.of(votes, seats), majority, quorum=percent, back=back)
        after = decide(Tally.of(and_then(votes, one_more), seats), majority, quorum=percent, back=back)
        if before.startswith("approved"):
            assert after.startswith("approved")

    @given(ballots(present=1), majorities, percents, st.booleans(), st.data())
    def test_who_changes_their_mind_and_votes_for_never_undoes_an_approval(
        self,
        cast: tuple[Votes, int],
        majority: Majority,
        percent: int,
        back: bool,
        data: st.DataObject,
    ) -> None:
        votes, seats = cast
        seat = data.draw(st.sampled_from(sorted(votes)))
        before = decide(Tally.of(votes, seats), majority, quorum=percent, back=back)
        after = decide(Tally.of(and_then(votes, "for", seat), seats), majority, quorum=percent, back=back)
        if before.startswith("approved"):
            assert after.startswith("approved")

    @given(ballots(absent=1), majorities, percents, st.booleans())
    def test_one_more_vote_against_never_turns_into_an_approval(
        self, cast: tuple[Votes, int], majority: Majority, percent: int, back: bool
    ) -> None:
        votes, seats = cast
        before = decide(Tally.of(votes, seats), majority, quorum=percent, back=back)
        after = decide(Tally.of(and_then(votes, "against"), seats), majority, quorum=percent, back=back)
        if has_quorum(Tally.of(votes, seats), percent) and not before.startswith("approved"):
            assert not after.startswith("approved")

    @given(ballots(), majorities, percents)
    def test_an_approval_has_conditions_exactly_when_somebody_asked_for_one(
        self, cast: tuple[Votes, int], majority: Majority, percent: int
    ) -> None:
        count = Tally.of(*cast)
        decided = decide(count, majority, quorum=percent)
        assert (decided == "approved_with_conditions") == (
            decided.startswith("approved") and count.with_conditions > 0
        )

    @given(ballots(), majorities, percents)
    def test_a_stricter_majority_never_approves_what_a_milder_one_does_not(
        self, cast: tuple[Votes, int], majority: Majority, percent: int
    ) -> None:
        count = Tally.of(*cast)
        if decide(count, "unanimous", quorum=percent).startswith("approved"):
            assert decide(count, majority, quorum=percent).startswith("approved")

    @given(ballots(), majorities, percents)
    def test_a_rejection_needs_more_than_half_against(
        self, cast: tuple[Votes, int], majority: Majority, percent: int
    ) -> None:
        count = Tally.of(*cast)
        if decide(count, majority, quorum=percent) == "rejected":
            assert 2 * count.opposed > count.cast


def test_a_body_without_seats_decides_nothing() -> None:
    nobody: BodyRules = body(seats=())
    assert outcome(Tally.of({}, 0), nobody, may_send_back=True) == "held_over"
