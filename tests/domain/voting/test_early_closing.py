"""A ballot may end when nothing that the others do changes its outcome any more."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.shared.rules import BodyRules, EarlyClosing
from domain.voting.early_closing import is_decided, may_close
from domain.voting.outcome import Moment, choices, decided
from domain.voting.tally import Choice
from tests.domain.any_body import Votes, ballots, bodies, moments, votes, weighing
from tests.domain.arranged import before_the_body
from tests.domain.documents import changed, problems
from tests.domain.programmes import START, body, rules

FIRST = Moment(may_send_back=True)


def every_completion(cast: Votes, rule: BodyRules, moment: Moment) -> set[str]:
    """The outcome for whatever each seat that has not voted may do, one by one."""
    still_open = [seat.key for seat in rule.seats if seat.key not in cast]
    may: list[Choice | None] = [None, *choices(rule)]
    if not moment.may_send_back and "send_back" in may:
        may.remove("send_back")
    found: set[str] = set()
    for made in product(may, repeat=len(still_open)):
        more: Votes = {seat: choice for seat, choice in zip(still_open, made, strict=True) if choice}
        found.add(decided(cast | more, rule, moment))
    return found


class TestDecided:
    @settings(max_examples=400)
    @given(bodies(), st.data(), moments)
    def test_it_is_exactly_when_every_completion_gives_the_same(
        self, rule: BodyRules, data: st.DataObject, moment: Moment
    ) -> None:
        cast = data.draw(ballots(rule))
        assume(moment.may_send_back or "send_back" not in cast.values())
        completions = every_completion(cast, rule, moment)
        assert is_decided(cast, rule, moment) == (len(completions) == 1)

    @pytest.mark.parametrize(
        ("cast", "expected"),
        [
            (votes(a="against", b="against", c="against"), True),
            (votes(a="against", b="against"), False),
            (votes(a="for_with_conditions", b="for", c="for"), True),
            # Somebody may still ask for a condition.
            (votes(a="for", b="for", c="for"), False),
            ({}, False),
        ],
    )
    def test_examples_of_a_body_of_five(self, cast: Votes, expected: bool) -> None:
        assert is_decided(cast, weighing(1, 1, 1, 1, 1), FIRST) is expected

    def test_one_objection_decides_where_consent_is_asked_once_the_quorum_is_there(self) -> None:
        rule = weighing(1, 1, 1, majority="consent")
        assert not is_decided(votes(a="objection"), rule, FIRST)
        assert is_decided(votes(a="objection", b="abstain"), rule, FIRST)

    def test_note_is_taken_as_soon_as_the_quorum_is_there(self) -> None:
        rule = weighing(1, 1, 1, role="takes_note")
        assert not is_decided(votes(a="for"), rule, FIRST)
        assert is_decided(votes(a="for", b="abstain"), rule, FIRST)

    def test_a_majority_for_ratifying_decides_because_nobody_can_set_a_condition(self) -> None:
        cast = votes(a="for", b="for", c="for")
        assert is_decided(cast, weighing(1, 1, 1, 1, 1, role="ratifies"), FIRST)
        assert not is_decided(cast, weighing(1, 1, 1, 1, 1), FIRST)

    def test_heavy_seats_decide_before_the_light_ones_vote(self) -> None:
        rule = weighing(6, 1, 1, 1, 1, quorum_by="weight")
        assert is_decided(votes(a="against"), rule, FIRST)


class TestClosing:
    @pytest.mark.parametrize(
        ("early_closing", "decided_", "complete"),
        [
            (False, False, False),
            (True, False, True),
            ("when_all_voted", False, True),
            ("when_decided", True, True),
        ],
    )
    def test_only_as_the_blueprint_allows(
        self, early_closing: EarlyClosing, decided_: bool, complete: bool
    ) -> None:
        rule = weighing(1, 1, 1, early_closing=early_closing)
        assert may_close(votes(a="against", b="against"), rule, FIRST) is decided_
        assert may_close(votes(a="against", b="against", c="for"), rule, FIRST) is complete

    def test_the_decision_is_established_at_once_and_the_last_seat_comes_too_late(self) -> None:
        programme = before_the_body(rules(body(early_closing="when_decided")))
        programme.members_vote("against", "against")
        assert (programme.today, programme.state.ending) == (START, "rejected")

    @pytest.mark.parametrize("written", [True, False, "when_all_voted", "when_decided"])
    def test_a_blueprint_says_which(self, written: object) -> None:
        assert problems(changed("sign_off.bodies.0.early_closing", written)) == ()
